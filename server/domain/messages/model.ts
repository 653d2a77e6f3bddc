/** The vocabulary of the ledger. Pure. */

export const channels = ["email"] as const;
export type Channel = (typeof channels)[number];

export const sourceKinds = ["campaign", "mailing", "test"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/**
 * planned → claimed → accepted → delivered, with the ends failed, uncertain and skipped.
 * `uncertain`: the provider may have taken it and nobody can tell; never sent again by itself.
 */
export const messageStates = [
  "planned",
  "claimed",
  "accepted",
  "delivered",
  "failed",
  "uncertain",
  "skipped",
] as const;
export type MessageState = (typeof messageStates)[number];

/** Why a message was not sent, in the order the gates are asked. */
export const skipReasons = [
  "customer_gone",
  "merged",
  "no_contact",
  "invalid_contact",
  "unsubscribed_channel",
  "unsubscribed_category",
  "frequency_cap",
  "expired",
  "no_template",
  "render_error",
  "cancelled",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Why a message that was handed to a provider did not arrive, or may not have. */
export const failReasons = [
  "bounced_hard",
  "bounced_soft",
  "blocked",
  "refused_by_provider",
  "attempts_exhausted",
  "provider_key_expired",
  "outcome_unknown",
] as const;
export type FailReason = (typeof failReasons)[number];

export const messageEventKinds = [
  "planned",
  "skipped",
  "rendered",
  "attempt",
  "accepted",
  "delivered",
  "deferred",
  "failed",
  "bounced",
  "uncertain",
  "opened",
  "clicked",
  "unsubscribed",
  "complained",
] as const;
export type MessageEventKind = (typeof messageEventKinds)[number];

/** What people do with a letter. */
export const reactions = ["opened", "clicked", "unsubscribed", "complained"] as const;
export type Reaction = (typeof reactions)[number];

/** What a message is in the books by: enough to find its row in one partition and on one shard. */
export interface MessageKey {
  customerId: number;
  plannedAt: Date;
  id: string;
}

/** Addresses from this contact code on are out of use for good (domain rules: 30 and above are hard). */
export const hardContactCode = 30;

/** At most so many messages to one person in a rolling window. */
export interface FrequencyCap {
  messages: number;
  hours: number;
}
