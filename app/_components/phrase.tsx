"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Format } from "@/app/_i18n/format";
import { useFormat } from "@/app/_i18n/use-format";
import { splitDuration } from "@/app/_ui/input/duration";
import type { Phrase } from "@/server/domain/segments/phrase";
import {
  isStandardMetric,
  type MetricUnit,
  standardMetrics,
} from "@/server/domain/segments/standard-metrics";

type Say = ReturnType<typeof useTranslations>;

/** Says a rule or a node's summary in the person's language: the same sentence in list, editor and report. */
export function usePhrase(): (phrase: Phrase) => string {
  const t = useTranslations();
  const format = useFormat();
  return useCallback((phrase: Phrase) => asSentence(tell(t, format, phrase)), [t, format]);
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function tell(t: Say, format: Format, phrase: Phrase): string {
  const children = phrase.children.map((child) => tellPart(t, format, child)).filter(Boolean);
  if (phrase.key === "rules.all" || phrase.key === "rules.any") return children.join(` ${t(phrase.key)} `);
  if (phrase.key === "rules.none")
    return children.length === 0 ? "" : t("rules.none", { rules: children.join(` ${t("rules.any")} `) });
  return [t(phrase.key as "rules.all", readableParams(t, format, phrase.params)), ...children]
    .filter(Boolean)
    .join(" ");
}

/** A group inside a group stands in parentheses: "a and (b or c)" is not "a and b or c". */
function tellPart(t: Say, format: Format, phrase: Phrase): string {
  const text = tell(t, format, phrase);
  const isGroup = phrase.key === "rules.all" || phrase.key === "rules.any";
  return isGroup && phrase.children.length > 1 ? t("rules.group", { rules: text }) : text;
}

/** Codes become words: fields, spans of time, what is counted. What the marketer typed stays as it is. */
function readableParams(t: Say, format: Format, params: Phrase["params"]): Phrase["params"] {
  const readable: Record<string, string | number | undefined> = { ...params };
  if (typeof params.seconds === "number") {
    const { amount, unit } = splitDuration(params.seconds, ["second", "minute", "hour", "day"]);
    readable.duration = t(`rules.duration.${unit as "hour"}`, { amount });
  }
  if (typeof params.min === "number") readable.amount = `${format.number(params.min)} ${format.currency}`;
  if (typeof params.segments === "string") readable.segments = sayRfmSegments(t, params.segments);
  if (typeof params.of === "string") readable.of = t(`rules.of.${params.of as "all"}`);
  if (typeof params.reaction === "string")
    readable.reaction = t(`rules.reactions.${params.reaction as "sent"}`);
  if (typeof params.metric === "string") {
    readable.field = sayMetric(t, params.metric);
    const unit = isStandardMetric(params.metric) ? standardMetrics[params.metric].unit : undefined;
    for (const key of ["value", "from", "to"]) {
      const value = readable[key];
      if (unit && typeof value === "number") readable[key] = sayOperand(format, unit, value);
    }
  }
  for (const key of ["value", "from", "to"]) readable[key] = readableValue(format, readable[key]);
  if (typeof params.field === "string") readable.field = sayField(t, params.field);
  return Object.fromEntries(
    Object.entries(readable).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/** Codes of RFM's named segments by the product's names; a name that was put there stays. */
const sayRfmSegments = (t: Say, list: string): string =>
  list
    .split(", ")
    .map((code) => {
      const key = `rules.rfmSegments.${code}`;
      return t.has(key as "rules.all") ? t(key as "rules.all") : code;
    })
    .join(", ");

/** Days and numbers as the reader writes them. */
function readableValue(format: Format, value: string | number | undefined): string | number | undefined {
  if (typeof value === "number") return format.number(value);
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.calendarDate(value) : value;
}

/** A standard metric by its name; an own one by what stands behind `own.`, its code or the name put there. */
export function sayMetric(t: Say, metric: string): string {
  const key = `metrics.standard.${metric}.name`;
  return isStandardMetric(metric) ? t(key as "rules.all") : metric.replace(/^own\./, "");
}

/** What a metric is compared with, as people write it: money and shares are typed as they are said. */
export function sayOperand(format: Format, unit: MetricUnit, value: number): string {
  if (unit === "share") return format.percent(value);
  return unit === "money" ? `${format.number(value)} ${format.currency}` : format.number(value);
}

export function sayField(t: Say, field: string): string {
  const key = `rules.fields.${field}`;
  return t.has(key as "rules.all") ? t(key as "rules.all") : field.replace(/^attributes\./, "");
}
