import { type Parsed, parsed, quoted, refused } from "./parsed";

/** Control characters, and the invisible marks that change direction or hide inside a word. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** One line of text: composed (NFC), no control characters, single spaces, trimmed. Never longer than it was. */
export const cleanLine = (raw: string): string =>
  raw
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\t\r\n]/g, " ")
    .replace(unprintable, "")
    .replace(/\s+/g, " ")
    .trim();

/** A line of at most `max` characters; `undefined` when nothing is left of it. */
export function parseLine(raw: string, max: number): Parsed<string | undefined> {
  // Cut before any normalising: a hostile megabyte costs nothing.
  if (raw.length > max * 4)
    return refused("too_long", `Is ${raw.length} characters long; at most ${max} are kept. Shorten it.`);
  const line = cleanLine(raw);
  if (line.length > max)
    return refused("too_long", `Is ${line.length} characters long; at most ${max} are kept. Shorten it.`);
  return parsed(line === "" ? undefined : line);
}

/** Values that stand for "nothing" in exports of other systems. As an identifier they would join strangers. */
const placeholders = new Set([
  "null",
  "nil",
  "none",
  "undefined",
  "nan",
  "n/a",
  "na",
  "#n/a",
  "-",
  "--",
  "?",
  "unknown",
  "empty",
  "blank",
  "anonymous",
  "guest",
  "visitor",
  "user",
  "test",
  "tester",
  "example",
  "true",
  "false",
  "[object object]",
  "{}",
  "[]",
  "0",
  "00",
  "000",
  "0000",
  "00000",
  "000000",
  "-1",
  "нет",
  "не указан",
  "неизвестно",
  "тест",
]);
/** Mailboxes that stand for nobody; judged on the whole address. */
const placeholderMailbox =
  /^(?:test|none|null|no|noemail|no-email|nomail|na|n\/a|undefined|unknown|example|user|email|mail|asdf|qwerty)@(?:test|none|null|no|noemail|nomail|na|undefined|unknown|example|email|mail|asdf|qwerty|localhost)(?:\.(?:com|org|net|ru|test|invalid|local))?$/;

/** True for a value that many people share by accident: it must never identify one. */
export const isPlaceholder = (value: string): boolean => {
  const text = value.trim().toLowerCase();
  return placeholders.has(text) || placeholderMailbox.test(text);
};

/** An identifier given by another system: kept as it is, but for spaces around it. */
export function parseExternalId(raw: string): Parsed<string | undefined> {
  const read = parseLine(raw, 200);
  if (!read.ok || read.value === undefined) return read;
  if (isPlaceholder(read.value))
    return refused(
      "refused_value",
      `${quoted(raw)} stands for "no value" in many systems and would join strangers. Send a real identifier, or leave it out.`,
    );
  return read;
}
