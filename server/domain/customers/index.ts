/**
 * People: who they are, how they are reached, what they agreed to.
 *
 * Writing, `upsertCustomers(tx, rows, { via, now, onInvalid?, onTaken?, rules? })`: up to 10,000 raw rows in a constant
 * number of statements, one result a row, as if written one after another. It is the only way people come to be:
 * REST, imports, orders and tracking all end here.
 *
 * Whom a row names. Identifiers by strength: `id` (our own number), external_id, email, phone. The strongest that is
 * known decides; but an owner who has another value of a stronger identifier than the row brings is another person
 * (one family, one phone). Nobody known: a new customer. An identifier of another person than the one found is
 * `identity_taken`: the row is refused (`onTaken: "reject"`, REST and files), or goes on without it (`"skip"`, orders
 * and tracking). A person has one value of each; a new e-mail address frees the old one. Values that stand for nothing
 * (null, none, undefined, test@test, 0000000000 …) never identify: `refused_value`.
 *
 * Which value stays. Absent: left alone. null: cleared. Otherwise the later `at` wins, field by field, whatever the
 * order of arrival; without `at` a row speaks of now. `field_times["*"]` is the time of creation and stands for every
 * field that was not written since. A dated confirmation moves a field's time, an undated one writes nothing at all.
 *
 * What is readable. E-mail: NFKC, lower case, ASCII domain, one @. Phone: E.164 (the project's country by default).
 * Dates: ISO, YYYYMMDD, DD.MM.YYYY, Unix time; the project's zone. An unreadable value refuses its row
 * (`onInvalid: "reject"`), or is left out and told in `problems` (`"drop"`).
 *
 * Races. People are locked in order of their numbers, identifiers claimed in order of their values, inside a
 * savepoint; who loses a claim or a deadlock replays on what the winner committed. Two loads of the same file at once
 * make each person once. The caller's transaction may still be chosen as a deadlock's victim if it locked people before.
 *
 * Reading: `listCustomers` (conditions on any field, quick search that forgives typing errors, seven sorts, keyset pages
 * in bounded time whatever the filter: list/find-page.ts), `countMatches`, `getCustomer`, `getSubscriptions`. A merged
 * customer answers as whom she was merged into.
 *
 * Invariants: customers.external_id, email, phone and the rows of customer_identities of those kinds are the same
 * facts; every customer has a row of customer_metrics; subscriptions never change without a row of consent_log.
 */

export type { RowProblem } from "@/server/domain/fields/values/parsed";
export type { TakenRule, UpsertResult } from "./apply";
export {
  type BulkReading,
  bulkReading,
  createStaged,
  createStager,
  findKnown,
  noteStagedAttributes,
  type StagedRange,
  stagedColumns,
} from "./bulk";
export { setSubscription, updateCustomer, upsertCustomer, upsertCustomersInBulk } from "./commands";
export { type ConsentMeta, type ConsentRow, recordConsent } from "./consent";
export {
  applyCodes,
  forgetAddresses,
  liftDnsCodes,
  pruneSoftFailures,
  readHealth,
  softFailures,
} from "./contacts/health-store";
export { type ContactReport, noteContacts } from "./contacts/note";
export { unblockContact } from "./contacts/unblock";
export { type CustomersChanged, type CustomersMerged, customersChanged, customersMerged } from "./events";
export { liftSuppression, loadIdentityRules, suppressIdentities } from "./identity-store";
export { matchingIds } from "./list/matching";
export { foldNameWords } from "./list/name-words";
export { countExactly, countMatches, listCustomers } from "./list/queries";
export type { CustomerListItem } from "./list/rows";
export { scopeOf } from "./list/scope";
export { compareRank, type MergeRequest } from "./merge/decide";
export { type MergeDone, type MergeMeta, mergeCustomers } from "./merge/merge";
export { loadPeople as loadMergePeople, survivorsOf } from "./merge/people-store";
export { settleMerges } from "./merge/settle";
export { type MergeUndone, undoMerge } from "./merge/undo";
export { markDirty, refreshMetrics, touchLastSeen } from "./metrics";
export { effectiveTimeZone, isStale } from "./quality/conditions";
export { type CustomerView, getCustomer, getSubscriptions } from "./queries";
export { LostRace, replaying } from "./replay";
export { type KeptPerson, momentsParam, removeUntouched, revertCustomers } from "./revert";
export type { KeptValue, RecordChange, SavedChanges } from "./revert-model";
export { type CustomerInput, type ReadingRules, readCustomer } from "./row";
export { claimIdentities, takeSubjectIds } from "./store";
export { type SubscriptionResult, setSubscriptions } from "./subscribe-many";
export { customerFromTraits } from "./traits";
export { readingRules, type UpsertMeta, upsertCustomers } from "./upsert";
