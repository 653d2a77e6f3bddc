import type { EventMeasure } from "./conditions/behaviour";
import type { MetricDefinition } from "./conditions/metric";
import type { PurchasesCondition } from "./conditions/purchases";
import type { CommunicationMeasure, MoveWindow, RfmMovedCondition, RfmPlace } from "./conditions/relations";
import type { Window } from "./conditions/window";
import { type Condition, isGroup, type Rule } from "./rule";

/**
 * A rule in plain words, as message keys with parameters: the UI holds the texts in its languages (`rules.*`) and
 * joins the children with the group's own word. Parameters are what the marketer typed; they are never markup.
 */
export interface Phrase {
  key: string;
  params: Record<string, string | number>;
  children: Phrase[];
}

export function describeRule(rule: Rule): Phrase {
  if (isGroup(rule)) return { key: `rules.${rule.kind}`, params: {}, children: rule.rules.map(describeRule) };
  return describeCondition(rule);
}

function describeCondition(condition: Condition): Phrase {
  switch (condition.kind) {
    case "attribute":
      return phrase(`rules.attribute.${condition.type}.${condition.test.operator}`, {
        field: condition.field,
        ...operands(condition.test),
      });
    case "purchases":
      return describePurchases(condition);
    case "event":
      return measured(
        condition,
        { key: "rules.event", params: { name: condition.name } },
        aboutEvents(condition),
      );
    case "cart":
      return phrase(`rules.cart.${condition.status}`, { container: condition.container }, [
        ...(condition.goods ? describeGoods(condition.goods) : []),
        ...(condition.total ? [compared("rules.about.total", condition.total)] : []),
      ]);
    case "viewed":
      return phrase(`rules.viewed.${condition.of}`, { items: condition.items.join(", ") }, [
        phrase(`rules.times.${countKey(condition.test)}`, operands(condition.test)),
      ]);
    case "reachable":
      return phrase(`rules.reachable.${condition.channel}`, { category: condition.category });
    case "contact":
      return phrase(`rules.contact.${condition.channel}.${condition.state}`);
    case "subscription":
      return phrase(`rules.subscription.${condition.state}`, {
        channel: condition.channel,
        category: condition.category,
      });
    case "tag":
      return phrase(`rules.tag.${condition.match}`, { tags: condition.tags.join(", ") });
    case "region":
      return phrase(`rules.region.${condition.match}`, { regions: condition.regions.join(", ") });
    case "message":
      return phrase(`rules.message.${condition.status}`, { node: condition.node_id });
    case "communication":
      return measured(
        condition,
        { key: "rules.communication", params: { reaction: condition.reaction } },
        aboutMessages(condition),
      );
    case "participation":
      return phrase(`rules.participation.${condition.state}`, { campaigns: condition.campaigns.join(", ") }, [
        phrase(`rules.times.${countKey(condition.test)}`, operands(condition.test)),
        describeWindow(condition.window),
      ]);
    case "rfm_moved":
      return phrase("rules.rfm_moved", {}, [...describeWay(condition), describeWindow(condition.window)]);
    case "rfm":
      return phrase("rules.rfm", {}, [
        ...(["r", "f", "m"] as const).flatMap((axis) =>
          condition[axis]
            ? [phrase("rules.rfm_axis", { axis: axis.toUpperCase(), scores: condition[axis].join(", ") })]
            : [],
        ),
        ...(condition.segments
          ? [phrase("rules.rfm_segments", { segments: condition.segments.join(", ") })]
          : []),
      ]);
    case "metric":
      return phrase(`rules.attribute.${condition.type}.${condition.test.operator}`, {
        metric: condition.metric,
        ...operands(condition.test),
      });
    case "segment":
      return phrase(`rules.segment.${condition.is}`, { segment: condition.id });
  }
}

/** What a metric of one's own is, in plain words: the condition without its comparison. */
export function describeMeasure(definition: MetricDefinition): Phrase {
  const key = `rules.measured.${definition.kind}.${definition.measure}`;
  switch (definition.kind) {
    case "purchases":
      return phrase(key, { of: definition.of }, aboutPurchases(definition));
    case "event":
      return phrase(key, { name: definition.name }, aboutEvents(definition));
    case "communication":
      return phrase(key, { reaction: definition.reaction }, aboutMessages(definition));
  }
}

const aboutEvents = ({ where, sources, window }: Pick<EventMeasure, "where" | "sources" | "window">) => [
  ...where.map((property) =>
    phrase(`rules.property.${property.type}.${property.test.operator}`, {
      field: property.path.join("."),
      ...operands(property.test),
    }),
  ),
  ...(sources ? [phrase("rules.about.sources", { list: sources.join(", ") })] : []),
  describeWindow(window),
];

const aboutMessages = (condition: Omit<CommunicationMeasure, "kind" | "measure">) => [
  ...(["channels", "categories", "sources"] as const).flatMap((about) =>
    condition[about]
      ? [phrase(`rules.communication_in.${about}`, { list: condition[about].join(", ") })]
      : [],
  ),
  describeWindow(condition.window),
];

