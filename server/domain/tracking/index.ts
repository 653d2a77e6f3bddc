/**
 * Tracking: what visitors and customers do, from the wire to their profile.
 *
 * The wire speaks Segment's HTTP API (server/http/track). `Ingest.receive` judges a request and stores it: resolving
 * means committed. An event's id is made of its source and its messageId, and `event_keys` keeps every id for good,
 * so the same event stored again, however late and whoever retries, is stored once. Requests that arrive together
 * share one commit (ingest/group-commit.ts). A bad event of a batch goes to `rejected_inputs` with its path and reason and
 * its neighbours are stored; a request that cannot be read at all is refused whole.
 *
 * Kept exactly: the log holds an event's own bytes. Refused with the path, because we could not keep them exactly:
 * NUL, half surrogate pairs, integers beyond 2^53, numbers beyond a double, the keys `__proto__`, `constructor` and
 * `prototype`, more than 32 levels. Times are corrected by the device clock's error when it is off by over 2 s; a
 * future or impossible time becomes the time of arrival.
 *
 * The log is read by one logical consumer (consume/consume.ts) in batches. Effects and the cursor move in one transaction, so
 * effects happen once; if it fails nothing happened. The cursor is (txid, seq) below this database's oldest running
 * transaction: nothing that commits late is skipped. An event whose data makes processing fail is found by halving
 * the batch, set aside in `rejected_inputs` (door `consumer`), and the rest proceeds.
 *
 * Words. A subject is a customer or a visitor (an anonymous id nobody has signed in on); both have numbers from one
 * sequence. A visitor joins the customer who signed in on it first, by the events' own time: its events, visits and
 * carts move there (`origin_id` keeps the way back), and `customer_merges` says so.
 *
 * Whatever the order of arrival, the result is the same: profile fields go to the latest event (then the higher id),
 * a visit is a run of events with gaps of at most 30 minutes (consume/session.ts), a cart is folded from the subject's own
 * events in their order of time (consume/cart.ts), a visitor's customer is decided by the earliest sign-in.
 */
export * from "./commands";
export { type Consumed, type ConsumerDeps, consumeAll, consumeOnce } from "./consume/consume";
export { isReadUpTo } from "./consume/lag";
export { type RunningConsumer, startConsumer } from "./consume/loop";
export { type BatchConsumed, batchConsumed, type CartsChanged, cartsChanged } from "./events";
export {
  createIngest,
  type Ingest,
  type IngestDeps,
  type IngestRequest,
  type IngestResult,
} from "./ingest/ingest";
export { closeProcessIngest, processIngest } from "./ingest/process-ingest";
export {
  type EventResult,
  type LoggedOnce,
  readAgain,
  recordEvents,
  type ServerEvents,
} from "./ingest/server-events";
export { type CategoryInterest, getInterests, readInterests, type ViewedProduct } from "./interest-queries";
export { withVisitorLink } from "./own-sites";
export * from "./queries";
export { rebuildMerged } from "./rebuild";
export { type AcceptedEvent, acceptEvents } from "./server-events";
export {
  type EventView,
  listCarts,
  listCustomerEvents,
  listSystemEvents,
  listVisits,
} from "./subject-queries";
export * from "./upkeep";
