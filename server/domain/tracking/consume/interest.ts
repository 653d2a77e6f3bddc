import { idOf } from "../ingest/event";
import { productIdOf } from "./goods";
import type { OwnedEvent } from "./order-events";

/** What one subject did on one device with one product or category, in one batch. */
export interface InterestPoint {
  subjectId: number;
  originId: number;
  kind: "product" | "category";
  itemId: string;
  views: number;
  additions: number;
  weight: number;
  firstAt: Date;
  lastAt: Date;
}

/** Weights of the interest map: a view 1, putting into a container 3; a purchase 5 (read from purchases themselves). */
export const interestWeights = { view: 1, addition: 3, purchase: 5 } as const;
export const halfLifeDays = 30;
const halfLifeMs = halfLifeDays * 86_400_000;
/**
 * A score halves every thirty days. Kept as the sum of weight · 2^(age at the epoch): adding is all that ever happens to
 * it, so late events need no care; its value now is one multiplication (`decayAt`). Good until about the year 2100.
 */
const epochMs = Date.UTC(2020, 0, 1);
export const grownWeight = (weight: number, at: Date): number =>
  weight * 2 ** ((at.getTime() - epochMs) / halfLifeMs);
/** What a kept sum has to be multiplied by to be the score at this moment. */
export const decayAt = (now: Date): number => 2 ** (-(now.getTime() - epochMs) / halfLifeMs);

const maxId = 200;
const additions = new Set(["Product Added", "Product Added to Wishlist", "Wishlist Product Added to Cart"]);

function itemOf({
  type,
  name,
  properties,
}: OwnedEvent): { kind: InterestPoint["kind"]; itemId: string } | undefined {
  if (type !== "track") return undefined;
  if (name === "Product Viewed" || additions.has(name)) {
    const itemId = productIdOf(properties);
    return itemId === undefined ? undefined : { kind: "product", itemId: itemId.slice(0, maxId) };
  }
  if (name !== "Product List Viewed" && name !== "Category Viewed") return undefined;
  const itemId = idOf(properties.category_id) ?? idOf(properties.category) ?? idOf(properties.list_id);
  return itemId === undefined ? undefined : { kind: "category", itemId: itemId.slice(0, maxId) };
}

/** Events as additions to their subjects' counters, one point a counter. */
export function interestPoints(events: readonly OwnedEvent[]): InterestPoint[] {
  const points = new Map<string, InterestPoint>();
  for (const event of events) {
    const item = itemOf(event);
    if (!item) continue;
    const at = event.log.occurredAt;
    const isAddition = additions.has(event.name);
    const key = `${event.subjectId} ${event.originId} ${item.kind} ${item.itemId}`;
    const point = points.get(key) ?? {
      subjectId: event.subjectId,
      originId: event.originId,
      ...item,
      views: 0,
      additions: 0,
      weight: 0,
      firstAt: at,
      lastAt: at,
    };
    points.set(key, point);
    if (isAddition) point.additions++;
    else point.views++;
    point.weight += grownWeight(isAddition ? interestWeights.addition : interestWeights.view, at);
    if (at < point.firstAt) point.firstAt = at;
    if (at > point.lastAt) point.lastAt = at;
  }
  return [...points.values()];
}
