import type { ValueType } from "./comparisons";

/** Standard fields of a customer that a condition may name, with their types. Custom ones are `attributes.<code>`. */
export const customerFields = {
  external_id: "text",
  email: "text",
  phone: "text",
  first_name: "text",
  middle_name: "text",
  last_name: "text",
  gender: "text",
  birth_on: "date",
  country: "text",
  city: "text",
  region: "text",
  zip: "text",
  locale: "text",
  time_zone: "text",
  registered_at: "date",
  created_at: "date",
  last_seen_at: "date",
} as const satisfies Record<string, ValueType>;
export type CustomerField = keyof typeof customerFields;

const customPrefix = "attributes.";
export const isCustomerField = (name: string): name is CustomerField => Object.hasOwn(customerFields, name);

/** `attributes.shoe_size` → `shoe_size`; undefined for a standard field or anything else. */
export function customFieldCode(name: string): string | undefined {
  const code = name.startsWith(customPrefix) ? name.slice(customPrefix.length) : "";
  return /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(code) ? code : undefined;
}
