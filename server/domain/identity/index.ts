/**
 * Who is who: kinds of identifiers and their rules, people who may be one and the same, merging and taking it back.
 *
 * The merge itself is the customers' (server/domain/customers/merge): this domain finds whom it may concern and asks.
 *
 * Finding (duplicates/): each person has match keys (a phone's last ten digits, a mailbox without its spellings, name and
 * birth date, a card both brought, a device, name and city). Only who shares a key is compared; a key that more than twelve
 * people share says nothing. Evidence is added up to a score; what speaks against (another birth date, another gender) is
 * subtracted. Changed people are looked at again at once, everybody each night. A pair that somebody called different stays so.
 *
 * Rules (model.ts): a pair may answer to some of them. None merges by itself until somebody turns it on under Settings →
 * Identity rules; then a background job merges what answers to it, each merge on record and revocable.
 */
export { markDifferent, mergeAll, mergePeople, reopenPair, undoMerge } from "./commands";
export { automaticRules, mergeOrdered, refreshDuplicates, refreshSlice } from "./duplicates/refresh";
export { duplicatesStale, mergesOrdered } from "./events";
export {
  type ComparedField,
  type ComparedPerson,
  type Comparison,
  countDuplicates,
  type DuplicatePair,
  listDuplicates,
  listMerges,
  type MergeLogEntry,
  previewMerge,
} from "./queries";
export {
  addRefusal,
  getIdentityRules,
  listRefusals,
  removeIdentityKind,
  removeRefusal,
  saveIdentityKind,
  setMergeRule,
} from "./settings";
