import type { Rule } from "@/server/domain/segments";
import { type Foretold, type Kept, readers } from "./metric-evaluator";

/**
 * The obvious, slow reading of a rule over plain objects, sharing nothing with the compiler but the schema.
 * Three values: true, false, and undefined for "unknown".
 */
export interface Person {
  id: number;
  fields: Record<string, string | null>;
  custom: Record<string, unknown>;
  emailCode: number;
  phoneCode: number;
  orders: (Bought & { externalId: string })[];
  receipts: (Bought & { orderExternalId: string | null })[];
  events: { at: number; type: string; name: string; properties: Record<string, unknown> }[];
  cart: { state: string; items: number } | null;
  optOuts: { category: string; state: string }[];
  /** Tag and when it runs out. */
  tags: { tag: string; until: number | null }[];
  views: { product: string; views: number }[];
  letters: {
    channel: string;
    state: string;
    at: number;
    openedAt: number | null;
    clickedAt: number | null;
    isTest: boolean;
  }[];
  inLists: string[];
  kept: Kept | null;
  foretold: Foretold | null;
  seenAt: number | null;
  /** When visits of the site began. */
  sessions: number[];
  /** Changes of her place in RFM: null is without purchases. */
  rfmMoves: { model: string; run: number; on: string; from: Place | null; to: Place | null }[];
}
export interface Place {
  r: number;
  f: number;
  m: number;
  segment: string;
}
interface Bought {
  at: number;
  status: string;
  minor: number;
  channel: string;
  lines: Line[];
}
interface Line {
  product: string;
  quantity: number;
  priceMinor: number;
  totalMinor: number;
}
type Verdict = boolean | undefined;
export interface World {
  now: number;
  /** The project's zone, as the Intl of the platform knows it. */
  zone: string;
  /** By external id: its categories from the root down, and its brand. */
  catalogue: Record<string, { categories: string[]; brand: string }>;
  segments: Record<string, Rule | "list">;
  /** Own metrics by code: a condition that lacks its comparison. */
  metrics: Record<string, object>;
  /** Of RFM: the model meant by null, and the last computation of each. */
  defaultModel: string;
  lastRuns: Record<string, number>;
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
    case "purchases":
      return judgePurchases(rule, person, world);
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
      return judgeTimes(
        rule,
        found.map((event) => event.at),
        world,
      );
    }
    case "contact": {
      const [address, code] =
        rule.channel === "email"
          ? [person.fields.email, person.emailCode]
          : [person.fields.phone, person.phoneCode];
      const isThere = Boolean(address);
      if (rule.state === "missing") return !isThere;
      if (rule.state === "soft") return isThere && code >= 1 && code <= 29;
      return isThere && (rule.state === "usable" ? code < 30 : code >= 30);
    }
    case "subscription": {
      const said = person.optOuts.find((one) => one.category === rule.category);
      return rule.channel !== "email"
        ? rule.state === "none"
        : rule.state === "none"
          ? said === undefined
          : said?.state === rule.state;
    }
    case "tag": {
      const has = (tag: string) =>
        person.tags.some((one) => one.tag === tag && (one.until === null || one.until > world.now));
      if (rule.match === "all") return rule.tags.every(has);
      return rule.tags.some(has) === (rule.match === "any");
    }
    case "viewed": {
      const views = person.views.filter((one) => rule.items.includes(one.product));
      return compareNumber(
        rule.test,
        rule.of === "categories" ? 0 : views.reduce((sum, one) => sum + one.views, 0),
      );
    }
    case "communication": {
      const when = (letter: Person["letters"][0]) =>
        ({
          planned: letter.at,
          opened: letter.openedAt ?? letter.clickedAt,
          skipped: letter.state === "skipped" ? letter.at : null,
        })[rule.reaction as "planned"] ?? null;
      const times = person.letters
        .filter((letter) => !letter.isTest && (rule.channels?.includes(letter.channel) ?? true))
        .map(when)
        .filter((at): at is number => at !== null && isWithin(at, rule.window, world));
      return judgeTimes(rule, times, world);
    }
    case "metric": {
      const own = world.metrics[rule.metric.slice(4)];
      if (own) return judgeOwn(own, rule.test, person, world);
      const read = readers[rule.metric];
      if (!read) throw new Error("tested by example");
      return compare(rule.type, rule.test, read(person, world), true, world);
    }
    case "segment": {
      const other = world.segments[rule.id];
      if (other === undefined) throw new Error("no such segment");
      const isIn = other === "list" ? person.inLists.includes(rule.id) : judge(other, person, world) === true;
      return isIn === (rule.is === "member");
    }
    case "rfm_moved":
      return hasMoved(rule, person, world);
    case "participation":
    case "rfm":
      throw new Error("tested by example");
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

