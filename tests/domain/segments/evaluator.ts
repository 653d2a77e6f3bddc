import type { Rule } from "@/server/domain/segments";

/**
 * The obvious, slow reading of a rule over plain objects, sharing nothing with the compiler but the schema.
 * Three values: true, false, and undefined for "unknown".
 */
export interface Person {
  id: number;
  fields: Record<string, string | null>;
  custom: Record<string, unknown>;
  emailCode: number;
  orders: { externalId: string; at: number; status: string; minor: number }[];
  receipts: { at: number; status: string; minor: number; orderExternalId: string | null }[];
  events: { at: number; type: string; name: string; properties: Record<string, unknown> }[];
  cart: { state: string; items: number } | null;
  optOuts: { category: string; state: string }[];
}
type Verdict = boolean | undefined;
export interface World {
  now: number;
  /** Minutes the project's zone is ahead of UTC; the tests use a zone without clock changes. */
  zoneMinutes: number;
}

export function judge(rule: Rule, person: Person, world: World): Verdict {
  switch (rule.kind) {
    case "all":
      return every(rule.rules.map((child) => judge(child, person, world)));
    case "any":
      return some(rule.rules.map((child) => judge(child, person, world)));
    case "none":
      return not(some(rule.rules.map((child) => judge(child, person, world))));
    case "attribute": {
      const custom = rule.field.startsWith("attributes.");
      const raw = custom ? person.custom[rule.field.slice(11)] : person.fields[rule.field];
      return compare(rule.type, rule.test, raw, custom, world);
    }
    case "purchases": {
      const inside = (at: number) => isWithin(at, rule.window, world);
      const ordered = person.orders.filter((order) => order.status !== "cancelled" && inside(order.at));
      const paid = person.receipts.filter((receipt) => receipt.status === "completed" && inside(receipt.at));
      const isPaid = (externalId: string) =>
        person.receipts.some(
          (receipt) => receipt.orderExternalId === externalId && receipt.status !== "cancelled",
        );
      const alone = ordered.filter((order) => !isPaid(order.externalId));
      const bought = { orders: ordered, receipts: paid, all: [...paid, ...alone] }[rule.of];
      if (rule.measure === "count") return compareNumber(rule.test, bought.length);
      return compareNumber(rule.test, bought.reduce((total, one) => total + one.minor, 0) / 100);
    }
    case "event": {
      const found = person.events.filter(
        (event) =>
          event.type === rule.type &&
          event.name === rule.name &&
          isWithin(event.at, rule.window, world) &&
          rule.where.every(
            (test) => compare(test.type, test.test, dig(event.properties, test.path), true, world) === true,
          ),
      );
      return compareNumber(rule.test, found.length);
    }
    case "cart": {
      const full = person.cart !== null && person.cart.state === "open" && person.cart.items > 0;
      return rule.status === "is_empty" ? !full : full;
    }
    case "reachable": {
      const off = person.optOuts.some(
        (one) => ["", rule.category].includes(one.category) && one.state !== "subscribed",
      );
      return Boolean(person.fields.email) && person.emailCode < 30 && !off;
    }
    case "message":
      throw new Error("not about a person alone");
  }
}

const every = (verdicts: Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
const some = (verdicts: Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
const not = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict);

const dig = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      at && typeof at === "object" && !Array.isArray(at) ? (at as Record<string, unknown>)[key] : undefined,
    value,
  );

interface Test {
  operator: string;
  value?: unknown;
  values?: string[];
  from?: unknown;
  to?: unknown;
  days?: number;
}

function compare(type: string, test: Test, raw: unknown, fromJson: boolean, world: World): Verdict {
  const value = read(type, raw, fromJson, world);
  if (test.operator === "is_empty") return value === undefined;
  if (test.operator === "is_not_empty") return value !== undefined;
  if (value === undefined) return undefined;
  if (type === "number") return compareNumber(test, value as number);
  if (type === "boolean") return value === (test.operator === "is_true");
  if (type === "date") return compareDay(test, value as string, world);
  return compareText(test, (value as string).toLowerCase());
}

function read(type: string, raw: unknown, fromJson: boolean, world: World): unknown {
  if (raw === null || raw === undefined || raw === "") return undefined;
  if (type === "date" && !fromJson)
    return String(raw).length === 10 ? raw : localDay(Date.parse(String(raw)), world);
  if (type === "date") return typeof raw === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(raw)?.[0] : undefined;
  return typeof raw === { text: "string", number: "number", boolean: "boolean" }[type] ? raw : undefined;
}

export const localDay = (at: number, world: World, plusDays = 0) =>
  new Date(at + world.zoneMinutes * 60_000 + plusDays * 86_400_000).toISOString().slice(0, 10);

function compareText(test: Test, text: string): boolean {
  const wanted = String(test.value ?? "").toLowerCase();
  const listed = (test.values ?? []).map((one) => one.toLowerCase());
  const answers: Record<string, boolean> = {
    equals: text === wanted,
    not_equals: text !== wanted,
    contains: text.includes(wanted),
    not_contains: !text.includes(wanted),
    starts_with: text.startsWith(wanted),
    in: listed.includes(text),
    not_in: !listed.includes(text),
  };
  return answers[test.operator] ?? false;
}

function compareNumber(test: Test, number: number): boolean {
  const wanted = Number(test.value);
  const answers: Record<string, boolean> = {
    equals: number === wanted,
    not_equals: number !== wanted,
    greater: number > wanted,
    at_least: number >= wanted,
    less: number < wanted,
    at_most: number <= wanted,
    between: number >= Number(test.from) && number <= Number(test.to),
  };
  return answers[test.operator] ?? false;
}

function compareDay(test: Test, day: string, world: World): boolean {
  const wanted = String(test.value);
  const today = localDay(world.now, world);
  const days = test.days ?? 0;
  const answers: Record<string, boolean> = {
    on: day === wanted,
    before: day < wanted,
    on_or_before: day <= wanted,
    after: day > wanted,
    on_or_after: day >= wanted,
    between: day >= String(test.from) && day <= String(test.to),
    in_last_days: day >= localDay(world.now, world, -days) && day <= today,
    more_than_days_ago: day < localDay(world.now, world, -days),
    in_next_days: day >= today && day <= localDay(world.now, world, days),
  };
  return answers[test.operator] ?? false;
}

function isWithin(at: number, window: Extract<Rule, { kind: "purchases" }>["window"], world: World): boolean {
  const unit = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
  if (window.kind === "last") return at > world.now - window.amount * unit[window.unit] && at <= world.now;
  if (window.kind === "between")
    return localDay(at, world) >= window.from && localDay(at, world) <= window.to;
  return true;
}
