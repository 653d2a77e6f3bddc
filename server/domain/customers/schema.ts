import { z } from "zod";
import { customerSorts, listCondition } from "./list/conditions";
import { genders, subscriptionStates } from "./model";

const text = (max: number) => z.string().max(max).nullish();
/** Shops send numeric identifiers as numbers. */
const identifier = (max: number) => z.union([z.string().max(max), z.number()]).nullish();

/** What may be written of a person. Absent: left alone; null or empty: cleared. Values are read as in a file. */
export const customerValues = z.strictObject({
  externalId: identifier(255),
  email: text(320),
  phone: identifier(60),
  firstName: text(200),
  middleName: text(200),
  lastName: text(200),
  gender: text(20),
  birthOn: text(40),
  country: text(200),
  city: text(200),
  region: text(200),
  zip: identifier(40),
  locale: text(40),
  timeZone: text(60),
  registeredAt: text(60),
  attributes: z.record(z.string().max(100), z.json()).optional(),
  /** Identifiers of any kind, several of each: they are added, never taken away. */
  identities: z
    .array(z.object({ kind: z.string().max(40), value: identifier(300) }))
    .max(50)
    .optional(),
});
export const upsertCustomer = customerValues.extend({
  /** When the source says this was so. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Merge the people that the identifiers name at once, where their kinds allow it, instead of refusing. */
  merge: z.boolean().optional(),
});
/** Items are read one by one: what is wrong with one is told in its result. */
export const upsertCustomersBulk = z.object({
  items: z
    .array(upsertCustomer.omit({ merge: true }))
    .min(1)
    .max(1000),
  /** As for one customer, for all items. */
  merge: z.boolean().optional(),
});

export const customerId = z.object({ id: z.number().int().positive() });
export const updateCustomer = customerId.extend({
  values: customerValues,
  /** What the editor saw of the fields it changes: another value means that somebody was faster. */
  expected: z.record(z.string().max(120), z.json()).optional(),
});

export const customerFilter = z.object({
  /** Conditions on any field; all must hold. */
  where: z.array(listCondition).max(20).optional(),
  /** A customer's number, the beginning of any identifier, or names in any order; forgives typing errors in names. */
  search: z.string().trim().max(200).optional(),
  externalId: z.string().max(255).optional(),
  email: z.string().max(320).optional(),
  phone: z.string().max(60).optional(),
  city: z.string().trim().max(120).optional(),
  hasEmail: z.boolean().optional(),
  hasPhone: z.boolean().optional(),
  gender: z.enum(genders).optional(),
  seenAfter: z.date().optional(),
  seenBefore: z.date().optional(),
  hasPurchases: z.boolean().optional(),
});
export const listCustomers = customerFilter.extend({
  sort: z.enum(customerSorts).default("created"),
  order: z.enum(["asc", "desc"]).default("desc"),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(800).optional(),
  /** Codes of the custom fields to show. */
  attributes: z.array(z.string().max(100)).max(60).default([]),
});

export const setSubscription = z.object({
  customerId: z.number().int().positive(),
  channel: z.string().regex(/^[a-z_]{1,30}$/, "Use the code of a channel such as email."),
  category: z.string().max(60).default(""),
  state: z.enum(subscriptionStates),
  reason: z.string().trim().max(500).optional(),
  /** The text she agreed to. */
  wording: z.string().trim().max(2000).optional(),
});
