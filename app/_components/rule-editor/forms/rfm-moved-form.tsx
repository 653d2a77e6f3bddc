"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Select } from "@/app/_ui/input/select";
import { type SegmentCode, segmentCodes } from "@/server/domain/rfm/model";
import type { RfmPlace } from "@/server/domain/segments/conditions/relations";
import type { Condition } from "@/server/domain/segments/rule";
import { ChosenList } from "../chosen-list";
import { WindowInput } from "../window-input";
import type { FormProps } from "./props";

const ways = ["r_up", "r_down", "f_up", "f_down", "m_up", "m_down"] as const;
const out = "out";

/** From where to where in RFM, or which score rose or fell, and within which time. */
export function RfmMovedForm({ condition, onChange, context }: FormProps<"rfm_moved">) {
  const t = useTranslations("rule-editor.rfm_moved");
  const rfm = useTranslations("rule-editor.rfm");
  const names = useTranslations("rules.rfmSegments");
  const trpc = useTRPC();
  const { data: models = [] } = useQuery({ ...trpc.rfm.models.queryOptions({}), staleTime: 60_000 });
  const model = models.find((one) => (condition.model ? one.id === condition.model : one.isDefault));
  const nameOf = (code: string) =>
    code === out
      ? t("out")
      : model?.segmentNames[code as SegmentCode] ||
        (names.has(code as "loyal") ? names(code as "loyal") : code);
  const set = (key: "from" | "to" | "went", value: unknown) => {
    const { [key]: _, ...others } = condition;
    onChange((value === undefined ? others : { ...others, [key]: value }) as Condition);
  };
  const end = (key: "from" | "to") => {
    const place = condition[key];
    const held = !place ? [] : "out" in place ? [out] : (place.segments ?? []);
    return (
      <ChosenList
        label={t(key)}
        placeholder={t(`${key}Any`)}
        values={held}
        onChange={(values) => set(key, placeOf(values, held, place))}
        nameOf={nameOf}
        options={[...segmentCodes, out].map((code) => ({ value: code, label: nameOf(code) }))}
      />
    );
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        {models.length > 1 ? (
          <Select
            label={rfm("model")}
            className="w-48"
            value={condition.model ?? "default"}
            onChange={(id) => onChange({ ...condition, model: id === "default" ? null : id })}
            options={[
              { value: "default", label: rfm("defaultModel") },
              ...models.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
        {end("from")}
        {end("to")}
        <Select
          label={t("went")}
          className="w-56"
          value={condition.went ? `${condition.went.axis}_${condition.went.way}` : "any"}
          onChange={(value) => {
            const [axis, way] = value.split("_");
            set("went", value === "any" ? undefined : { axis, way });
          }}
          options={["any" as const, ...ways].map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
      </div>
      <WindowInput
        window={condition.window}
        onChange={(window) => onChange({ ...condition, window })}
        isInChain={context.isInChain}
      />
    </div>
  );
}

/** "Without purchases" stands alone: the last choice wins. Scores that came from elsewhere stay. */
function placeOf(
  values: readonly string[],
  held: readonly string[],
  place: RfmPlace | undefined,
): RfmPlace | undefined {
  const isOut = values.includes(out) && !held.includes(out);
  if (isOut || (values.length === 1 && values[0] === out)) return { out: true };
  const segments = values.filter((value) => value !== out);
  const { segments: _, ...scores } = place && !("out" in place) ? place : {};
  if (segments.length > 0) return { ...scores, segments };
  return Object.keys(scores).length > 0 ? scores : undefined;
}
