import type { Person, World } from "./evaluator";
import { localDay } from "./evaluator";

/** What the tables keep of one person, as plain numbers. */
export interface Kept {
  purchases: number;
  revenueMinor: number;
  purchases30: number;
  revenue30Minor: number;
  firstOn: string;
  lastOn: string;
  medianMinor: number;
  discountShare: number | null;
  returns: number;
  medianGap: number | null;
  expectedNextOn: string | null;
  store: string | null;
  category: string | null;
  product: string | null;
  brand: string | null;
  weekday: number | null;
  hour: number | null;
  channels: number;
}
export interface Foretold {
  active: number;
  expectedCheckMinor: number;
  expectedPurchases: number;
}
/** By code: a number or a text; undefined for "empty". */
export type MetricReader = (person: Person, world: World) => number | string | undefined;

const known = <Value>(value: Value | null | undefined): Value | undefined => value ?? undefined;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const today = (world: World) => localDay(world.now, world);
const since = (day: string | undefined, world: World) =>
  day === undefined ? undefined : daysBetween(day, today(world));
/** Within the last n days of the project, today among them. */
const isLately = (at: number, days: number, world: World) =>
  localDay(at, world) >= localDay(world.now, world, 1 - days);

const letters = (person: Person) => person.letters.filter((letter) => !letter.isTest);
const accepted = (person: Person, world: World) =>
  letters(person).filter(
    (letter) => letter.channel === "email" && letter.state !== "skipped" && isLately(letter.at, 90, world),
  );
const rate = (of: boolean[]) => (of.length === 0 ? undefined : of.filter(Boolean).length / of.length);
const latest = (times: (number | null)[], world: World) => {
  const there = times.filter((at): at is number => at !== null);
  return there.length === 0 ? undefined : localDay(Math.max(...there), world);
};

/** The obvious reading of standard metrics, from their explanations and not from their SQL. */
export const readers: Record<string, MetricReader> = {
  purchases: ({ kept }) => kept?.purchases ?? 0,
  revenue: ({ kept }) => (kept?.revenueMinor ?? 0) / 100,
  cltv_historic: ({ kept }) => (kept?.revenueMinor ?? 0) / 100,
  purchases_30d: ({ kept }) => kept?.purchases30 ?? 0,
  revenue_30d: ({ kept }) => (kept?.revenue30Minor ?? 0) / 100,
  returns: ({ kept }) => kept?.returns ?? 0,
  channels: ({ kept }) => kept?.channels ?? 0,
  median_check: ({ kept }) => (kept ? kept.medianMinor / 100 : undefined),
  discount_share: ({ kept }) => known(kept?.discountShare),
  first_purchase_on: ({ kept }) => kept?.firstOn,
  last_purchase_on: ({ kept }) => kept?.lastOn,
  expected_next_on: ({ kept }) => known(kept?.expectedNextOn),
  days_since_first_purchase: ({ kept }, world) => since(kept?.firstOn, world),
  days_since_last_purchase: ({ kept }, world) => since(kept?.lastOn, world),
  median_gap_days: ({ kept }) => known(kept?.medianGap),
  overdue_ratio: ({ kept }, world) =>
    kept?.medianGap ? daysBetween(kept.lastOn, today(world)) / kept.medianGap : undefined,
  favourite_store: ({ kept }) => known(kept?.store),
  favourite_category: ({ kept }) => known(kept?.category),
  favourite_product: ({ kept }) => known(kept?.product),
  favourite_brand: ({ kept }) => kept?.brand || undefined,
  favourite_weekday: ({ kept }) => (kept?.weekday ? String(kept.weekday) : undefined),
  favourite_hour: ({ kept }) => known(kept?.hour),
  probability_active: ({ foretold }) => foretold?.active,
  churn_risk: ({ foretold }) => (foretold ? 1 - foretold.active : undefined),
  expected_check: ({ foretold }) => (foretold ? foretold.expectedCheckMinor / 100 : undefined),
  expected_purchases_12m: ({ foretold }) => foretold?.expectedPurchases,
  open_rate_90d: (person, world) =>
    rate(accepted(person, world).map((one) => one.openedAt !== null || one.clickedAt !== null)),
  click_rate_90d: (person, world) => rate(accepted(person, world).map((one) => one.clickedAt !== null)),
  last_message_on: (person, world) =>
    latest(
      letters(person).map((one) => (one.state === "skipped" ? null : one.at)),
      world,
    ),
  last_open_on: (person, world) =>
    latest(
      letters(person).map((one) => one.openedAt ?? one.clickedAt),
      world,
    ),
  last_click_on: (person, world) =>
    latest(
      letters(person).map((one) => one.clickedAt),
      world,
    ),
  last_visit_on: ({ seenAt }, world) => latest([seenAt], world),
  sessions_30d: ({ sessions }, world) => sessions.filter((at) => isLately(at, 30, world)).length,
  days_since_registration: ({ fields }, world) =>
    fields.registered_at ? since(localDay(Date.parse(fields.registered_at), world), world) : undefined,
  interest_category: ({ views }, world) => {
    const weights = new Map<string, number>();
    for (const { product, views: weight } of views) {
      const category = world.catalogue[product]?.categories.at(-1);
      if (category && weight > 0) weights.set(category, (weights.get(category) ?? 0) + weight);
    }
    const [best] = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return best?.[0];
  },
};
