"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Braces } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useCallback, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useRuleSentence } from "@/app/_components/rule-editor/named-rule";
import { RuleEditor } from "@/app/_components/rule-editor/rule-editor";
import { useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import type { Group } from "@/server/domain/segments/rule";
import { BuilderBody } from "../../_builder/builder-body";
import { JsonDialog } from "../../_builder/json-dialog";
import { useSaveKey } from "../../_builder/segment-builder";
import { useLiveAnswer } from "../../_builder/use-live-answer";
import type { OneSegment } from "./segment-page";

interface Props {
  segment: OneSegment;
  header: Omit<ComponentProps<typeof PageHeader>, "aside" | "actions">;
  /** What is being edited; it lives above the tabs, so that looking at another one loses nothing. */
  rule: Group;
  isDirty: boolean;
  setDraft(draft: Group | undefined): void;
  menu: ReactNode;
  aside: ReactNode;
}

/** The definition of a dynamic segment, changed as a draft and saved as a new version. */
export function DefinitionTab({ segment, header, rule, isDirty, setDraft, menu, aside }: Props) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("segments:write");
  const [isJsonOpen, setJsonOpen] = useState(false);
  const answer = useLiveAnswer(rule);
  const nameOf = useRuleNames(rule);
  const sentenceOf = useRuleSentence(nameOf);
  const count = useMutation(
    trpc.segments.count.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.segments.list.pathFilter()),
    }),
  );
  const save = useMutation(
    trpc.segments.update.mutationOptions({
      onSuccess: async (saved) => {
        count.mutate({ id: saved.id });
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        setDraft(undefined);
        toast.done(t("savedVersion", { version: saved.version }));
      },
    }),
  );
  const isReady = isDirty && answer.unfinished === 0;
  const submit = useCallback(() => {
    if (isReady && !save.isPending) save.mutate({ id: segment.id, definition: rule });
  }, [isReady, save, segment.id, rule]);
  useSaveKey(submit);
  return (
    <>
      <PageHeader
        {...header}
        aside={
          <>
            {isDirty ? (
              <Badge tone="warn">{t("unsaved")}</Badge>
            ) : (
              <span className="text-faint">{t("version", { version: segment.version })}</span>
            )}
            <HelpLink topic="segments" about={t("title")} />
          </>
        }
        actions={
          <>
            <Button variant="ghost" icon={<Braces />} onClick={() => setJsonOpen(true)}>
              {t("json.open")}
            </Button>
            {isDirty ? (
              <Button variant="ghost" onClick={() => setDraft(undefined)}>
                {t("discard")}
              </Button>
            ) : null}
            {canWrite ? (
              <Button variant="primary" isBusy={save.isPending} disabled={!isReady} onClick={submit}>
                {t("save")}
              </Button>
            ) : null}
            {menu}
          </>
        }
      />
      <BuilderBody answer={answer} rule={rule} sentenceOf={sentenceOf} aside={aside}>
        {save.error ? (
          <p role="alert" className="text-bad text-sm">
            {problemOf(save.error)?.message ?? t("live.noConnection")}
          </p>
        ) : null}
        <RuleEditor
          rule={rule}
          onChange={setDraft}
          isDisabled={!canWrite}
          context={{ isInChain: false, letters: [], segmentId: segment.id }}
        />
      </BuilderBody>
      {isJsonOpen ? (
        <JsonDialog
          rule={rule}
          {...(canWrite ? { onApply: setDraft } : {})}
          onClose={() => setJsonOpen(false)}
        />
      ) : null}
    </>
  );
}
