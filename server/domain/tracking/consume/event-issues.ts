import { isProductEventName, knownEventNames } from "../event-names";
import { isObject } from "../ingest/event";
import { currencyOf, numberOf, productIdOf } from "./goods";
import type { TrackedEvent } from "./tracked-event";

/** What may be wrong with an event that was stored all the same. Words and remedies: app/_i18n, `sources.issues`. */
export const issueCodes = [
  "missing_product_id",
  "missing_price",
  "missing_currency",
  "unreadable_price",
  "unknown_product",
  "similar_name",
  "clock_skew",
  "empty_products",
  "too_many_properties",
] as const;
export type IssueCode = (typeof issueCodes)[number];

export interface Issue {
  sourceId: number;
  code: IssueCode;
  name: string;
  events: number;
  example: string | null;
  eventId: string | null;
  lastAt: Date;
}

/** A device clock so far off is worth telling; what it says is corrected in any case. */
const skewMs = 5 * 60_000;
const simplified = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
const bySimplified = new Map(knownEventNames.map((name) => [simplified(name), name]));
const known = new Set(knownEventNames);
const priced = new Set(["Product Viewed", "Product Added", "Product Added to Wishlist"]);
const withProducts = new Set(["Order Completed", "Cart Viewed"]);

type Found = [IssueCode, string | null];

/** Problems that the event itself shows. Pure. */
export function issuesOf(event: TrackedEvent): Found[] {
  const found: Found[] = [];
  const skew = skewOf(event);
  if (skew !== undefined) found.push(["clock_skew", skew]);
  if (event.type !== "track") return found;
  const { name, properties } = event;
  if (!known.has(name)) {
    const meant = bySimplified.get(simplified(name));
    if (meant) found.push(["similar_name", meant]);
    return found;
  }
  if (isProductEventName(name) && productIdOf(properties) === undefined)
    found.push(["missing_product_id", Object.keys(properties).slice(0, 6).join(", ") || null]);
  if (priced.has(name)) {
    const price = properties.price;
    if (price === undefined || price === null) found.push(["missing_price", null]);
    else if (numberOf(price) === undefined) found.push(["unreadable_price", String(price).slice(0, 40)]);
    else if (currencyOf(properties) === undefined) found.push(["missing_currency", null]);
  }
  if (withProducts.has(name)) found.push(...issuesOfProducts(properties.products));
  return found;
}

function issuesOfProducts(products: unknown): Found[] {
  if (!Array.isArray(products) || products.length === 0) return [["empty_products", null]];
  const bare = products.find((product) => !isObject(product) || productIdOf(product) === undefined);
  return bare === undefined
    ? []
    : [["missing_product_id", JSON.stringify(bare)?.slice(0, 80).toWellFormed() ?? null]];
}

/** Says how far the device's clock is off, when that is far. */
function skewOf({ claimedAt, log }: TrackedEvent): string | undefined {
  if (claimedAt === undefined) return undefined;
  const off = claimedAt - log.occurredAt.getTime();
  return Math.abs(off) > skewMs
    ? `${off > 0 ? "+" : "−"}${Math.round(Math.abs(off) / 60_000)} min`
    : undefined;
}

/** External ids of products that an event speaks of. */
export function productIdsOf({ name, properties }: TrackedEvent): string[] {
  const own = isProductEventName(name) ? [productIdOf(properties)] : [];
  const listed =
    withProducts.has(name) && Array.isArray(properties.products)
      ? properties.products
          .slice(0, 50)
          .map((product) => (isObject(product) ? productIdOf(product) : undefined))
      : [];
  return [...own, ...listed].filter((id) => id !== undefined);
}

/** Problems of a batch, one row a kind and event's name. `unknown` holds the products that the catalogue does not know. */
export function countIssues(events: readonly TrackedEvent[], unknown: ReadonlySet<string>): Issue[] {
  const issues = new Map<string, Issue>();
  for (const event of events) {
    const found = issuesOf(event);
    const stranger = event.type === "track" ? productIdsOf(event).find((id) => unknown.has(id)) : undefined;
    if (stranger !== undefined) found.push(["unknown_product", stranger]);
    for (const [code, example] of found) {
      const name = event.type === "track" ? event.name.slice(0, 100) : event.type;
      const key = `${event.log.sourceId}\n${code}\n${name}`;
      const issue = issues.get(key);
      if (issue) issue.events++;
      issues.set(key, {
        sourceId: event.log.sourceId,
        code,
        name,
        events: issue?.events ?? 1,
        example: example ?? issue?.example ?? null,
        eventId: event.log.id,
        lastAt: event.log.receivedAt,
      });
    }
  }
  return [...issues.values()];
}
