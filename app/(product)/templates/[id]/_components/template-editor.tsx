"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { ContentForm } from "./content-form";
import { LetterPreview, type Reader } from "./letter-preview";
import { TemplateHeader } from "./template-header";
import { type Template, useTemplateDraft } from "./use-template-draft";

interface TemplateEditorProps {
  template: Template;
  /** The draft was replaced on the server: begin again from there. */
  onRestart(): void;
}

/** Words on the left, the letter as one reader gets it on the right. */
export function TemplateEditor({ template, onRestart }: TemplateEditorProps) {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const canWrite = useCan("templates:write") && !template.archivedAt;
  const editing = useTemplateDraft(template);
  const [reader, setReader] = useState<Reader>();
  const preview = useQuery({
    ...trpc.templates.previewDraft.queryOptions({
      id: template.id,
      revision: editing.revision,
      customerId: reader?.id ?? null,
    }),
    placeholderData: keepPreviousData,
  });
  const problems = preview.data?.problems ?? [];
  return (
    <>
      <TemplateHeader
        template={template}
        editing={editing}
        problems={problems}
        canWrite={canWrite}
        reader={reader}
        onRestart={onRestart}
      />
      <div className="grid border-t lg:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
        <div className="order-2 border-r px-4 py-5 sm:px-6 lg:order-1">
          <fieldset disabled={!canWrite} className="contents">
            <legend className="sr-only">{t("words")}</legend>
            <ContentForm
              draft={editing.draft}
              onChange={editing.change}
              problems={problems}
              values={preview.data?.values ?? {}}
            />
          </fieldset>
        </div>
        <div className="order-1 min-w-0 bg-sunken lg:order-2">
          <div className="lg:sticky lg:top-0">
            <LetterPreview
              preview={preview.data}
              isStale={preview.isPlaceholderData || editing.state === "pending"}
              error={preview.error}
              onRetry={() => void preview.refetch()}
              reader={reader}
              onReader={setReader}
            />
          </div>
        </div>
      </div>
    </>
  );
}
