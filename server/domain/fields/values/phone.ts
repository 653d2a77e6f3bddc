import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { type Parsed, parsed, quoted, refused } from "./parsed";
import { isPlaceholder } from "./text";

/**
 * E.164 from any usual way of writing a number. A number without + is read as one of `defaultCountry`, and, when it
 * cannot be one, as an international number whose + was lost (spreadsheets do that).
 */
export function parsePhone(raw: string, defaultCountry: string): Parsed<string | undefined> {
  const fail = () =>
    refused(
      "invalid_phone",
      `${quoted(raw)} is not a phone number. Write it with the country code, such as +79161234567.`,
    );
  if (raw.length > 60) return fail();
  // 00 before a country code is a + in most of the world, and begins no national number.
  const text = raw
    .normalize("NFKC")
    .trim()
    .replace(/^tel:/i, "")
    .replace(/^00(?=[1-9])/, "+");
  if (text === "") return parsed(undefined);
  if (isPlaceholder(text) || /^\+?(\d)\1{6,}$/.test(text))
    return refused(
      "refused_value",
      `${quoted(raw)} is a placeholder, not a phone number of a person. Leave it out.`,
    );
  if (isPlainE164.test(text)) return parsed(text);
  const country: CountryCode = isSupportedCountry(defaultCountry) ? defaultCountry : "RU";
  const found = possible(text, country) ?? (/^\d/.test(text) ? possible(`+${text}`, country) : undefined);
  return found === undefined ? fail() : parsed(found);
}

/** Every such number is possible and is its own E.164: nothing to look up. Most numbers of most files are written so. */
const isPlainE164 = /^\+[17]\d{10}$/;

function possible(text: string, country: CountryCode): string | undefined {
  const found = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (!found?.isPossible()) return undefined;
  // Google's tables allow 14 digits there, for services that nobody can be reached at; people's numbers have 10.
  if (found.countryCallingCode === "7" && found.nationalNumber.length !== 10) return undefined;
  return found.number;
}
