"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { PageBody } from "@/app/_components/page-body";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { Progress } from "@/app/_ui/display/progress";
import { RadioCards } from "@/app/_ui/input/choice";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { type ImportEntity, importEntities } from "@/server/domain/integrations/fields/catalogue";
import { DropZone } from "./drop-zone";
import { guessEntity } from "./guess-entity";
import { type UploadState, useUpload } from "./use-upload";

/** What is in the file, and the file. It is sent as soon as it is chosen; nothing is loaded until it is mapped. */
export function UploadForm({ asked }: { asked: ImportEntity | undefined }) {
  const t = useTranslations("imports");
  const router = useRouter();
  const [chosen, setChosen] = useState(asked);
  const { state, send, stop } = useUpload(
    useCallback((id: string) => router.push(`/imports/${id}`), [router]),
  );
  const take = (file: File) => {
    const entity = chosen ?? guessEntity(file.name) ?? "customers";
    setChosen(entity);
    send(file, entity);
  };
  return (
    <>
      <PageHeader
        title={t("newTitle")}
        crumbs={[{ label: t("title"), href: "/imports" }]}
        description={t("newText")}
      />
      <PageBody width="narrow">
        <Section title={t("entity")} description={t("entityText")}>
          <RadioCards
            label={t("entity")}
            columns={3}
            value={chosen}
            onChange={(entity) => setChosen(entity)}
            options={importEntities.map((value) => ({
              value,
              label: t(`entities.${value}`),
              hint: t(`entityHints.${value}`),
              disabled: state.step === "sending",
            }))}
          />
        </Section>
        <Section title={t("file")}>
          {state.step === "sending" ? <Sending state={state} onStop={stop} /> : <DropZone onFile={take} />}
          {state.step === "failed" ? (
            <p role="alert" className="text-bad text-sm">
              {t("drop.failed", { name: state.fileName, reason: state.message ?? t("drop.noConnection") })}
            </p>
          ) : null}
        </Section>
      </PageBody>
    </>
  );
}

function Sending({ state, onStop }: { state: UploadState & { step: "sending" }; onStop(): void }) {
  const t = useTranslations("imports.drop");
  const format = useFormat();
  const isSent = state.sent >= state.total;
  return (
    <div className="flex flex-col gap-2 rounded-xl border px-6 py-8">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{state.fileName}</span>
        <span className="figures shrink-0 text-muted text-sm" aria-live="polite">
          {isSent
            ? t("reading")
            : t("sent", { sent: format.bytes(state.sent), total: format.bytes(state.total) })}
        </span>
      </div>
      <Progress value={isSent ? undefined : state.sent} max={state.total} label={state.fileName} />
      <Button variant="ghost" size="sm" className="self-end" onClick={onStop}>
        {t("stop")}
      </Button>
    </div>
  );
}