function aboutPurchases({
  where,
  lines,
  window,
}: Pick<PurchasesCondition, "where" | "lines" | "window">): Phrase[] {
  const about: Phrase[] = [];
  for (const name of ["stores", "regions", "channels"] as const)
    if (where?.[name]) about.push(phrase(`rules.about.${name}`, { list: where[name].join(", ") }));
  for (const name of ["total", "discount"] as const)
    if (where?.[name]) about.push(compared(`rules.about.${name}`, where[name]));
  if (where?.weekdays) about.push(phrase("rules.about.weekdays", { weekdays: where.weekdays.join(", ") }));
  if (where?.hours) about.push(phrase("rules.about.hours", where.hours));
  if (lines) {
    about.push(...describeGoods(lines));
    for (const name of ["price", "quantity", "total"] as const)
      if (lines[name]) about.push(compared(`rules.about.line_${name}`, lines[name]));
  }
  return [...about, describeWindow(window)];
}

function describePurchases(condition: PurchasesCondition): Phrase {
  const { of } = condition;
  const rest = aboutPurchases(condition);
  if (condition.measure === "count" || condition.measure === "sum")
    return phrase(
      `rules.purchases.${condition.measure}.${countKey(condition.test)}`,
      { of, ...operands(condition.test) },
      rest,
    );
  return measured(condition, { key: "rules.purchases", params: { of } }, rest);
}

const describeGoods = (goods: {
  products?: string[] | undefined;
  categories?: string[] | undefined;
  brands?: string[] | undefined;
}): Phrase[] =>
  (["products", "categories", "brands"] as const).flatMap((name) =>
    goods[name] ? [phrase(`rules.about.${name}`, { list: goods[name].join(", ") })] : [],
  );

/** "its total is more than 100": a comparison under a name. */
const compared = (key: string, test: { operator: string }): Phrase =>
  phrase(key, {}, [phrase(`rules.compared.number.${test.operator}`, operands(test))]);

/** "happened at least 3 times" for counts; "days since the last time: at most 7" for everything else. */
function measured(
  condition: { measure: string; test: { operator: string } },
  { key, params }: { key: string; params: Phrase["params"] },
  rest: Phrase[],
): Phrase {
  const { measure, test } = condition;
  if (measure === "count" && key !== "rules.purchases")
    return phrase(`${key}.${countKey(test)}`, { ...params, ...operands(test) }, rest);
  const type = measure.endsWith("_on") ? "date" : "number";
  return phrase(`rules.measure.${measure}`, params, [
    phrase(`rules.compared.${type}.${test.operator}`, operands(test)),
    ...(key === "rules.purchases" ? [] : [phrase(`${key}.about`, params)]),
    ...rest,
  ]);
}

const phrase = (key: string, params: Phrase["params"] = {}, children: Phrase[] = []): Phrase => ({
  key,
  params,
  children,
});

/** "Never" and "at all" read better than "exactly 0" and "at least 1". */
function countKey(test: { operator: string; value?: unknown }): string {
  if (test.value === 0 && test.operator === "equals") return "none";
  if (test.value === 1 && test.operator === "less") return "none";
  if (test.value === 1 && test.operator === "at_least") return "any";
  return test.operator;
}

function operands(test: object): Phrase["params"] {
  const { operator: _, ...rest } = test as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(", ") : (value as string | number),
    ]),
  );
}

function describeWindow(window: Window | MoveWindow): Phrase {
  switch (window.kind) {
    case "last_run":
      return phrase("rules.window.last_run");
    case "ever":
      return phrase("rules.window.ever");
    case "last":
      return phrase(`rules.window.last_${window.unit}`, { amount: window.amount });
    case "before_last":
      return phrase(`rules.window.before_last_${window.unit}`, { amount: window.amount });
    case "between":
      return phrase("rules.window.between", { from: window.from, to: window.to });
    case "since":
      return phrase(`rules.window.since_${window.point}`);
  }
}

/** From where to where in RFM, and which score rose or fell; for a chain's trigger too. */
export const describeWay = ({
  from,
  to,
  went,
}: Pick<RfmMovedCondition, "from" | "to" | "went">): Phrase[] => [
  ...describePlace("from", from),
  ...describePlace("to", to),
  ...(went ? [phrase(`rules.rfm_went.${went.way}`, { axis: went.axis.toUpperCase() })] : []),
];

function describePlace(end: "from" | "to", place: RfmPlace | undefined): Phrase[] {
  if (!place) return [];
  if ("out" in place) return [phrase(`rules.rfm_${end}_out`, {})];
  const axes = (["r", "f", "m"] as const).flatMap((axis) =>
    place[axis]
      ? [phrase("rules.rfm_axis", { axis: axis.toUpperCase(), scores: place[axis].join(", ") })]
      : [],
  );
  return [
    phrase(
      `rules.rfm_${end}`,
      { segments: place.segments?.join(", ") ?? "", hasSegments: place.segments ? "yes" : "no" },
      axes,
    ),
  ];
}