/** Its value compared: the same as the condition one could have written. A count or sum is never empty. */
function judgeOwn(own: object, test: Test, person: Person, world: World): Verdict {
  const isTotal =
    "measure" in own && ["count", "sum", "items", "lines_sum", "visits"].includes(String(own.measure));
  if (isTotal && test.operator === "is_empty") return false;
  if (isTotal && test.operator === "is_not_empty") return true;
  return judge({ ...own, test } as unknown as Rule, person, world);
}

type PurchasesRule = Extract<Rule, { kind: "purchases" }>;

function judgePurchases(rule: PurchasesRule, person: Person, world: World): Verdict {
  const isPaid = (externalId: string) =>
    person.receipts.some(
      (receipt) => receipt.orderExternalId === externalId && receipt.status !== "cancelled",
    );
  const ordered = person.orders.filter((order) => order.status !== "cancelled");
  const paid = person.receipts.filter((receipt) => receipt.status === "completed");
  const all: Bought[] = {
    orders: ordered,
    receipts: paid,
    returns: person.receipts.filter((receipt) => receipt.status === "returned"),
    all: [...paid, ...ordered.filter((order) => !isPaid(order.externalId))],
  }[rule.of];
  const meant = all.filter((one) => isWithin(one.at, rule.window, world) && holdsOf(one, rule.where, world));
  const bought = meant.filter(
    (one) => !rule.lines || one.lines.some((line) => holdsOfLine(line, rule.lines ?? {}, world)),
  );
  const lines = meant
    .flatMap((one) => one.lines)
    .filter((line) => !rule.lines || holdsOfLine(line, rule.lines, world));
  const sums = bought.map((one) => one.minor / 100);
  const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);
  const days = [...new Set(bought.map((one) => localDay(one.at, world)))].sort();
  const number = (value: number | undefined) => compare("number", rule.test, value, true, world);
  switch (rule.measure) {
    case "count":
      return compareNumber(rule.test, bought.length);
    case "sum":
      return compareNumber(rule.test, total(bought.map((one) => one.minor)) / 100);
    case "visits":
      return compareNumber(rule.test, days.length);
    case "items":
      return compareNumber(rule.test, total(lines.map((line) => line.quantity)));
    case "lines_sum":
      return compareNumber(rule.test, total(lines.map((line) => line.totalMinor)) / 100);
    case "average":
      return number(
        sums.length > 0 ? total(bought.map((one) => one.minor)) / bought.length / 100 : undefined,
      );
    case "smallest":
      return number(sums.length > 0 ? Math.min(...sums) : undefined);
    case "largest":
      return number(sums.length > 0 ? Math.max(...sums) : undefined);
    case "days_between":
      return number(
        days.length > 1 ? daysFrom(days[0] ?? "", days.at(-1) ?? "") / (days.length - 1) : undefined,
      );
    default:
      return judgeTimes(
        rule,
        bought.map((one) => one.at),
        world,
      );
  }
}

type MovedRule = Extract<Rule, { kind: "rfm_moved" }>;

