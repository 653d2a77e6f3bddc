import { findJsonProblem } from "@/server/platform/json";
import { type FieldDef, hasItems, type Json, limits } from "./model";
import { type DateOrder, parseDay, parseInstant } from "./values/dates";
import { parseEmail } from "./values/email";
import { minorDigits, parseDecimal, parseMoney } from "./values/money";
import { type Parsed, parsed, quoted, refused } from "./values/parsed";
import { parsePhone } from "./values/phone";
import { cleanLine } from "./values/text";

/** How values without a country, zone, currency or order of their own are read. */
export interface ValueRules {
  currency: string;
  timeZone: string;
  defaultCountry: string;
  dateOrder?: DateOrder | undefined;
  /** The decimal separator of a source that has one; guessed value by value otherwise. */
  decimal?: "." | "," | undefined;
  /** The item of a dictionary that a code or a name means; undefined: none. */
  itemOf?: ((dictionaryCode: string, text: string) => string | undefined) | undefined;
}

/** The part of a field that decides about its values. */
export type ReadableField = Pick<FieldDef, "type" | "rules" | "dictionaryCode">;

/**
 * A raw value as the one canonical form of its field's type, or the reason why not. Pure; never throws, whatever the
 * value; a canonical value reads as itself. null and empty text mean "no value".
 *
 * Canonical: string and text as text; integer, decimal and money as a number (money in whole currency, as the doors
 * write it); boolean; date as `2026-01-31`; datetime as `2026-01-31T10:00:00.000Z`; dictionary as its item's code,
 * multiselect as a list of codes without repetition; url, email, phone (E.164) as text; json as it came.
 */
export function readFieldValue(field: ReadableField, raw: unknown, rules: ValueRules): Parsed<Json> {
  const read = isEmpty(raw) ? parsed<Json>(null) : readByType(field, raw, rules);
  if (!read.ok) return read;
  if (read.value === null)
    return field.rules.isRequired === true
      ? refused("required", "Must not be empty. Send a value, or leave the field out.")
      : read;
  return withinRules(field, read.value);
}

const isEmpty = (raw: unknown): boolean =>
  raw === null ||
  raw === undefined ||
  raw === "" ||
  (Array.isArray(raw) && raw.length === 0) ||
  (typeof raw === "string" && raw.length < 1000 && raw.trim() === "");

function readByType(field: ReadableField, raw: unknown, rules: ValueRules): Parsed<Json> {
  if (field.type === "json") return readJson(raw);
  if (hasItems(field.type)) return readItems(field, raw, rules);
  if (field.type === "boolean" && typeof raw === "boolean") return parsed<Json>(raw);
  const text = textOf(raw);
  if (!text.ok) return text;
  // Long text reaches only the readers of text, which cut before they look.
  if (text.value.length > 4 * limits.valueBytes) return tooLong(text.value.length, limits.valueBytes);
  // A number has a point, whatever the source's habit in text.
  const own = typeof raw === "number" ? { ...rules, decimal: "." as const } : rules;
  const read = readText(field, text.value, own);
  return read.ok ? parsed(read.value ?? null) : read;
}

function readText(field: ReadableField, text: string, rules: ValueRules): Parsed<Json | undefined> {
  switch (field.type) {
    case "string":
      return readLine(text);
    case "text":
      return readLines(text);
    case "integer":
      return readNumber(text, 0, rules, true);
    case "decimal":
      return readNumber(text, field.rules.digits ?? 4, rules, false);
    case "money": {
      const minor = parseMoney(text, rules.currency, rules.decimal);
      return minor.ok ? parsed(asNumber(minor.value, minorDigits(rules.currency))) : minor;
    }
    case "boolean":
      return readFlag(text);
    case "date":
      return parseDay(text, rules.dateOrder);
    case "datetime": {
      const at = parseInstant(text, rules.timeZone, rules.dateOrder);
      return at.ok ? parsed(at.value?.toISOString()) : at;
    }
    case "url":
      return readUrl(text);
    case "phone":
      return parsePhone(text, rules.defaultCountry);
    case "email":
      return parseEmail(text);
    default:
      return refused("invalid_type", "Send text.");
  }
}

/** A scalar as text; 1e21 and 1e-7 are numbers too, so not by String alone. */
function textOf(raw: unknown): Parsed<string> {
  if (typeof raw === "string") return parsed(raw);
  if (typeof raw === "number" && Number.isFinite(raw)) {
    if (Number.isInteger(raw)) return parsed(Math.abs(raw) < 1e21 ? raw.toFixed(0) : String(raw));
    const text = String(raw);
    return parsed(text.includes("e") ? raw.toFixed(10) : text);
  }
  if (typeof raw === "boolean") return parsed(String(raw));
  if (raw instanceof Date && !Number.isNaN(raw.getTime())) return parsed(raw.toISOString());
  const what = Array.isArray(raw) ? "a list" : typeof raw === "object" ? "an object" : `a ${typeof raw}`;
  return refused("invalid_type", `Is ${what}; send text, a number, true or false.`);
}

function readLine(text: string): Parsed<string | undefined> {
  const line = cleanLine(text);
  return line.length > limits.valueBytes
    ? tooLong(line.length, limits.valueBytes)
    : parsed(line || undefined);
}

/** Several lines: as `readLine` each, with no more than one empty line between two. */
function readLines(text: string): Parsed<string | undefined> {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map(cleanLine)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
  return lines.length > limits.valueBytes
    ? tooLong(lines.length, limits.valueBytes)
    : parsed(lines || undefined);
}

