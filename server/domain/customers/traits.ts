import type { CustomerInput } from "./row";

/** Segment's reserved traits, and the spellings shops use, to our fields. */
const traitFields: Record<string, keyof CustomerInput> = {
  email: "email",
  phone: "phone",
  firstName: "firstName",
  first_name: "firstName",
  lastName: "lastName",
  last_name: "lastName",
  middleName: "middleName",
  middle_name: "middleName",
  gender: "gender",
  birthday: "birthOn",
  birth_date: "birthOn",
  birthDate: "birthOn",
  createdAt: "registeredAt",
  created_at: "registeredAt",
  city: "city",
  country: "country",
  region: "region",
  locale: "locale",
  timezone: "timeZone",
  timeZone: "timeZone",
};
const addressFields: Record<string, keyof CustomerInput> = {
  city: "city",
  country: "country",
  state: "region",
  postalCode: "zip",
  postal_code: "zip",
};

/** Traits of an identify call as one write: known names become fields, the rest custom fields. */
export function customerFromTraits(traits: Record<string, unknown>): CustomerInput {
  const input: CustomerInput = {};
  const attributes: Record<string, unknown> = {};
  const set = (field: keyof CustomerInput, value: unknown) => Object.assign(input, { [field]: value });
  for (const [name, value] of Object.entries(traits)) {
    const field = Object.hasOwn(traitFields, name) ? traitFields[name] : undefined;
    if (field) set(field, value);
    else if (name === "identities" && isRecord(value)) input.identities = identitiesOf(value);
    else if (name === "address" && isRecord(value)) {
      for (const [part, text] of Object.entries(value)) {
        const known = Object.hasOwn(addressFields, part) ? addressFields[part] : undefined;
        if (known) set(known, text);
        else attributes[`address_${part}`] = text;
      }
    } else if (name !== "name" && name !== "id" && name !== "userId") attributes[name] = value;
  }
  if (typeof traits.name === "string" && input.firstName === undefined && input.lastName === undefined) {
    const [first, ...rest] = traits.name.trim().split(/\s+/);
    if (first) input.firstName = first;
    if (rest.length > 0) input.lastName = rest.join(" ");
  }
  if (Object.keys(attributes).length > 0) input.attributes = attributes;
  return input;
}

/** `identities: {card: "1", push_token: ["a", "b"]}` */
const identitiesOf = (value: Record<string, unknown>) =>
  Object.entries(value).flatMap(([kind, values]) =>
    (Array.isArray(values) ? values : [values]).map((one: unknown) => ({ kind, value: one })),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
