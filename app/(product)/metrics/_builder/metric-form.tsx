"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConditionForm } from "@/app/_components/rule-editor/condition-form";
import {
  asDefinition,
  type MeasureCondition,
  type MeasureKind,
  measureKinds,
  newMeasure,
} from "@/app/_components/rule-editor/measure";
import { useMeasureSentence } from "@/app/_components/rule-editor/named-rule";
import { RuleNamesProvider, useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { fieldProblem } from "@/app/_trpc/problem";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Segmented } from "@/app/_ui/input/segmented";
import { codeOf, definitionOf, type MetricDraft } from "./metric-draft";
import { MetricSpread } from "./metric-spread";

interface Props {
  draft: MetricDraft;
  onChange(draft: MetricDraft): void;
  error: unknown;
  /** The code follows the name until somebody writes it. */
  isCodeFree: boolean;
  /** Something names it: its code stays. */
  isUsed?: boolean;
  isDisabled?: boolean;
  aside?: ReactNode;
}

/** What is measured, as a sentence of controls; beside it what comes of it, now. */
export function MetricForm({ draft, onChange, error, isCodeFree, isUsed, isDisabled, aside }: Props) {
  const t = useTranslations("metrics.form");
  const nameOf = useRuleNames(draft.measure);
  const sentenceOf = useMeasureSentence(nameOf);
  const definition = definitionOf(draft);
  const shown = asDefinition(draft.measure);
  return (
    <div className="grid gap-x-10 gap-y-8 px-4 pt-4 pb-16 sm:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Field label={t("name")} error={fieldProblem(error, "name")}>
          <Input
            className="max-w-120"
            value={draft.name}
            maxLength={200}
            disabled={isDisabled}
            placeholder={t("namePlaceholder")}
            onChange={(event) => {
              const name = event.target.value;
              onChange({ ...draft, name, ...(isCodeFree ? { code: codeOf(name) } : {}) });
            }}
          />
        </Field>
        <RuleNamesProvider value={nameOf}>
          <fieldset disabled={isDisabled} className="flex min-w-0 flex-col gap-3">
            <legend className="mb-2 font-medium text-sm">{t("of")}</legend>
            <Segmented
              className="self-start"
              label={t("of")}
              value={draft.measure.kind as MeasureKind}
              onChange={(kind) =>
                kind !== draft.measure.kind && onChange({ ...draft, measure: newMeasure(kind) })
              }
              options={measureKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
            <ConditionForm
              condition={draft.measure}
              onChange={(next) => onChange({ ...draft, measure: next as MeasureCondition })}
              context={{ isInChain: false, letters: [], isMeasure: true }}
            />
          </fieldset>
        </RuleNamesProvider>
        <p className="border-t pt-3 text-pretty text-muted text-sm">
          {definition && shown ? (
            <>
              <span className="text-faint">{t("reads")}:</span> {sentenceOf(shown)}
            </>
          ) : (
            <span className="text-warn">{t("unfinished")}</span>
          )}
        </p>
        <Field label={t("description")} optional={t("optional")} help={t("descriptionHelp")}>
          <Textarea
            className="max-w-120"
            rows={2}
            maxLength={2000}
            disabled={isDisabled}
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.target.value })}
          />
        </Field>
        <Field
          label={t("code")}
          error={fieldProblem(error, "code")}
          help={isUsed ? t("codeLocked") : t("codeHelp", { code: draft.code || "dairy_90d" })}
        >
          <Input
            className="max-w-80 font-mono text-xs"
            spellCheck={false}
            value={draft.code}
            maxLength={60}
            disabled={isDisabled || isUsed}
            onChange={(event) => onChange({ ...draft, code: event.target.value })}
          />
        </Field>
      </div>
      <aside className="flex min-w-0 flex-col gap-7 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto">
        {definition ? <MetricSpread of={{ definition }} /> : null}
        {aside}
      </aside>
    </div>
  );
}
