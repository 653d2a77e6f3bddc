/**
 * Read models over everything below; owns no facts. Every number here can be recomputed from the ledger, the orders
 * and the log, and says over which span it was.
 *
 * Home (`getHome`): the last 7 project days, today so far included, against the 7 before cut at the same hour. Sent,
 * opened and clicked are counted by when they happened, opens and clicks by people only, test letters never.
 * A purchase is what the customers' metrics call one; attributed revenue is the ledger's own attribution.
 * What asks for attention is decided by `attentionOf`, worst first.
 *
 * Timeline (`getTimeline`): everything that happened to one customer as one stream, newest first; each table gives its
 * newest rows by her key, and the page is their merge. A page ends at (moment, kind:id), so rows of one moment are
 * neither lost nor repeated.
 */
export { type Attention, attentionOf } from "./attention";
export { attributeAll, attributeDirty, refreshAttribution } from "./attribution";
export { countOrdersAfterClick } from "./attribution-store";
export { getHome } from "./home";
export { getTimeline, type TimelineKind, timelineKinds } from "./timeline";
export type { TimelineRow } from "./timeline-store";
