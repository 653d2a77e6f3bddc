"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Input } from "@/app/_ui/input/input";
import { type Option, Select } from "@/app/_ui/input/select";
import type { EventProperty } from "@/server/domain/segments/conditions/behaviour";
import type { Condition } from "@/server/domain/segments/rule";
import { Comparison } from "../comparison";
import type { Test, TestType } from "../operators";
import { WindowInput } from "../window-input";
import type { FormProps } from "./props";
import { Detail } from "./purchase-details";

type Event = FormProps<"event">["condition"];
const measures = ["count", "days_since_last", "days_since_first", "last_on", "first_on"] as const;
type Measure = (typeof measures)[number];
const typeOf = (measure: Measure): TestType =>
  measure === "count" ? "count" : measure.endsWith("_on") ? "date" : "number";

function withMeasure(condition: Event, measure: Measure): Condition {
  const type = typeOf(measure);
  const test =
    typeOf(condition.measure) === type
      ? condition.test
      : type === "date"
        ? { operator: "in_last_days", days: 30 }
        : { operator: "at_least", value: 1 };
  return { ...condition, measure, test } as Condition;
}

/** An event by its name, how often or when, and what must hold of its properties. */
export function EventForm({ condition, onChange, context }: FormProps<"event">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        <EventName condition={condition} onChange={(type, name) => onChange({ ...condition, type, name })} />
        <Select
          label={t("measureOf")}
          className="w-52"
          value={condition.measure as Measure}
          onChange={(measure) => onChange(withMeasure(condition, measure))}
          options={measures.map((value) => ({ value, label: t(`eventMeasure.${value}`) }))}
        />
        {context.isMeasure ? null : (
          <Comparison
            type={typeOf(condition.measure)}
            test={condition.test}
            onChange={(test) => onChange({ ...condition, test } as Condition)}
          />
        )}
        <WindowInput
          window={condition.window}
          onChange={(window) => onChange({ ...condition, window })}
          isInChain={context.isInChain}
        />
      </div>
      {condition.where.map((property, index) => {
        const replace = (next: EventProperty) =>
          onChange({ ...condition, where: condition.where.map((one, i) => (i === index ? next : one)) });
        const remove = () => onChange({ ...condition, where: condition.where.filter((_, i) => i !== index) });
        // Properties have no identity but their place.
        const key = `${index}-property`;
        return <Property key={key} property={property} onChange={replace} onRemove={remove} />;
      })}
      <Button
        variant="ghost"
        size="sm"
        icon={<Plus />}
        className="self-start"
        onClick={() =>
          onChange({
            ...condition,
            where: [
              ...condition.where,
              { path: [""], type: "text", test: { operator: "equals", value: "" } },
            ],
          })
        }
      >
        {t("addProperty")}
      </Button>
    </div>
  );
}

/** Names that came, each with how often; one that did not come yet can be typed. */
function EventName({
  condition,
  onChange,
}: {
  condition: Event;
  onChange(type: Event["type"], name: string): void;
}) {
  const t = useTranslations("rule-editor");
  const trpc = useTRPC();
  const canRead = useCan("events:read");
  const [text, setText] = useState("");
  const { data, isFetching } = useQuery({
    ...trpc.events.names.queryOptions({}),
    enabled: canRead,
    staleTime: 60_000,
  });
  const typed = text.trim();
  const found: Option[] = (data ?? [])
    .filter((row) => row.name.toLowerCase().includes(typed.toLowerCase()))
    .sort((a, b) => b.events - a.events)
    .slice(0, 100)
    .map((row) => ({
      value: `${row.type}:${row.name}`,
      label: row.name,
      hint: `${t(`eventTypes.${row.type as "track"}`)} · ${t("pick.times", { count: row.events })}`,
    }));
  const options =
    typed === "" || found.some((option) => option.label.toLowerCase() === typed.toLowerCase())
      ? found
      : [...found, { value: `track:${typed}`, label: t("pick.asTyped", { text: typed }) }];
  return (
    <Combobox
      className="w-56"
      label={t("rule.name")}
      placeholder={t("rule.name")}
      value={
        condition.name ? { value: `${condition.type}:${condition.name}`, label: condition.name } : undefined
      }
      onChange={(option) => {
        if (!option) return;
        const [type, ...name] = option.value.split(":");
        onChange(type as Event["type"], name.join(":"));
      }}
      onSearch={setText}
      isLoading={isFetching}
      options={options}
    />
  );
}

const starts = {
  text: { operator: "equals", value: "" },
  number: { operator: "at_least", value: 1 },
  date: { operator: "in_last_days", days: 30 },
  boolean: { operator: "is_true" },
} as const satisfies Record<EventProperty["type"], Test>;

function Property({
  property,
  onChange,
  onRemove,
}: {
  property: EventProperty;
  onChange(property: EventProperty): void;
  onRemove(): void;
}) {
  const t = useTranslations("rule-editor.rule");
  return (
    <Detail label={t("property")} onRemove={onRemove}>
      <Input
        aria-label={t("property")}
        placeholder={t("propertyExample")}
        className="w-44"
        value={property.path.join(".")}
        onChange={(event) => onChange({ ...property, path: event.target.value.split(".") })}
      />
      <Select
        label={t("type")}
        className="w-32"
        value={property.type}
        onChange={(type) => onChange({ ...property, type, test: starts[type] } as EventProperty)}
        options={(["text", "number", "date", "boolean"] as const).map((value) => ({
          value,
          label: t(`types.${value}`),
        }))}
      />
      <Comparison
        type={property.type}
        test={property.test}
        onChange={(test) => onChange({ ...property, test } as EventProperty)}
      />
    </Detail>
  );
}
