/** What a message of the bus may mean here. */
export const meanings = ["customer", "merge", "card", "order", "receipt", "event", "ignore"] as const;
export type Meaning = (typeof meanings)[number];

/** How a maker of other messages is understood. */
export interface BusRule {
  /** The message's type; a `*` at its end stands for anything. */
  type: string;
  meaning: Meaning;
  /** Field code → path in the message: `external_id` → `$.data.memberId`. */
  fields: Record<string, string>;
  /** For events: what it is called here; otherwise the message's type. */
  eventName?: string | undefined;
}
export interface BusRules {
  /** Where the type, the id and the time stand when the maker does not use our envelope. */
  typePath?: string | undefined;
  idPath?: string | undefined;
  timePath?: string | undefined;
  items: BusRule[];
}
export const noRules: BusRules = { items: [] };

/** Our own types, understood without any rule. */
const ownTypes: Record<string, { meaning: Meaning; eventName?: string }> = {
  "customer.registered": { meaning: "customer" },
  "customer.updated": { meaning: "customer" },
  "customer.upserted": { meaning: "customer" },
  "customer.merged": { meaning: "merge" },
  "card.linked": { meaning: "card" },
  "card.activated": { meaning: "card" },
  "card.blocked": { meaning: "event", eventName: "Card Blocked" },
  "card.unblocked": { meaning: "event", eventName: "Card Unblocked" },
  "order.created": { meaning: "order" },
  "order.updated": { meaning: "order" },
  "receipt.created": { meaning: "receipt" },
  "receipt.updated": { meaning: "receipt" },
  "bonus.changed": { meaning: "event", eventName: "Bonus Balance Changed" },
  event: { meaning: "event" },
};
export const ownTypeNames = Object.keys(ownTypes);
export const schemaVersion = 1;

export interface Understanding {
  meaning: Meaning;
  fields: Record<string, string> | undefined;
  eventName: string | undefined;
}
/** The maker's rules first, the longest that fits; then our own types. Undefined: nobody said what it means. */
export function understandingOf(type: string, rules: BusRules): Understanding | undefined {
  const fitting = rules.items
    .filter((rule) =>
      rule.type.endsWith("*") ? type.startsWith(rule.type.slice(0, -1)) : rule.type === type,
    )
    .sort((a, b) => b.type.length - a.type.length)[0];
  if (fitting) return { meaning: fitting.meaning, fields: fitting.fields, eventName: fitting.eventName };
  const own = Object.hasOwn(ownTypes, type) ? ownTypes[type] : undefined;
  return own && { meaning: own.meaning, fields: undefined, eventName: own.eventName };
}

/** Order in which the meanings of one step are applied: people before what they did. */
export const stepOrder: readonly Meaning[] = ["customer", "card", "merge", "order", "receipt", "event"];

/**
 * Puts messages into steps: within a step every meaning is applied at once, and what belongs to one person keeps its order.
 * A message goes into the earliest step in which nothing of the same person comes after it. Persons are joined by any
 * identifier that two messages of the batch share.
 */
export function layersOf<T extends { meaning: Meaning; keys: readonly string[] }>(
  messages: readonly T[],
): T[][] {
  const groupOf = joinKeys(messages);
  const last = new Map<string, { layer: number; order: number }>();
  const layers: T[][] = [];
  for (const message of messages) {
    const order = stepOrder.indexOf(message.meaning);
    const group = groupOf(message);
    const before = group === undefined ? undefined : last.get(group);
    const layer = before === undefined ? 0 : order >= before.order ? before.layer : before.layer + 1;
    if (group !== undefined) last.set(group, { layer, order });
    const step = layers[layer] ?? [];
    layers[layer] = step;
    step.push(message);
  }
  return layers;
}

function joinKeys(messages: readonly { keys: readonly string[] }[]) {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { keys } of messages) {
    const [first] = keys;
    if (first === undefined) continue;
    for (const key of keys) {
      if (!parent.has(key)) parent.set(key, key);
      parent.set(root(key), root(first));
    }
  }
  return (message: { keys: readonly string[] }) => {
    const [first] = message.keys;
    return first === undefined ? undefined : root(first);
  };
}
