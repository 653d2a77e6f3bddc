"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { Select } from "@/app/_ui/input/select";
import { defaultGroups, type SegmentCode, segmentCodes } from "@/server/domain/rfm/model";
import type { Condition } from "@/server/domain/segments/rule";
import { ChosenList } from "../chosen-list";
import type { FormProps } from "./props";

/** Named segments, or scores of the axes; whatever is given must hold. */
export function RfmForm({ condition, onChange }: FormProps<"rfm">) {
  const t = useTranslations("rule-editor.rfm");
  const names = useTranslations("rules.rfmSegments");
  const trpc = useTRPC();
  const { data: models = [] } = useQuery({ ...trpc.rfm.models.queryOptions({}), staleTime: 60_000 });
  const model = models.find((one) => (condition.model ? one.id === condition.model : one.isDefault));
  const nameOf = (code: string) =>
    model?.segmentNames[code as SegmentCode] || (names.has(code as "loyal") ? names(code as "loyal") : code);
  const scores = Array.from({ length: model?.scoring.groups ?? defaultGroups }, (_, i) => i + 1);
  const set = (key: "segments" | "r" | "f" | "m", values: readonly (string | number)[]) => {
    const { [key]: _, ...rest } = condition;
    onChange((values.length > 0 ? { ...rest, [key]: values } : rest) as Condition);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        {models.length > 1 ? (
          <Select
            label={t("model")}
            className="w-48"
            value={condition.model ?? "default"}
            onChange={(id) => onChange({ ...condition, model: id === "default" ? null : id })}
            options={[
              { value: "default", label: t("defaultModel") },
              ...models.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
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
        {(["r", "f", "m"] as const).map((axis) => {
          const held = condition[axis] ?? [];
          return (
            <fieldset key={axis} className="flex items-center gap-1.5">
              <legend className="sr-only">{t(`axes.${axis}`)}</legend>
              <span aria-hidden="true" className="text-muted text-sm">
                {t(`axes.${axis}`)}
              </span>
              {scores.map((score) => {
                const isOn = held.includes(score);
                return (
                  <button
                    key={score}
                    type="button"
                    aria-pressed={isOn}
                    onClick={() =>
                      set(
                        axis,
                        scores.filter((one) => (one === score ? !isOn : held.includes(one))),
                      )
                    }
                    className={cn(
                      "figures size-7 rounded-md border text-sm",
                      isOn ? "border-accent bg-accent-soft text-accent" : "text-muted hover:bg-hover",
                    )}
                  >
                    {score}
                  </button>
                );
              })}
            </fieldset>
          );
        })}
      </div>
    </div>
  );
}
