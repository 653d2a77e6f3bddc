import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js";

/** How the beginning of a phone number may stand in the base: with a plus, with the country's code, with 7 for a Russian 8. */
export function phonePrefixes(search: string, defaultCountry: string): string[] {
  const digits = search.replace(/[\s()+.-]/g, "");
  if (!/^\d{3,15}$/.test(digits)) return [];
  const spellings = [`+${digits}`];
  if (search.trim().startsWith("+")) return spellings;
  const code = isSupportedCountry(defaultCountry) ? String(getCountryCallingCode(defaultCountry)) : undefined;
  if (code === "7" && digits.startsWith("8")) spellings.push(`+7${digits.slice(1)}`);
  else if (code && digits.startsWith("0")) spellings.push(`+${code}${digits.slice(1)}`);
  else if (code && !digits.startsWith(code)) spellings.push(`+${code}${digits}`);
  return spellings;
}

/** A card's number is read aloud in fours. */
export const cardDigits = (search: string): string[] =>
  /^\d[\d -]{5,30}$/.test(search.trim()) ? [search.replace(/[ -]/g, "")] : [];

const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillic = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/** What comes out when a name is typed with the keyboard in the other language: `bdfyjd` is `иванов`. */
export const otherLayout = (word: string): string =>
  [...word.toLowerCase()]
    .map((letter) => {
      const inLatin = latin.indexOf(letter);
      if (inLatin >= 0) return cyrillic[inLatin];
      const inCyrillic = cyrillic.indexOf(letter);
      return inCyrillic >= 0 ? latin[inCyrillic] : letter;
    })
    .join("");
