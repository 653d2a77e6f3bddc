"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Select } from "@/app/_ui/input/select";
import { type Axis, axes, defaultGroups, type SegmentCode, segmentCodes } from "@/server/domain/rfm/model";
import type { RfmPlace, RfmWent } from "@/server/domain/segments/conditions/relations";
import { ChosenList } from "../chosen-list";

/** The models there are, and how the meant one names its segments and counts its scores. */
export function useRfmModel(id: string | null) {
  const names = useTranslations("rules.rfmSegments");
  const trpc = useTRPC();
  const { data: models = [] } = useQuery({ ...trpc.rfm.models.queryOptions({}), staleTime: 60_000 });
  const model = models.find((one) => (id === null ? one.isDefault : one.id === id));
  return {
    models,
    scores: Array.from({ length: model?.scoring.groups ?? defaultGroups }, (_, i) => i + 1),
    nameOf: (code: string) =>
      model?.segmentNames[code as SegmentCode] ||
      (names.has(code as "loyal") ? names(code as "loyal") : code),
  };
}
type RfmModel = ReturnType<typeof useRfmModel>;

/** Which model is meant; nothing where there is but one. */
export function RfmModelSelect({
  models,
  value,
  onChange,
}: {
  models: RfmModel["models"];
  value: string | null;
  onChange(id: string | null): void;
}) {
  const t = useTranslations("rule-editor.rfm");
  if (models.length < 2) return null;
  return (
    <Select
      label={t("model")}
      className="w-48"
      value={value ?? "default"}
      onChange={(id) => onChange(id === "default" ? null : id)}
      options={[
        { value: "default", label: t("defaultModel") },
        ...models.map((one) => ({ value: one.id, label: one.name })),
      ]}
    />
  );
}

/** Scores of one axis as buttons that stay pressed. */
export function ScoreButtons({
  axis,
  scores,
  held,
  onChange,
}: {
  axis: Axis;
  scores: readonly number[];
  held: readonly number[];
  onChange(held: number[]): void;
}) {
  const t = useTranslations("rule-editor.rfm");
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
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
            onClick={() => onChange(scores.filter((one) => (one === score ? !isOn : held.includes(one))))}
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
}

interface Way {
  from?: RfmPlace | undefined;
  to?: RfmPlace | undefined;
  went?: RfmWent | undefined;
}
const ways = ["r_up", "r_down", "f_up", "f_down", "m_up", "m_down"] as const;

/** From where to where, by named segments or by cells, and which score rose or fell. */
export function RfmWayInput({
  way,
  model,
  onChange,
}: {
  way: Way;
  model: RfmModel;
  /** One part of it is another one now; undefined: it may be anything. */
  onChange(key: keyof Way, value: unknown): void;
}) {
  const t = useTranslations("rule-editor.rfm_moved");
  return (
    <>
      {(["from", "to"] as const).map((key) => (
        <PlaceInput
          key={key}
          end={key}
          place={way[key]}
          model={model}
          onChange={(place) => onChange(key, place)}
        />
      ))}
      <Select
        label={t("went")}
        className="w-56"
        value={way.went ? `${way.went.axis}_${way.went.way}` : "any"}
        onChange={(value) => {
          const [axis, direction] = value.split("_");
          onChange("went", value === "any" ? undefined : { axis, way: direction });
        }}
        options={["any" as const, ...ways].map((value) => ({ value, label: t(`ways.${value}`) }))}
      />
    </>
  );
}

const out = "out";

function PlaceInput({
  end,
  place,
  model,
  onChange,
}: {
  end: "from" | "to";
  place: RfmPlace | undefined;
  model: RfmModel;
  onChange(place: RfmPlace | undefined): void;
}) {
  const t = useTranslations("rule-editor.rfm_moved");
  const [wantsScores, setWantsScores] = useState(false);
  const isOut = place !== undefined && "out" in place;
  const cell = place !== undefined && !("out" in place) ? place : {};
  const held = isOut ? [out] : (cell.segments ?? []);
  const nameOf = (code: string) => (code === out ? t(out) : model.nameOf(code));
  const hasScores = axes.some((axis) => cell[axis]);
  const set = (key: Axis | "segments", values: readonly (string | number)[]) => {
    const { [key]: _, ...rest } = cell;
    const next = (values.length > 0 ? { ...rest, [key]: values } : rest) as RfmPlace;
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <span aria-hidden="true" className="w-12 text-muted text-sm">
          {t(end)}
        </span>
        <ChosenList
          label={t(end)}
          placeholder={hasScores ? t("anySegment") : t(`${end}Any`)}
          values={held}
          onChange={(values) => {
            // "Without purchases" stands alone: the last choice wins.
            if (values.includes(out) && !isOut) onChange({ out: true });
            else
              set(
                "segments",
                values.filter((value) => value !== out),
              );
          }}
          nameOf={nameOf}
          options={[...segmentCodes, out].map((code) => ({ value: code, label: nameOf(code) }))}
        />
        {isOut || hasScores || wantsScores ? null : (
          <Button variant="ghost" size="sm" onClick={() => setWantsScores(true)}>
            {t("byScores")}
          </Button>
        )}
      </div>
      {!isOut && (hasScores || wantsScores) ? (
        <div className="flex flex-wrap gap-x-5 gap-y-2 sm:pl-13.5">
          {axes.map((axis) => (
            <ScoreButtons
              key={axis}
              axis={axis}
              scores={model.scores}
              held={cell[axis] ?? []}
              onChange={(values) => set(axis, values)}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
