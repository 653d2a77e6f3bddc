"use client";
import { useTranslations } from "next-intl";
import { axes, segmentCodes } from "@/server/domain/rfm/model";
import type { Condition } from "@/server/domain/segments/rule";
import { ChosenList } from "../chosen-list";
import type { FormProps } from "./props";
import { RfmModelSelect, ScoreButtons, useRfmModel } from "./rfm-way";

/** Named segments, or scores of the axes; whatever is given must hold. */
export function RfmForm({ condition, onChange }: FormProps<"rfm">) {
  const t = useTranslations("rule-editor.rfm");
  const { models, scores, nameOf } = useRfmModel(condition.model);
  const set = (key: "segments" | "r" | "f" | "m", values: readonly (string | number)[]) => {
    const { [key]: _, ...rest } = condition;
    onChange((values.length > 0 ? { ...rest, [key]: values } : rest) as Condition);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        <RfmModelSelect
          models={models}
          value={condition.model}
          onChange={(model) => onChange({ ...condition, model })}
        />
        <ChosenList
          label={t("segments")}
          placeholder={t("anySegment")}
          values={condition.segments ?? []}
          onChange={(values) => set("segments", values)}
          nameOf={nameOf}
          options={segmentCodes.map((code) => ({ value: code, label: nameOf(code) }))}
        />
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {axes.map((axis) => (
          <ScoreButtons
            key={axis}
            axis={axis}
            scores={scores}
            held={condition[axis] ?? []}
            onChange={(values) => set(axis, values)}
          />
        ))}
      </div>
    </div>
  );
}
