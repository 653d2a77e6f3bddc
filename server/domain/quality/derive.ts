import { hardCode } from "@/server/domain/customers/contacts/codes";
import type { DerivedProblem, SuggestionKind } from "@/server/domain/customers/quality/problems";
import { emailFacts } from "./email/email-facts";
import { suggestNames } from "./name/name-suggestions";
import { type PhoneFacts, phoneFacts, takesText } from "./phone/phone-facts";
import { readPlace } from "./place/place";

/** What quality is judged by. */
export interface ProfileValues {
  id: number;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  middleName: string | null;
  lastName: string | null;
  gender: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  zip: string | null;
  timeZone: string | null;
  emailCode: number;
  phoneCode: number;
  /** Codes that are kept of her addresses, where any are. */
  keptEmailCode: number | null;
  keptPhoneCode: number | null;
  isPhoneUnblocked: boolean;
}

/** What is written to customer_quality. */
export interface Quality {
  customerId: number;
  emailDomain: string | null;
  emailProvider: string | null;
  isRoleEmail: boolean;
  isDisposableEmail: boolean;
  phoneType: string | null;
  phoneCountry: string | null;
  operator: string | null;
  phoneRegion: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  timeZone: string | null;
  timeZoneFrom: "profile" | "city" | "phone" | "region" | null;
  problems: DerivedProblem[];
}
export interface Suggestion {
  customerId: number;
  kind: SuggestionKind;
  changes: Record<string, { from: string | null; to: string | null }>;
}
export interface Derived {
  quality: Quality;
  suggestions: Suggestion[];
  /** Nothing can be sent to this number, by its type. */
  isMute: boolean;
}

/** All that follows from the values of these people. Asks nobody and nothing but the tables on disk. */
export async function derive(people: readonly ProfileValues[], homeCountry: string): Promise<Derived[]> {
  const phones = people.flatMap((person) => person.phone ?? []);
  const facts = await phoneFacts(phones);
  const factsOf = new Map(phones.map((phone, i) => [phone, facts[i]]));
  return people.map((person) => deriveOne(person, factsOf.get(person.phone ?? ""), homeCountry));
}

function deriveOne(person: ProfileValues, phone: PhoneFacts | undefined, homeCountry: string): Derived {
  const email = person.email === null ? undefined : emailFacts(person.email);
  const place = readPlace(person, homeCountry);
  const zone = zoneOf(person.timeZone, place, phone);
  const isMute = phone !== undefined && !takesText(phone.type) && !person.isPhoneUnblocked;
  const quality: Quality = {
    customerId: person.id,
    emailDomain: email?.domain ?? null,
    emailProvider: email?.provider ?? null,
    isRoleEmail: email?.isRole ?? false,
    isDisposableEmail: email?.isDisposable ?? false,
    phoneType: phone?.type ?? null,
    phoneCountry: phone?.country ?? null,
    operator: phone?.operator ?? null,
    phoneRegion: phone?.region ?? null,
    country: place.country ?? phone?.country ?? null,
    region: place.region ?? (phone?.type === "fixed_line" ? phone.region : null),
    city: place.city,
    timeZone: zone?.name ?? null,
    timeZoneFrom: zone?.from ?? null,
    problems: [],
  };
  quality.problems = problemsOf(person, quality, isMute);
  return { quality, suggestions: suggestionsFor(person, email?.suggestion ?? null), isMute };
}

/**
 * Her own field, then the city, then a number tied to a place, then the region. A mobile range that spans a country of
 * many zones tells nothing; without any of these the project's own zone applies.
 */
function zoneOf(
  own: string | null,
  place: { cityZone: string | null; regionZone: string | null },
  phone: PhoneFacts | undefined,
): { name: string; from: NonNullable<Quality["timeZoneFrom"]> } | undefined {
  if (own) return { name: own, from: "profile" };
  if (place.cityZone) return { name: place.cityZone, from: "city" };
  if (phone?.timeZone && phone.isZoneSure) return { name: phone.timeZone, from: "phone" };
  if (place.regionZone) return { name: place.regionZone, from: "region" };
  return undefined;
}

function problemsOf(person: ProfileValues, quality: Quality, isMute: boolean): DerivedProblem[] {
  const found: DerivedProblem[] = [];
  const add = (problem: DerivedProblem, isSo: boolean) => isSo && found.push(problem);
  const emailCode = person.keptEmailCode ?? person.emailCode;
  const phoneCode = person.keptPhoneCode ?? person.phoneCode;
  add("email_missing", person.email === null);
  add("email_hard", person.email !== null && emailCode >= hardCode);
  add("email_soft", person.email !== null && emailCode > 0 && emailCode < hardCode);
  add("email_role", quality.isRoleEmail);
  add("email_disposable", quality.isDisposableEmail);
  add("phone_missing", person.phone === null);
  add("phone_hard", person.phone !== null && !isMute && phoneCode >= hardCode);
  add("phone_soft", person.phone !== null && phoneCode > 0 && phoneCode < hardCode);
  add("phone_landline", isMute);
  add("phone_unknown", quality.phoneType === "unknown");
  const isEmailUsable = person.email !== null && emailCode < hardCode;
  const isPhoneUsable = person.phone !== null && !isMute && phoneCode < hardCode;
  add("unreachable", !isEmailUsable && !isPhoneUsable);
  add("name_missing", !person.firstName && !person.lastName);
  add("gender_missing", person.gender === null);
  add("region_unknown", quality.region === null);
  add("zone_unknown", quality.timeZone === null);
  return found;
}

function suggestionsFor(person: ProfileValues, email: string | null): Suggestion[] {
  const names = suggestNames(person);
  const entries: [SuggestionKind, Suggestion["changes"] | undefined][] = [
    ["email_typo", email === null ? undefined : { email: { from: person.email, to: email } }],
    ["name_case", names.case],
    ["name_order", names.order],
    ["gender", names.gender],
  ];
  return entries.flatMap(([kind, changes]) => (changes ? [{ customerId: person.id, kind, changes }] : []));
}
