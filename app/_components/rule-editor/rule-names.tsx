"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { conditionsOf, type Rule } from "@/server/domain/segments/rule";
import { isStandardMetric, standardMetrics } from "@/server/domain/segments/standard-metrics";

export const thingKinds = [
  "segments",
  "tags",
  "campaigns",
  "products",
  "categories",
  "stores",
  "regions",
] as const;
export type ThingKind = (typeof thingKinds)[number];
/** The name of a thing by its id or code; what is not known yet, or is gone, keeps its id. */
export type NameOf = (kind: ThingKind, id: string | number) => string;

type Ids = Record<Exclude<ThingKind, "regions">, string[]> & { regions: number[] };

/** What was chosen in a picker is known at once, before the server tells it again. */
const chosen = new Map<string, string>();
export const rememberName = (kind: ThingKind, id: string | number, name: string): void => {
  chosen.set(`${kind}:${id}`, name);
};

/** The names behind everything a rule refers to. */
export function useRuleNames(rule: Rule): NameOf {
  const trpc = useTRPC();
  const ids = useMemo(() => idsOf(rule), [rule]);
  const { data } = useQuery({
    ...trpc.segments.names.queryOptions(ids),
    enabled: thingKinds.some((kind) => ids[kind].length > 0),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return useMemo(
    () => (kind, id) => data?.[kind][String(id)] ?? chosen.get(`${kind}:${id}`) ?? String(id),
    [data],
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the codes of a metric's values name. */
export function thingsOfMetric(metric: string): "stores" | "categories" | "products" | undefined {
  const unit = isStandardMetric(metric) ? standardMetrics[metric].unit : undefined;
  if (unit === "store") return "stores";
  if (unit === "category") return "categories";
  return unit === "product" ? "products" : undefined;
}

export function textsOf(test: object): string[] {
  const { value, values } = test as { value?: unknown; values?: unknown };
  return [
    ...(typeof value === "string" ? [value] : []),
    ...(Array.isArray(values) ? values.map(String) : []),
  ];
}

/** Sorted and without repetition: the same things make the same query. */
function idsOf(rule: Rule): Ids {
  const found: Record<ThingKind, Set<string>> = {
    segments: new Set(),
    tags: new Set(),
    campaigns: new Set(),
    products: new Set(),
    categories: new Set(),
    stores: new Set(),
    regions: new Set(),
  };
  const note = (kind: ThingKind, ids: readonly (string | number)[] | undefined) => {
    for (const id of ids ?? []) found[kind].add(String(id));
  };
  for (const condition of conditionsOf(rule)) {
    if (condition.kind === "segment") note("segments", [condition.id]);
    if (condition.kind === "tag") note("tags", condition.tags);
    if (condition.kind === "region") note("regions", condition.regions);
    if (condition.kind === "participation") note("campaigns", condition.campaigns);
    if (condition.kind === "communication") note("campaigns", condition.sources);
    if (condition.kind === "viewed") note(condition.of, condition.items);
    if (condition.kind === "metric") {
      const kind = thingsOfMetric(condition.metric);
      if (kind) note(kind, textsOf(condition.test));
    }
    if (condition.kind === "purchases") note("stores", condition.where?.stores);
    const goods =
      condition.kind === "purchases"
        ? condition.lines
        : condition.kind === "cart"
          ? condition.goods
          : undefined;
    note("products", goods?.products);
    note("categories", goods?.categories);
  }
  const list = (kind: ThingKind) => [...found[kind]].sort();
  const uuids = (kind: ThingKind) => list(kind).filter((id) => uuid.test(id));
  return {
    segments: uuids("segments"),
    tags: uuids("tags"),
    campaigns: uuids("campaigns"),
    products: list("products"),
    categories: list("categories"),
    stores: list("stores"),
    regions: list("regions").map(Number),
  };
}

const Context = createContext<NameOf>((_, id) => String(id));
export const RuleNamesProvider = Context.Provider;
export const useNameOf = (): NameOf => useContext(Context);
