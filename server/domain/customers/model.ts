import type { Json } from "@/server/domain/fields/model";

/** Identifiers that name one person, strongest first. A weaker one never overrules a stronger one that disagrees. */
export const identityKinds = ["externalId", "email", "phone"] as const;
export type IdentityKind = (typeof identityKinds)[number];
/** How they are called in the identities table and outside. */
export const identityCodes = { externalId: "external_id", email: "email", phone: "phone" } as const;
export const identityKindOf = { external_id: "externalId", email: "email", phone: "phone" } as const;

export const textFields = [
  "firstName",
  "middleName",
  "lastName",
  "country",
  "city",
  "region",
  "zip",
  "locale",
  "timeZone",
] as const;
/** Everything a source may set, besides attributes. */
export const profileFields = [...identityKinds, ...textFields, "gender", "birthOn", "registeredAt"] as const;
export type ProfileField = (typeof profileFields)[number];

/** Names of fields as callers write them: `first_name`. */
export const fieldCode = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const genders = ["male", "female"] as const;
export const customerStates = ["active", "merged", "erased"] as const;

export const subscriptionStates = ["subscribed", "unsubscribed", "pending"] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

/** A JSON value of a custom field. */
export type { Json } from "@/server/domain/fields/model";

/** Whom a value belongs to, as one key of a map. */
export const identityKey = (kind: string, value: string): string => `${kind} ${value}`;

/** Entry of `fieldTimes` that stands for every field without one of its own. */
export const allFields = "*";

/** What a profile holds, as the decision sees it. */
export interface Profile {
  id: number;
  values: Record<ProfileField, string | null>;
  attributes: Record<string, Json>;
  fieldTimes: Record<string, string>;
  lastSeenAt: string | null;
}

export const emptyProfile = (id: number): Profile => ({
  id,
  values: Object.fromEntries(profileFields.map((field) => [field, null])) as Record<
    ProfileField,
    string | null
  >,
  attributes: {},
  fieldTimes: {},
  lastSeenAt: null,
});

/** `Anna Petrova`, or the best that is known of her. */
export const displayName = (person: {
  firstName: string | null;
  lastName: string | null;
  email?: string | null;
  phone?: string | null;
  externalId?: string | null;
}): string =>
  [person.firstName, person.lastName].filter(Boolean).join(" ") ||
  (person.email ?? person.phone ?? person.externalId ?? "");
