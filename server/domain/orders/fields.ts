import type { AttributeFields } from "@/server/domain/fields/attributes";
import { type DateOrder, parseInstant } from "@/server/domain/fields/values/dates";
import { parseMoney } from "@/server/domain/fields/values/money";
import { type Parsed, parsed, quoted, refused } from "@/server/domain/fields/values/parsed";
import { parseLine } from "@/server/domain/fields/values/text";

/** How values without a currency, zone or order of their own are read. */
export interface RecordRules {
  currency: string;
  timeZone: string;
  defaultCountry: string;
  dateOrder?: DateOrder | undefined;
  /** The decimal separator of a source that has one; guessed value by value otherwise. */
  decimal?: "." | "," | undefined;
  /** How custom fields are read; the upserts bring their own. Without: kept as they came. */
  fields?: AttributeFields | undefined;
}

export type FieldValue = string | number | boolean | null | Record<string, unknown>;
export type FieldReader = (text: string, rules: RecordRules) => Parsed<FieldValue | undefined>;

/** One column of a record that sources may set. */
export interface RecordField {
  /** Name of the raw value in the input. */
  name: string;
  column: string;
  type: "text" | "bigint" | "boolean" | "timestamptz" | "jsonb";
  read: FieldReader;
  /** Given at creation when the source leaves it out. */
  initial?: FieldValue;
  /** A null cannot clear it. */
  isFixed?: boolean;
}

export const line =
  (max: number): FieldReader =>
  (text) =>
    parseLine(text, max);

export const instant: FieldReader = (text, rules) => {
  const at = parseInstant(text, rules.timeZone, rules.dateOrder);
  return at.ok ? parsed(at.value?.toISOString()) : at;
};

export const amount =
  (allow: { isNegative: boolean }): FieldReader =>
  (text, rules) => {
    const minor = parseMoney(text, rules.currency, rules.decimal);
    if (minor.ok && (minor.value ?? 0) < 0 && !allow.isNegative)
      return refused("out_of_range", `${quoted(text)} is negative; an amount here is zero or more.`);
    return minor;
  };

export const oneOf =
  (words: Record<string, string>, names: readonly string[]): FieldReader =>
  (text) => {
    const word = text.trim().toLowerCase().replaceAll("ё", "е");
    if (word === "") return parsed(undefined);
    const found = Object.hasOwn(words, word) ? words[word] : undefined;
    return found === undefined
      ? refused("invalid_status", `${quoted(text)} is not known here. Use one of ${names.join(", ")}.`)
      : parsed(found);
  };

export const flag: FieldReader = (text) => {
  const word = text.trim().toLowerCase();
  if (word === "") return parsed(undefined);
  if (["1", "y", "yes", "true", "t", "+", "да", "in stock", "in_stock", "available"].includes(word))
    return parsed(true);
  if (
    ["0", "n", "no", "false", "f", "-", "нет", "out of stock", "out_of_stock", "unavailable"].includes(word)
  )
    return parsed(false);
  return refused("invalid_flag", `${quoted(text)} is neither yes nor no. Write true or false.`);
};

export const currencyCode: FieldReader = (text) => {
  const code = text.trim().toUpperCase();
  if (code === "") return parsed(undefined);
  return /^[A-Z]{3}$/.test(code)
    ? parsed(code)
    : refused("invalid_currency", `${quoted(text)} is not a currency. Use a three-letter code such as EUR.`);
};

export const webAddress: FieldReader = (text) => {
  const address = text.trim();
  if (address === "") return parsed(undefined);
  const isWeb = address.length <= 2000 && /^https?:\/\//i.test(address) && URL.canParse(address);
  return isWeb
    ? parsed(address)
    : refused("invalid_url", `${quoted(text)} is not a web address. It starts with https://.`);
};

/** Any scalar as the text a reader takes; objects and lists have no place in these fields. */
export function readScalar(
  raw: unknown,
  read: FieldReader,
  rules: RecordRules,
): Parsed<FieldValue | undefined> {
  if (raw === null) return parsed(undefined);
  if (typeof raw === "string") return read(raw, rules);
  // toFixed and not String: 1e21 and 1e-7 are numbers too.
  if (typeof raw === "number" && Number.isFinite(raw))
    return read(Number.isInteger(raw) ? raw.toFixed(0) : decimalText(raw), { ...rules, decimal: "." });
  if (typeof raw === "boolean") return read(String(raw), rules);
  if (raw instanceof Date && !Number.isNaN(raw.getTime())) return read(raw.toISOString(), rules);
  return refused(
    "invalid_type",
    `Is ${Array.isArray(raw) ? "a list" : `a ${typeof raw}`}; send text or a number.`,
  );
}
const decimalText = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toFixed(6) : text;
};
