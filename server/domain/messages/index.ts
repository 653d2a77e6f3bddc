/**
 * Messages: the ledger of everything ever sent, or not sent, to one person. Whatever sends goes through it.
 *
 * A message is one row per (source, node, recipient, occasion, channel). Its id is made from those parts, so planning
 * twice meets the same row; it is also the provider's idempotency key, its tag, and the Message-ID.
 *
 * States: planned → claimed → accepted → delivered, with the ends failed, uncertain and skipped. Opens, clicks,
 * complaints and unsubscribes are events on the row. Every end has a reason (model.ts).
 *
 * Planning, `planMessages`: one INSERT … SELECT for any number of people. Each gets a row; the first gate that says no
 * gives its reason: customer_gone, merged, no_contact, invalid_contact, unsubscribed_channel, unsubscribed_category,
 * frequency_cap. Service messages pass category opt-outs and caps, never a channel opt-out.
 *
 * Sending, `dispatchDue`: claim, render, fix the content, hand over, record. The claim asks the gates again in its own
 * statement, so nothing is claimed after the commit of an opt-out; an opt-out also ends what is planned. A claim is a
 * lease by the database's clock with a fencing token: only its holder records an outcome. Content is rendered once and
 * fixed before the first attempt; every later attempt is byte-identical. That an attempt begins is written down before
 * it begins (`attempt_open_since`), and cleared by a definite answer.
 *
 * Promise: nothing planned is lost, nothing is silently sent twice. After a crash or an answer that says nothing, a
 * provider that knows idempotency keys is asked again while it remembers the key; otherwise the row says uncertain
 * and stays so until the provider reports or a person decides. A definite "not now" is retried: for three days if it
 * is this mailbox, for as long as it takes if it is the provider. A provider in trouble is left alone in between.
 *
 * Reports (`recordCallbacks`, opens, clicks) may come in any order, any number of times, before our own record: the
 * row is a function of the set of its events. A bounce wins over a delivery, a click implies an open, an open proves a
 * delivery. Opens and clicks by machines are kept with the evidence and counted apart.
 *
 * Links (tokens.ts) are encrypted and signed, one key per purpose; a click leads to what was stored at rendering.
 *
 * Test letters (`sendTest`) go the same way to a colleague, outside gates, statistics and subscriptions.
 */
export { announceDue } from "./announce-due";
export { sendTest } from "./commands";
export { type Dispatched, type DispatchOptions, dispatchDue } from "./dispatch";
export { type EngagementHit, findLetterPage, findLinkUrl, recordHits } from "./engagement";
export { messageEngagedData, messageEngagedName, messagePlannedData, messagePlannedName } from "./events";
export * from "./model";
export { type PlanMessages, type Planned, planMessages } from "./plan-messages";
export {
  type Choice,
  findPreferences,
  type Preferences,
  saveChoice,
  type UnsubscribeReason,
  unsubscribeReasons,
} from "./preferences";
export {
  countMessages,
  describeChannel,
  type EntryOrigin,
  getMessage,
  getMessageSource,
  listCustomerMessages,
  listMessages,
  type MessageRow,
  type StoryEvent,
} from "./queries";
export { recordCallbacks } from "./record-callbacks";
export { type NewMessageEvent, recordMessageEvents } from "./record-events";
export { cancelPlanned } from "./store/cancel";
export { type LinkPurpose, type LinkTarget, linkToken, linkUrl, readLinkToken } from "./tokens";
