"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { useMetrics } from "@/app/_components/metrics/use-metrics";
import { sayOperand, usePhrase } from "@/app/_components/phrase";
import { useFormat } from "@/app/_i18n/use-format";
import { fieldPath } from "@/server/domain/fields/model";
import type { MetricDefinition } from "@/server/domain/segments/conditions/metric";
import type { RfmPlace } from "@/server/domain/segments/conditions/relations";
import { describeMeasure, describeRule } from "@/server/domain/segments/phrase";
import { type Condition, isGroup, type Rule } from "@/server/domain/segments/rule";
import { isStandardMetric, ownMetricName } from "@/server/domain/segments/standard-metrics";
import { asCondition } from "./measure";
import { type NameOf, thingsOfMetric } from "./rule-names";

/** A rule in the person's words, with names where the document holds ids and codes. */
export function useRuleSentence(nameOf: NameOf): (rule: Rule) => string {
  const say = usePhrase();
  const withNames = useNamed(nameOf);
  return useMemo(() => (rule) => say(describeRule(withNames(rule))), [say, withNames]);
}

/** What a metric of one's own is, in the person's words. */
export function useMeasureSentence(nameOf: NameOf): (definition: MetricDefinition) => string {
  const say = usePhrase();
  const withNames = useNamed(nameOf);
  return useMemo(
    () => (definition) =>
      say(describeMeasure(withNames(asCondition(definition)) as unknown as MetricDefinition)),
    [say, withNames],
  );
}

function useNamed(nameOf: NameOf): (rule: Rule) => Rule {
  const format = useFormat();
  const metrics = useMetrics();
  const words = useTranslations("rules");
  const { all: fields, itemsOf } = useCustomFields("customer");
  return useMemo(() => {
    const word = (group: "rfmSegments" | "channelNames" | "weekdayNames", code: string | number): string => {
      const key = `${group}.${code}`;
      return words.has(key as "all") ? words(key as "all") : String(code);
    };
    const namedPlace = (place: RfmPlace): RfmPlace =>
      "segments" in place && place.segments
        ? { ...place, segments: place.segments.map((code) => word("rfmSegments", code)) }
        : place;
    const ofAttribute = (condition: Condition & { kind: "attribute" }): Condition => {
      const field = fields.find((one) => fieldPath(one) === condition.field);
      if (!field) return condition;
      const items = itemsOf(field);
      const named = (value: string) => items.find((item) => item.code === value)?.name ?? value;
      const test = { ...condition.test } as { value?: unknown; values?: string[] };
      if (typeof test.value === "string") test.value = named(test.value);
      if (test.values) test.values = test.values.map(named);
      return { ...condition, field: `attributes.${field.name}`, test } as unknown as Condition;
    };
    const ofMetric = (condition: Condition & { kind: "metric" }): Condition => {
      const { metric } = condition;
      const test = { ...condition.test } as Record<string, unknown>;
      const things = thingsOfMetric(metric);
      const shape = metrics.find(metric);
      const write = (value: unknown): unknown => {
        if (things && typeof value === "string") return nameOf(things, value);
        if (shape?.unit === "weekday" && typeof value === "string") return word("weekdayNames", value);
        return shape && typeof value === "number" ? sayOperand(format, shape.unit, value) : value;
      };
      for (const key of ["value", "from", "to"]) if (key in test) test[key] = write(test[key]);
      if (Array.isArray(test.values)) test.values = test.values.map(write);
      const own = isStandardMetric(metric) ? metric : ownMetricName(metrics.nameOf(metric));
      return { ...condition, metric: own, test } as unknown as Condition;
    };
    const named = (condition: Condition): Condition => {
      switch (condition.kind) {
        case "attribute":
          return ofAttribute(condition);
        case "segment":
          return { ...condition, id: nameOf("segments", condition.id) };
        case "tag":
          return { ...condition, tags: condition.tags.map((id) => nameOf("tags", id)) };
        case "region":
          return {
            ...condition,
            regions: condition.regions.map((id) => nameOf("regions", id)),
          } as unknown as Condition;
        case "participation":
          return { ...condition, campaigns: condition.campaigns.map((id) => nameOf("campaigns", id)) };
        case "viewed":
          return { ...condition, items: condition.items.map((id) => nameOf(condition.of, id)) };
        case "subscription":
          return { ...condition, channel: word("channelNames", condition.channel) };
        case "metric":
          return ofMetric(condition);
        case "rfm_moved":
          return {
            ...condition,
            ...(condition.from ? { from: namedPlace(condition.from) } : {}),
            ...(condition.to ? { to: namedPlace(condition.to) } : {}),
          };
        case "rfm":
          return { ...condition, segments: condition.segments?.map((code) => word("rfmSegments", code)) };
        case "communication":
          return {
            ...condition,
            channels: condition.channels?.map((code) => word("channelNames", code)),
            sources: condition.sources?.map((id) => nameOf("campaigns", id)),
          } as Condition;
        case "cart":
          return condition.goods ? { ...condition, goods: namedGoods(condition.goods, nameOf) } : condition;
        case "purchases":
          return {
            ...condition,
            ...(condition.lines ? { lines: namedGoods(condition.lines, nameOf) } : {}),
            where: {
              ...condition.where,
              stores: condition.where?.stores?.map((id) => nameOf("stores", id)),
              weekdays: condition.where?.weekdays?.map((day) => word("weekdayNames", day)),
            },
          } as unknown as Condition;
        default:
          return condition;
      }
    };
    const withNames = (node: Rule): Rule =>
      isGroup(node) ? { ...node, rules: node.rules.map(withNames) } : named(node);
    return withNames;
  }, [format, metrics, words, fields, itemsOf, nameOf]);
}

interface NamedGoods {
  products?: string[] | undefined;
  categories?: string[] | undefined;
}
const namedGoods = <Goods extends NamedGoods>(goods: Goods, nameOf: NameOf): Goods => ({
  ...goods,
  products: goods.products?.map((id) => nameOf("products", id)),
  categories: goods.categories?.map((id) => nameOf("categories", id)),
});
