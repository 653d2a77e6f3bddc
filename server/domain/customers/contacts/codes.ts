/**
 * Contact codes: what is known against an address. 0 nothing; 1-29 soft, it is still used; 30 and above hard, nothing is
 * sent there for good. Their texts are in the interface's `contact-codes`.
 */
export const contactCodes = {
  0: "none",
  1: "temporarily_unavailable",
  2: "dns_error",
  3: "mailbox_full",
  4: "message_too_long",
  5: "timeout",
  6: "answering_machine",
  30: "no_address",
  31: "format_error",
  32: "address_does_not_exist",
  33: "cannot_be_delivered",
  34: "attempts_exhausted",
  35: "blocked_by_server",
  36: "spam_complaint",
  37: "blocked_by_recipient",
  38: "attachments_refused",
  39: "no_such_domain",
  50: "blacklisted",
} as const;
export type ContactCodeName = (typeof contactCodes)[keyof typeof contactCodes];

export const hardCode = 30;
export const codes = {
  formatError: 31,
  cannotBeDelivered: 33,
  attemptsExhausted: 34,
  spamComplaint: 36,
  noSuchDomain: 39,
} as const;

export type ContactState = "good" | "soft" | "hard";
export const stateOf = (code: number): ContactState =>
  code >= hardCode ? "hard" : code > 0 ? "soft" : "good";

/** The name of a code; one that a provider made up counts as the first of its kind. */
export const codeName = (code: number): ContactCodeName =>
  (contactCodes as Record<number, ContactCodeName>)[code] ??
  (code >= hardCode ? "cannot_be_delivered" : "temporarily_unavailable");

export const contactKinds = ["email", "phone"] as const;
export type ContactKind = (typeof contactKinds)[number];
