"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import type { RfmModelView, RfmReport } from "@/server/domain/rfm";
import type { Axis, SegmentCode } from "@/server/domain/rfm/model";
import type { Condition, Group } from "@/server/domain/segments/rule";

export type Run = NonNullable<RfmReport["run"]>;

/** What the page calls segments and scores. */
export function useRfmWords(model: RfmModelView) {
  const t = useTranslations("rfm");
  const names = useTranslations("rules.rfmSegments");
  const format = useFormat();
  return useMemo(
    () => ({
      segment: (code: SegmentCode | null): string =>
        code === null ? t("noPurchases") : model.segmentNames[code] || names(code),
      /** "0–14 days", "3 visits", "€1,200 – €3,000": what a score stands for. */
      bounds: (run: Run, axis: Axis, score: number, isShort = false): string => {
        const range = run.ranges[axis].find((one) => one.score === score);
        if (!range) return "—";
        const money = (value: number) => (isShort ? format.moneyCompact(value) : format.moneyWhole(value));
        const write = axis === "m" ? money : format.number;
        const figures =
          range.low === range.high ? write(range.low) : `${write(range.low)} – ${write(range.high)}`;
        return axis === "m" ? figures : t(`units.${axis}`, { count: range.high, figures });
      },
    }),
    [t, names, format, model],
  );
}

type Rfm = Extract<Condition, { kind: "rfm" }>;
/** The rule of a cell or a named segment, for a segment of its own. */
export const ruleOfRfm = (model: RfmModelView, parts: Pick<Rfm, "r" | "f" | "m" | "segments">): Group => ({
  kind: "all",
  rules: [{ kind: "rfm", model: model.isDefault ? null : model.id, ...parts }],
});
