/**
 * Outgoing webhooks by the Standard Webhooks specification: what happens here is told to addresses outside.
 *
 * The feed. Triggers of the database (drizzle/*_webhook-feed.sql, docs/adr/0009) write
 * `webhook_events` and one row of `webhook_deliveries` per active endpoint that wants the type: in the transaction of the
 * change, one statement for any number of rows, whoever the writer is. No active endpoint wants the type: nothing is
 * written. A payload is thin: ids, external ids, the names of changed fields, states and amounts; never a name, an
 * address or a letter's text. `version` 1.
 *
 * Delivery. At least once, in no promised order; `webhook-id` is the event's and stays over all attempts. A 2xx within 15 s
 * is a success; a redirect is a failure; 410 switches the endpoint off at once. Attempts: at once, then after 5 s, 5 min,
 * 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h (± 5 %). Eight at a time per endpoint; one that fails again and again rests up
 * to 15 minutes and is tried with one; Retry-After is obeyed up to an hour. A process that dies leaves a lease of 60 s.
 * Five days without one success: `disabled`, with its reason, shown on Home. What an endpoint missed while paused or
 * disabled is not recorded; what was recorded waits, and `replayFailed` brings back what was given up.
 *
 * Secrets are shown once, at creation and at rotation; after a rotation both sign for 24 hours.
 */
export {
  createEndpoint,
  deleteEndpoint,
  replayDelivery,
  replayFailed,
  rotateSecret,
  sendPing,
  updateEndpoint,
} from "./commands";
export { type Delivered, deliverWebhooks } from "./deliver";
export { startDelivery } from "./loop";
export { pruneWebhooks } from "./prune";
export {
  type AttemptView,
  type DeliveryView,
  type EndpointView,
  getDelivery,
  getEndpoint,
  listDeliveries,
  listEndpoints,
} from "./queries";
