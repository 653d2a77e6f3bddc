"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { type DateRangeValue, matchPreset } from "@/app/_ui/input/date-range";

/** A period as part of the sentence; undefined for all time. */
export function usePeriodText({ from, to }: DateRangeValue, today: string): string | undefined {
  const t = useTranslations("ui.dates");
  const format = useFormat();
  if (from === undefined && to === undefined) return undefined;
  const preset = matchPreset({ from, to }, today);
  if (preset) return t(preset);
  if (from && to) return `${format.calendarDate(from)} – ${format.calendarDate(to)}`;
  if (from) return t("since", { date: format.calendarDate(from) });
  return t("until", { date: format.calendarDate(to ?? "") });
}
