import { z } from "zod";
import { channels, messageStates, reactions, sourceKinds } from "./model";

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const page = {
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

/** The Outbox: everything ever planned, newest first. */
export const messageFilter = z.object({
  /** Part of the address, the subject or the customer's name, her number (`cus_1042`), or a message's id. */
  search: z.string().trim().max(200).default(""),
  states: z.array(z.enum(messageStates)).max(messageStates.length).default([]),
  sourceKind: z.enum(sourceKinds).optional(),
  /** A campaign. */
  sourceId: z.string().max(100).optional(),
  nodeId: z.string().max(100).optional(),
  channel: z.enum(channels).optional(),
  customerId: z.number().int().positive().optional(),
  /** Why it was skipped, failed or is uncertain. */
  reason: z.string().max(100).optional(),
  /** Only what a person did this with; machines do not count. */
  reaction: z.enum(reactions).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type MessageFilter = z.output<typeof messageFilter>;

export const listMessagesInput = messageFilter.extend(page);
export type ListMessages = z.output<typeof listMessagesInput>;

export const customerMessagesInput = z.object({ customerId: z.number().int().positive(), ...page });
export const messageIdInput = z.object({ id: z.uuid("id: a message's id is a uuid.") });

export const sendTestInput = z.object({
  templateId: z.uuid(),
  /** Whose data fill the letter. */
  customerId: z.number().int().positive(),
  /** Who gets it: a colleague, not the customer. */
  address: z.string().trim().min(3).max(254),
});
