"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Format } from "@/app/_i18n/format";
import { useFormat } from "@/app/_i18n/use-format";
import { splitDuration } from "@/app/_ui/input/duration";
import type { Phrase } from "@/server/domain/segments/phrase";

type Say = ReturnType<typeof useTranslations>;

/** Says a rule or a node's summary in the person's language: the same sentence in list, editor and report. */
export function usePhrase(): (phrase: Phrase) => string {
  const t = useTranslations();
  const format = useFormat();
  return useCallback((phrase: Phrase) => asSentence(tell(t, format, phrase)), [t, format]);
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function tell(t: Say, format: Format, phrase: Phrase): string {
  const children = phrase.children.map((child) => tell(t, format, child)).filter(Boolean);
  if (phrase.key === "rules.all" || phrase.key === "rules.any") return children.join(` ${t(phrase.key)} `);
  if (phrase.key === "rules.none")
    return children.length === 0 ? "" : t("rules.none", { rules: children.join(` ${t("rules.any")} `) });
  return [t(phrase.key as "rules.all", readableParams(t, format, phrase.params)), ...children]
    .filter(Boolean)
    .join(" ");
}

/** Codes become words: fields, spans of time, what is counted. What the marketer typed stays as it is. */
function readableParams(t: Say, format: Format, params: Phrase["params"]): Phrase["params"] {
  const readable = { ...params };
  if (typeof params.seconds === "number") {
    const { amount, unit } = splitDuration(params.seconds, ["second", "minute", "hour", "day"]);
    readable.duration = t(`rules.duration.${unit as "hour"}`, { amount });
  }
  if (typeof params.min === "number") readable.amount = `${format.number(params.min)} ${format.currency}`;
  if (typeof params.of === "string") readable.of = t(`rules.of.${params.of as "all"}`);
  if (typeof params.reaction === "string")
    readable.reaction = t(`rules.reactions.${params.reaction as "sent"}`);
  if (typeof params.field === "string") readable.field = sayField(t, params.field);
  return readable;
}

export function sayField(t: Say, field: string): string {
  const key = `rules.fields.${field}`;
  return t.has(key as "rules.all") ? t(key as "rules.all") : field.replace(/^attributes\./, "");
}
