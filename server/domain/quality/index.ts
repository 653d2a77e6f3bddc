/**
 * The quality of what is known of people: derived facts, suggestions, the state of the base.
 *
 * Facts (`derive`) follow from a profile's own values and tables on disk: of a number its type, operator, region and zone
 * (Google's metadata; whole DEF codes of Russia where that is silent); of an address its domain, provider, role,
 * whether it is a throw-away; of a place one form with its zone; the zone by the order profile, city, number tied to
 * a place, region, project. They are kept in customer_quality, one row a person, rewritten when her values change; what
 * she or a source wrote is never touched.
 *
 * Following. A trigger marks whom a statement changed (dirty_customers, topic `quality`) and notifies; `followStale`
 * works the marks off within seconds. "Everybody" is the same with marks of another topic: its progress is the number of
 * marks, cancelling removes them, a crash leaves the rest. Numbers that take no messages get code 33 by it, and an
 * address that comes back gets the code that is kept of it.
 *
 * Suggestions change nothing until somebody accepts them, one or all of a kind. Accepting writes through `upsertCustomers`;
 * where the values changed since, or the address is another customer's, the suggestion is refused and says why. A finished
 * review can be taken back where its values still stand. What was decided about a value is not asked again.
 *
 * Mail domains (`checkDomains`) are asked of DNS where there is a network: nobody answering is "not checked" and counts
 * against no one; a domain that is not there is code 39 until it is there again.
 *
 * The state of the base is counted nightly, on demand and after changes (`takeSnapshot`), one row a day.
 */
export {
  cancelRun,
  decideSuggestion,
  recomputeAll,
  recount,
  reviewAll,
  undoReview,
} from "./commands";
export { runReady, runReadyData } from "./events";
export { type Followed, followStale } from "./follow";
export { startFollower } from "./follower";
export { type AskMail, checkDomains, type MailAnswer } from "./mx";
export { type ContactsView, getContacts, getQuality, listSuggestions, type QualityView } from "./queries";
export { advanceRun, announceForgottenRuns, finishRecompute } from "./runs";
export { refreshSnapshot, takeSnapshot } from "./snapshot";