function hasMoved({ model, from, to, went, window }: MovedRule, person: Person, world: World): boolean {
  const meant = model ?? world.defaultModel;
  const counts = (move: Person["rfmMoves"][0]): boolean => {
    if (window.kind === "last_run") return move.run === world.lastRuns[meant];
    if (window.kind === "between") return move.on >= window.from && move.on <= window.to;
    const today = localDay(world.now, world);
    return (
      window.kind === "ever" || (move.on > localDay(world.now, world, -window.amount) && move.on <= today)
    );
  };
  const moves = person.rfmMoves
    .filter((move) => move.model === meant && counts(move))
    .sort((a, b) => a.run - b.run);
  const [first, last] = [moves[0], moves.at(-1)];
  if (!first || !last) return false;
  const [then, now] = [first.from, last.to];
  if (then === null && now === null) return false;
  if (then && now && then.r === now.r && then.f === now.f && then.m === now.m) return false;
  if (went) {
    if (!then || !now) return false;
    const rise = now[went.axis] - then[went.axis];
    if (went.way === "up" ? rise <= 0 : rise >= 0) return false;
  }
  return isAt(then, from) && isAt(now, to);
}

function isAt(place: Place | null, wanted: MovedRule["from"]): boolean {
  if (wanted === undefined) return true;
  if ("out" in wanted) return place === null;
  return (
    place !== null &&
    (wanted.segments?.includes(place.segment) ?? true) &&
    (["r", "f", "m"] as const).every((axis) => wanted[axis]?.includes(place[axis]) ?? true)
  );
}

const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function judgeTimes(rule: { measure: string; test: Test }, times: number[], world: World): Verdict {
  const days = times.map((at) => localDay(at, world)).sort();
  const today = localDay(world.now, world);
  const [first, last] = [days[0], days.at(-1)];
  const since = (day: string | undefined) => (day === undefined ? undefined : daysFrom(day, today));
  switch (rule.measure) {
    case "count":
      return compareNumber(rule.test, times.length);
    case "first_on":
      return compare("date", rule.test, first, true, world);
    case "last_on":
      return compare("date", rule.test, last, true, world);
    case "days_since_first":
      return compare("number", rule.test, since(first), true, world);
    default:
      return compare("number", rule.test, since(last), true, world);
  }
}

function holdsOf(one: Bought, where: PurchasesRule["where"], world: World): boolean {
  if (!where) return true;
  const local = new Date(one.at + aheadOfUtc(one.at, world.zone));
  const hour = local.getUTCHours();
  const { from = 0, to = 23 } = where.hours ?? {};
  return (
    (where.channels?.includes(one.channel) ?? true) &&
    (!where.total || compareNumber(where.total, one.minor / 100)) &&
    (where.weekdays?.includes(local.getUTCDay() || 7) ?? true) &&
    (from <= to ? hour >= from && hour <= to : hour >= from || hour <= to)
  );
}

const holdsOfLine = (line: Line, wanted: NonNullable<PurchasesRule["lines"]>, world: World): boolean =>
  (wanted.products?.includes(line.product) ?? true) &&
  (wanted.categories?.some((one) => world.catalogue[line.product]?.categories.includes(one)) ?? true) &&
  (wanted.brands?.some((one) => world.catalogue[line.product]?.brand.toLowerCase() === one.toLowerCase()) ??
    true) &&
  (!wanted.price || compareNumber(wanted.price, line.priceMinor / 100)) &&
  (!wanted.quantity || compareNumber(wanted.quantity, line.quantity)) &&
  (!wanted.total || compareNumber(wanted.total, line.totalMinor / 100));

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
  new Date(at + aheadOfUtc(at, world.zone) + plusDays * 86_400_000).toISOString().slice(0, 10);

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Milliseconds by which the clocks of the zone are ahead at that moment. */
function aheadOfUtc(at: number, zone: string): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  clocks.set(zone, clock);
  const offset = clock.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

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
  if (window.kind === "before_last") return at <= world.now - window.amount * unit[window.unit];
  if (window.kind === "between")
    return localDay(at, world) >= window.from && localDay(at, world) <= window.to;
  return true;
}
