/**
 * The law: what is known of a person, on request; forgetting a person; forgetting with time.
 *
 * One registry (server/db/customer-tables.ts) names every table that holds rows of a person. The export reads all of
 * them, erasing empties all of them, merging moves all of them; a table that is missing there fails a test.
 *
 * Erasing (erasure/): the order is on record at once, and at once nobody finds or writes to her. The job then works in one
 * transaction: her events leave the log; her rows are deleted, or stripped where totals need them (orders, receipts and
 * letters keep their sums, dates and states); refused input, audit changes, samples and every other text in which one of
 * her identifiers stands are cleaned. The proof keeps who ordered it, when, on what ground, and how many rows of what.
 * Her identifiers are kept out afterwards by salted hashes (`suppressions`): a load that brings her is refused row by row
 * with `erased_person`, her events are dropped. `letInAgain` is for her who comes back by herself.
 *
 * Retention: months per kind of data; whole partitions are dropped, other rows deleted in batches, once a day.
 */
export {
  type ErasureProof,
  eraseCustomer,
  letInAgain,
  listErasures,
  previewErasure,
} from "./erasure/commands";
export { announceOpenErasures, carryOutErasure } from "./erasure/run";
export { erasureRequested } from "./events";
export { exportCustomer, type PersonExport } from "./export";
export { applyRetention, getRetention, type RetentionLine, setRetention } from "./retention";
