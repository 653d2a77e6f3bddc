import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { regionByAreaCode } from "../place/regions-ru";
import { russianOperator } from "./numbering-ru";
import { type PrefixTable, prefixTable } from "./prefix-table";

export const phoneTypes = [
  "mobile",
  "fixed_line",
  "fixed_line_or_mobile",
  "toll_free",
  "premium_rate",
  "shared_cost",
  "voip",
  "personal_number",
  "pager",
  "uan",
  "voicemail",
  "unknown",
] as const;
export type PhoneType = (typeof phoneTypes)[number];

export interface PhoneFacts {
  type: PhoneType;
  /** ISO 3166-1; null for a number of no country. */
  country: string | null;
  /** Whose range it is; the number may have moved to another since. */
  operator: string | null;
  region: string | null;
  timeZone: string | null;
  /** False where the zone is only that of most people of a wide range, as for all Russian mobiles. */
  isZoneSure: boolean;
}

/** Types that can receive a text message. */
export const takesText = (type: string): boolean =>
  type === "mobile" || type === "fixed_line_or_mobile" || type === "personal_number" || type === "unknown";

const nothingKnown: PhoneFacts = {
  type: "unknown",
  country: null,
  operator: null,
  region: null,
  timeZone: null,
  isZoneSure: false,
};

/** Facts from canonical numbers (E.164), by Google's metadata; nothing is asked of any network. */
export async function phoneFacts(numbers: readonly string[]): Promise<PhoneFacts[]> {
  const zones = await prefixTable("timezones");
  const facts: PhoneFacts[] = [];
  for (const number of numbers) facts.push(await factsOf(number, zones));
  return facts;
}

interface Tables {
  carriers: PrefixTable;
  places: PrefixTable;
}
const tablesOf = new Map<string, Tables>();

async function factsOf(number: string, zones: PrefixTable): Promise<PhoneFacts> {
  const phone = number.length <= 20 ? parsePhoneNumberFromString(number) : undefined;
  if (!phone) return nothingKnown;
  const { countryCallingCode: code, nationalNumber: national } = phone;
  let tables = tablesOf.get(code);
  if (!tables) {
    tables = {
      carriers: await prefixTable(`carrier/en/${code}`),
      places: await prefixTable(`geocodes/en/${code}`),
    };
    tablesOf.set(code, tables);
  }
  const country = phone.country ?? null;
  const type = (phone.getType()?.toLowerCase() ?? "unknown") as PhoneType;
  const isRussian = country === "RU";
  const region = isRussian && type === "fixed_line" ? regionByAreaCode(national.slice(0, 3)) : undefined;
  const zone = region?.timeZone ?? onlyZone(zones.find(code + national));
  return {
    type,
    country,
    operator:
      type === "fixed_line"
        ? null
        : (tables.carriers.find(national) ?? (isRussian ? russianOperator(national) : undefined) ?? null),
    region: region?.iso ?? tables.places.find(national) ?? null,
    timeZone: type === "toll_free" ? null : zone,
    // Mobile ranges of Russia are not tied to a place; Google's table names Moscow for all of them.
    isZoneSure: zone !== null && !(isRussian && type !== "fixed_line"),
  };
}

/** A range that spans several zones tells none. */
const onlyZone = (zones: string | undefined): string | null =>
  zones === undefined || zones.includes("&") ? null : zones;
