import { z } from "zod";

const customer = z.number().int().positive();

/** Why the data go: what the law asks to be on record. */
export const erasureGrounds = [
  "asked_by_person",
  "consent_withdrawn",
  "purpose_reached",
  "unlawful",
] as const;
export const erasureInput = z.object({
  customerId: customer,
  ground: z.enum(erasureGrounds),
  /** Keep her identifiers out (as salted hashes), so that the next load does not bring her back. */
  isSuppressed: z.boolean().default(true),
});
export const customerRef = z.object({ customerId: customer });
export const erasuresInput = z.object({ limit: z.number().int().min(1).max(200).default(50) });
export const liftInput = z.object({
  kind: z.string().max(40),
  value: z.string().trim().min(1, "Write the identifier.").max(320),
});

/** Months that each kind of data is kept; null: for good. */
const months = (least: number, fallback: number | null) =>
  z.number().int().min(least, `At least ${least}.`).max(240).nullable().default(fallback);
export const retentionSettings = z.object({
  /** The events as they arrived. */
  eventLog: months(1, 3),
  /** Events and visits of people. */
  events: months(3, 36),
  /** Bodies of letters as they were sent. */
  messageContents: months(1, 24),
  /** Deliveries, opens, clicks, bounces. */
  messageEvents: months(3, 36),
  rejectedInputs: months(1, 1),
  audit: months(6, 60),
  /** What taking a merge back needs. */
  mergeRecords: months(1, 12),
  /** Days after which a visitor nobody knows is forgotten. */
  visitorDays: z.number().int().min(7, "At least 7.").max(3650).nullable().default(60),
});
export type RetentionSettings = z.output<typeof retentionSettings>;
export type RetentionKind = keyof RetentionSettings;
