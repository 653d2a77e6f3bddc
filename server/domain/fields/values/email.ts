import { domainToASCII } from "node:url";
import { type Parsed, parsed, quoted, refused } from "./parsed";
import { isPlaceholder } from "./text";

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one canonical form of an address: NFKC (a full-width ＠ is an @), no space around, lower case on both sides,
 * the domain in ASCII. Everything that could become two recipients or a header is refused, not repaired.
 */
export function parseEmail(raw: string): Parsed<string | undefined> {
  const fail = (why: string) => refused("invalid_email", `${quoted(raw)} is not an e-mail address: ${why}`);
  // Length first: nothing below runs on a long hostile string.
  if (raw.length > 320) return fail("it is longer than 254 characters.");
  const text = raw
    .normalize("NFKC")
    .trim()
    .replace(/^mailto:/i, "")
    .toLowerCase();
  if (text === "") return parsed(undefined);
  if (text.length > 254) return fail("it is longer than 254 characters.");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse.
  if (/[\u0000-\u0020\u007f-\u009f,;<>()[\]\\"]/.test(text))
    return fail("it holds a space, comma, quote, bracket or control character. Send one bare address.");
  const at = text.indexOf("@");
  if (at < 0) return fail("it has no @.");
  if (text.includes("@", at + 1)) return fail("it has more than one @. Send one bare address.");
  const local = text.slice(0, at);
  const domain = asciiOf(text.slice(at + 1));
  if (isPlaceholder(text))
    return refused(
      "refused_value",
      `${quoted(raw)} is a placeholder, not an address of a person. Leave it out.`,
    );
  if (local === "" || local.length > 64 || !localPart.test(local))
    return fail("check the part before the @.");
  if (!asciiDomain.test(domain)) return fail("check the domain after the @.");
  const email = `${local}@${domain}`;
  return email.length > 254 ? fail("it is longer than 254 characters.") : parsed(email);
}

const asciiOf = (domain: string): string => (/^[a-z0-9.-]*$/.test(domain) ? domain : domainToASCII(domain));
