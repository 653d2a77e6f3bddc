/**
 * What was sent to us and not kept, by whatever way it came: one list with the reason, the place, and the input itself.
 *
 * `recordRejects(db, rows, now)` is the one way in, for every door: tracking, the reader of the log, REST, scheduled files,
 * databases, buses, webhooks. Rows of uploaded files stay with their import (`import_rejects`) and are listed along with
 * the rest. What is recorded never fails the caller for its own data: NUL and broken Unicode are replaced, long text is cut.
 *
 * `entity` says what an input was meant to become, and so how it is read again: `event` is an event of Segment's protocol
 * as JSON; customer, order, receipt, product, category and store are the JSON of the domain's own record (the names
 * of its schema, decimals for money), or REST's, which differ in case alone. Reading again is `retryRejects` of
 * server/domain/integrations: it stands above all that it calls.
 *
 * States: `open` → `resolved` (read again, accepted) or `discarded`; refused again stays `open` with the new reason and
 * one more try. A correction replaces the payload and keeps the first one.
 *
 * Reading: `listRejects` is paged by place, newest first; a search looks for any part of the reason, the place or the
 * first 8,000 letters of the input, by trigram index.
 */

export { correctReject, discardRejects, rejectsPerCall } from "./commands";
export { type Reject, type Settled, settle, takeOpen } from "./list-store";
export {
  isRejectDoor,
  type RejectDoor,
  type RejectEntity,
  type RejectState,
  rejectDoors,
  rejectEntities,
  rejectStates,
} from "./model";
export { countMatchingRejects, listRejects, summarizeRejects } from "./queries";
export { type NewReject, recordRejects } from "./record";