function readNumber(
  text: string,
  digits: number,
  rules: ValueRules,
  isWhole: boolean,
): Parsed<number | undefined> {
  const scaled = parseDecimal(text, isWhole ? 3 : digits, rules.decimal);
  if (!scaled.ok) return scaled;
  if (!isWhole) return parsed(asNumber(scaled.value, digits));
  if (scaled.value !== undefined && scaled.value % 1000 !== 0)
    return refused("invalid_number", `${quoted(text)} is not a whole number. Write it like 12.`);
  return parsed(asNumber(scaled.value, 3));
}

const asNumber = (scaled: number | undefined, digits: number): number | undefined =>
  scaled === undefined ? undefined : scaled / 10 ** digits;

const yes = new Set(["1", "y", "yes", "true", "t", "+", "да", "д", "on", "истина"]);
const no = new Set(["0", "n", "no", "false", "f", "-", "нет", "н", "off", "ложь"]);
function readFlag(text: string): Parsed<boolean | undefined> {
  const word = text.slice(0, 40).trim().toLowerCase();
  if (yes.has(word)) return parsed(true);
  if (no.has(word)) return parsed(false);
  return refused("invalid_flag", `${quoted(text)} is neither yes nor no. Write true or false.`);
}

function readUrl(text: string): Parsed<string | undefined> {
  const address = text.length > 4000 ? text : text.trim();
  const isWeb = address.length <= 2000 && /^https?:\/\/[^\s]+$/i.test(address) && URL.canParse(address);
  return isWeb
    ? parsed(address.toWellFormed())
    : refused("invalid_url", `${quoted(text)} is not a web address. It starts with https://.`);
}

/** A list, or text with items between semicolons, commas or bars, for several; one code or name for one. */
function readItems(field: ReadableField, raw: unknown, rules: ValueRules): Parsed<Json> {
  if (field.type === "dictionary") {
    if (Array.isArray(raw) && raw.length > 1)
      return refused("invalid_type", "Is a list; this field holds one item.");
    return readItem(field, Array.isArray(raw) ? raw[0] : raw, rules);
  }
  const parts = typeof raw === "string" ? splitItems(field, raw, rules) : Array.isArray(raw) ? raw : [raw];
  if (parts.length > 1000) return refused("too_many", `Holds ${parts.length} items; at most 1000 are kept.`);
  const codes: string[] = [];
  for (const part of parts) {
    if (isEmpty(part)) continue;
    const item = readItem(field, part, rules);
    if (!item.ok) return item;
    if (typeof item.value === "string" && !codes.includes(item.value)) codes.push(item.value);
  }
  return parsed<Json>(codes.length > 0 ? codes : null);
}

function splitItems(field: ReadableField, raw: string, rules: ValueRules): string[] {
  if (raw.length > limits.valueBytes) return [raw];
  // An item's own name may hold a comma.
  if (rules.itemOf?.(field.dictionaryCode ?? "", raw.trim()) !== undefined) return [raw];
  return raw.split(/[;,|\n]/);
}

function readItem(field: ReadableField, raw: unknown, rules: ValueRules): Parsed<Json> {
  const text = textOf(raw);
  if (!text.ok) return text;
  if (text.value.length > 1000) return tooLong(text.value.length, 200);
  const word = cleanLine(text.value);
  const code = rules.itemOf?.(field.dictionaryCode ?? "", word);
  return code === undefined
    ? refused(
        "unknown_item",
        `${quoted(word)} is not an item of the dictionary ${field.dictionaryCode ?? ""}. Add it there, or send the code or name of one that exists.`,
      )
    : parsed<Json>(code);
}

function readJson(raw: unknown): Parsed<Json> {
  const value: unknown = raw instanceof Date && !Number.isNaN(raw.getTime()) ? raw.toISOString() : raw;
  if (depthOf(value, 0) > 32)
    return refused("invalid_value", "Is nested more than 32 levels deep. Flatten it.");
  const problem = findJsonProblem(value, "");
  if (problem)
    return refused("invalid_value", `${problem.path ? `${problem.path}: ` : ""}${problem.message}`);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  if (text === undefined)
    return refused("invalid_type", "Send text, a number, true, false, a list or an object.");
  if (text.length > limits.valueBytes) return tooLong(text.length, limits.valueBytes);
  return parsed(JSON.parse(text) as Json);
}

/** Stops at 33, so that neither a hostile depth nor a circle is walked. */
function depthOf(value: unknown, level: number): number {
  if (level > 32 || value === null || typeof value !== "object") return level;
  let most = level;
  for (const inner of Object.values(value)) {
    most = Math.max(most, depthOf(inner, level + 1));
    if (most > 32) return most;
  }
  return most;
}

function withinRules(field: ReadableField, value: Json): Parsed<Json> {
  const { min, max, earliest, latest, maxLength } = field.rules;
  if (typeof value === "number") {
    if (min !== undefined && value < min)
      return refused("out_of_range", `${value} is below ${min}, the least that is allowed.`);
    if (max !== undefined && value > max)
      return refused("out_of_range", `${value} is above ${max}, the most that is allowed.`);
  }
  if (typeof value === "string" && (field.type === "date" || field.type === "datetime")) {
    const day = value.slice(0, 10);
    if (earliest !== undefined && day < earliest)
      return refused("out_of_range", `${day} is before ${earliest}, the earliest that is allowed.`);
    if (latest !== undefined && day > latest)
      return refused("out_of_range", `${day} is after ${latest}, the latest that is allowed.`);
  } else if (maxLength !== undefined && (typeof value === "string" || Array.isArray(value))) {
    if (value.length > maxLength) return tooLong(value.length, maxLength);
  }
  return parsed(value);
}

const tooLong = (length: number, most: number) =>
  refused("too_long", `Is ${length} long; at most ${most} are kept. Shorten it.`);
