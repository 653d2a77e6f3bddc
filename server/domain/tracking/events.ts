/** What this domain tells others, in the transaction of the batch. Ids and counts only. */
export const batchConsumed = "tracking/batch.consumed";
export interface BatchConsumed {
  events: number;
}

/** Open carts changed; the earliest of them was last touched then (ISO time): when idleness begins to count. */
export const cartsChanged = "tracking/carts.changed";
export interface CartsChanged {
  earliestActionAt: string;
}
