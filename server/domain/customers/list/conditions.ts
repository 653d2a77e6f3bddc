import { z } from "zod";

/** What a condition of a list can say. `empty` and `known` take no value. */
export const listOperators = [
  "is",
  "is_not",
  "any_of",
  "none_of",
  "starts",
  "known",
  "empty",
  "gte",
  "lte",
  /** Within the last so many days; and not within them, never included. */
  "in_last",
  "not_in_last",
] as const;
export type ListOperator = (typeof listOperators)[number];

const scalar = z.union([z.string().max(300), z.number(), z.boolean()]);
/** One condition of a list: `{field: "city", op: "is", value: "Kazan"}`. All conditions must hold. */
export const listCondition = z.strictObject({
  /** A column of `listFields`, `attributes.<code>`, `tag`, `subscription.<channel>`, `problem`, or `quality.<fact>`. */
  field: z
    .string()
    .max(120)
    .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_ -]{1,100})?$/),
  op: z.enum(listOperators),
  value: z.union([scalar, z.array(scalar).max(50)]).optional(),
});
export type ListCondition = z.output<typeof listCondition>;

/** How a field's values are compared. */
export type ListFieldKind = "text" | "choice" | "number" | "money" | "day" | "instant" | "tag" | "consent";

export interface ListField {
  kind: ListFieldKind;
  /** c: customers, m: customer_metrics. */
  table: "c" | "m";
  column: string;
  /** An index finds few matches at once, for these operators. */
  indexed: readonly ListOperator[];
}

const equality: ListOperator[] = ["is", "any_of"];
const range: ListOperator[] = ["is", "any_of", "gte", "lte", "in_last", "not_in_last"];
const field = (
  kind: ListFieldKind,
  table: "c" | "m",
  column: string,
  indexed: readonly ListOperator[] = [],
): ListField => ({ kind, table, column, indexed });

/** Fields of a person that the list filters by, under the names that the field registry and REST use. */
export const listFields: Readonly<Record<string, ListField>> = {
  external_id: field("text", "c", "external_id"),
  email: field("text", "c", "email"),
  phone: field("text", "c", "phone"),
  email_code: field("number", "c", "email_code", ["gte"]),
  phone_code: field("number", "c", "phone_code", ["gte"]),
  first_name: field("text", "c", "first_name", ["starts"]),
  middle_name: field("text", "c", "middle_name"),
  last_name: field("text", "c", "last_name", [...equality, "starts"]),
  gender: field("choice", "c", "gender"),
  birth_on: field("day", "c", "birth_on", range),
  country: field("text", "c", "country"),
  city: field("text", "c", "city", equality),
  region: field("text", "c", "region"),
  zip: field("text", "c", "zip"),
  locale: field("text", "c", "locale"),
  time_zone: field("text", "c", "time_zone"),
  registered_at: field("instant", "c", "registered_at"),
  created_at: field("instant", "c", "created_at", range),
  created_via: field("choice", "c", "created_via"),
  last_seen_at: field("instant", "c", "last_seen_at", range),
  purchases: field("number", "m", "purchases", range),
  revenue: field("money", "m", "revenue_minor", range),
  first_purchase_at: field("instant", "m", "first_purchase_at"),
  last_purchase_at: field("instant", "m", "last_purchase_at", range),
};

/** Columns the list sorts by: each has an index on (column, id), so that any page is one short walk along it. */
export const customerSorts = [
  "created",
  "seen",
  "name",
  "city",
  "lastPurchase",
  "revenue",
  "purchases",
] as const;
export type CustomerSort = (typeof customerSorts)[number];
