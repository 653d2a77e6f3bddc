"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Segmented } from "@/app/_ui/input/segmented";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { everyMinutes, type PullSchedule, pullModes } from "@/server/domain/integrations/sql/model";
import { useScheduleText } from "../../_components/use-schedule-text";
import type { QueryDraft } from "./use-query-draft";

interface PullOptionsProps {
  draft: QueryDraft;
  change(changes: Partial<QueryDraft>): void;
}
const none = "-";

/** What is read, by which column, and when. */
export function PullOptions({ draft, change }: PullOptionsProps) {
  const t = useTranslations("connections.sql");
  const schedule = useScheduleText();
  const keys = draft.columns.filter((column) => column.keyKind !== null);
  const choices: PullSchedule[] = [
    { kind: "manual" },
    ...everyMinutes.map((minutes) => ({ kind: "every" as const, minutes })),
  ];
  const codeOf = (one: PullSchedule) => (one.kind === "every" ? `every-${one.minutes}` : one.kind);
  return (
    <Section title={t("reading")}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("fields.mode")} help={t(`modeHelp.${draft.mode}`)} className="sm:col-span-3">
          <Segmented
            label={t("fields.mode")}
            value={draft.mode}
            onChange={(mode) => change({ mode })}
            options={pullModes.map((mode) => ({ value: mode, label: t(`modes.${mode}`) }))}
          />
        </Field>
        <Field label={t("fields.key")} help={t("keyHelp")}>
          <Select
            value={draft.keyColumn ?? none}
            onChange={(column) => change({ keyColumn: column === none ? null : column })}
            options={[
              ...keys.map((column) => ({
                value: column.name,
                label: column.name,
                hint: t(`keyKinds.${column.keyKind ?? "date"}`),
              })),
              ...(draft.mode === "full" ? [{ value: none, label: t("noKey") }] : []),
            ]}
          />
        </Field>
        <Field label={t("fields.schedule")}>
          <Select
            value={codeOf(draft.schedule)}
            onChange={(code) =>
              change({
                schedule:
                  code === "daily"
                    ? { kind: "daily", at: "04:00" }
                    : (choices.find((one) => codeOf(one) === code) ?? { kind: "manual" }),
              })
            }
            options={[
              ...choices.map((one) => ({ value: codeOf(one), label: schedule(one) })),
              { value: "daily", label: t("daily") },
            ]}
          />
        </Field>
        {draft.schedule.kind === "daily" ? (
          <Field label={t("fields.at")}>
            <Input
              type="time"
              value={draft.schedule.at}
              onChange={(event) => change({ schedule: { kind: "daily", at: event.target.value } })}
            />
          </Field>
        ) : null}
      </div>
    </Section>
  );
}
