"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { RetentionLine } from "@/server/domain/privacy";
import type { RetentionSettings } from "@/server/domain/privacy/schema";
import { SettingsHeader } from "../../_components/settings-header";
import { Erasures } from "./erasures";

/** How long each kind of data is kept, what would go and when; and who was forgotten. */
export function LawView() {
  const canSeeErasures = useCan("audit:read");
  return (
    <>
      <SettingsHeader />
      <div className="flex max-w-240 flex-col gap-8 px-4 py-6 sm:px-6">
        <Retention />
        {canSeeErasures ? <Erasures /> : null}
      </div>
    </>
  );
}

function Retention() {
  const t = useTranslations("law");
  const trpc = useTRPC();
  const client = useQueryClient();
  const canWrite = useCan("settings:write");
  const [draft, setDraft] = useState<Partial<RetentionSettings>>({});
  const isChanged = Object.keys(draft).length > 0;
  const query = useQuery({
    ...trpc.privacy.retention.queryOptions(isChanged ? { settings: draft } : {}),
    placeholderData: keepPreviousData,
  });
  const save = useMutation(
    trpc.privacy.setRetention.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.privacy.pathFilter());
        setDraft({});
        toast.done(t("saved"));
      },
    }),
  );
  if (query.isError && !query.data)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonText lines={10} />;
  const { settings, lines } = query.data;
  const problem = problemOf(save.error ?? query.error)?.message;
  return (
    <Section
      title={
        <span className="flex items-center gap-1.5">
          {t("retention")} <HelpLink topic="personal-data#keeping" about={t("retention")} />
        </span>
      }
      description={t("retentionText")}
      actions={
        canWrite && isChanged ? (
          <Button
            variant="primary"
            size="sm"
            isBusy={save.isPending}
            onClick={() => save.mutate({ ...settings, ...draft })}
          >
            {t("save")}
          </Button>
        ) : undefined
      }
    >
      <ul className="divide-y border-y">
        {lines.map((line) => (
          <Line
            key={line.kind}
            line={line}
            disabled={!canWrite}
            onChange={(value) => setDraft({ ...draft, [line.kind]: value })}
          />
        ))}
      </ul>
      {problem ? (
        <p role="alert" className="mt-2 text-bad text-sm">
          {problem}
        </p>
      ) : null}
    </Section>
  );
}

function Line({
  line,
  disabled,
  onChange,
}: {
  line: RetentionLine;
  disabled: boolean;
  onChange(value: number | null): void;
}) {
  const t = useTranslations("law");
  const format = useFormat();
  const held = [
    t("held", { count: line.held.rows }),
    line.held.bytes > 0
      ? t("megabytes", { size: format.number(Math.max(1, Math.round(line.held.bytes / 1_048_576))) })
      : "",
  ];
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 text-sm sm:grid-cols-[1fr_12rem]">
      <div className="min-w-0">
        <p className="font-medium">{t(`kinds.${line.kind}.name`)}</p>
        <p className="text-pretty text-muted">{t(`kinds.${line.kind}.text`)}</p>
        <p className="figures mt-0.5 text-faint text-xs">
          {held.filter(Boolean).join(", ")}
          {" · "}
          {line.due.rows > 0 ? (
            <span className="text-warn">{t("due", { count: line.due.rows })}</span>
          ) : line.keep === null ? (
            t("never")
          ) : line.nextAt ? (
            t("next", { date: format.date(line.nextAt) })
          ) : (
            t("nothing")
          )}
        </p>
      </div>
      <NumberInput
        aria-label={t(`kinds.${line.kind}.name`)}
        value={line.keep ?? undefined}
        disabled={disabled}
        placeholder={t("forGood")}
        unit={line.kind === "visitorDays" ? t("days") : t("months")}
        onChange={(value) => onChange(value ?? null)}
        className="self-center"
      />
    </li>
  );
}
