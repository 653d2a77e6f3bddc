import { type AttributeFields, noFields, readAttributes } from "@/server/domain/fields/attributes";
import { type DateOrder, parseDay, parseInstant } from "@/server/domain/fields/values/dates";
import { parseEmail } from "@/server/domain/fields/values/email";
import { type Parsed, parsed, quoted, type RowProblem, refused } from "@/server/domain/fields/values/parsed";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { cleanLine, parseExternalId, parseLine } from "@/server/domain/fields/values/text";
import { type ExtraIdentity, type IdentityRules, kindName, maxExtras, readIdentity } from "./identity-rules";
import {
  fieldCode,
  type IdentityKind,
  identityKinds,
  type Json,
  type ProfileField,
  textFields,
} from "./model";

/**
 * One write to one person, with values as they came. A field that is absent is left alone; null (or an empty text)
 * clears it, except that an external id is never cleared.
 */
export interface CustomerInput {
  /** The customer's own number: names her before any identifier. */
  id?: number | undefined;
  externalId?: unknown;
  email?: unknown;
  phone?: unknown;
  firstName?: unknown;
  middleName?: unknown;
  lastName?: unknown;
  gender?: unknown;
  birthOn?: unknown;
  country?: unknown;
  city?: unknown;
  region?: unknown;
  zip?: unknown;
  locale?: unknown;
  timeZone?: unknown;
  registeredAt?: unknown;
  /** More identifiers, of any kind and any number: they are added, never taken away. */
  identities?: readonly { kind: string; value?: unknown }[] | undefined;
  /** Custom fields by code; a null value removes the field. */
  attributes?: Record<string, unknown> | undefined;
  /** When the source says this was so. Without it: now. */
  at?: Date | undefined;
  /** Decides between writes of the same moment, the greater one wins: an event's id. Without it, who came later. */
  tie?: string | undefined;
  /** She was seen then. */
  seenAt?: Date | undefined;
}

/** How values without a country, zone or order of their own are read. */
export interface ReadingRules {
  defaultCountry: string;
  timeZone: string;
  /** Of amounts in custom fields. */
  currency?: string | undefined;
  dateOrder?: DateOrder | undefined;
  /** The decimal separator of a source that has one; guessed value by value otherwise. */
  decimal?: "." | "," | undefined;
  /** How custom fields are read; `upsertCustomers` brings its own. Without: kept as they came. */
  fields?: AttributeFields | undefined;
  /** Kinds of identifiers and what they may do; `upsertCustomers` brings its own. */
  identity?: IdentityRules | undefined;
}

/** The same write in canonical values. */
export interface CustomerWrite {
  id: number | undefined;
  keys: Partial<Record<IdentityKind, string>>;
  /** Identifiers beside those of the form. */
  extras: ExtraIdentity[];
  values: Partial<Record<ProfileField, string | null>>;
  attributes: Record<string, Json>;
  at: string;
  /** The source named the moment: confirming a value counts as setting it again. */
  isDated: boolean;
  seenAt: string | undefined;
  problems: RowProblem[];
}

/** Pure: raw row to canonical row. What cannot be read is left out and told in `problems`. */
export function readCustomer(input: CustomerInput, rules: ReadingRules, now: Date): CustomerWrite {
  const at = input.at && !Number.isNaN(input.at.getTime()) && input.at < now ? input.at : now;
  const write: CustomerWrite = {
    id: input.id,
    keys: {},
    extras: [],
    values: {},
    attributes: {},
    at: input.tie === undefined ? at.toISOString() : `${at.toISOString()}~${input.tie}`,
    isDated: input.at !== undefined,
    seenAt: input.seenAt ? (input.seenAt < now ? input.seenAt : now).toISOString() : undefined,
    problems: [],
  };
  for (const [field, read] of readers) {
    const raw = input[field];
    if (raw === undefined) continue;
    const result = readField(raw, read, rules, now);
    if (!result.ok) write.problems.push({ path: fieldCode(field), ...result.problem });
    else setField(write, field, result.value, raw === null);
  }
  if (input.identities) readExtras(write, input.identities, rules);
  const attributes = readAttributes("customer", input.attributes, rules.fields ?? noFields, {
    ...rules,
    currency: rules.currency ?? "EUR",
  });
  write.attributes = attributes.values;
  write.problems.push(...attributes.problems);
  return write;
}

function setField(
  write: CustomerWrite,
  field: ProfileField,
  value: string | undefined,
  isNull: boolean,
): void {
  const kind = identityKinds.find((name) => name === field);
  if (kind && value !== undefined) write.keys[kind] = value;
  // An empty identifier says nothing; only an explicit null takes an address away.
  else if (kind && (!isNull || kind === "externalId")) return;
  write.values[field] = value ?? null;
}

/** An identifier of the form may stand in the list too: the first of its kind is the form's when that is empty. */
function readExtras(
  write: CustomerWrite,
  identities: readonly { kind: string; value?: unknown }[],
  rules: ReadingRules,
): void {
  if (identities.length > maxExtras) {
    const message = `Holds ${identities.length} identifiers; at most ${maxExtras} are accepted in one write. Send fewer.`;
    write.problems.push({ path: "identities", code: "too_many", message });
    return;
  }
  for (const [at, { kind, value }] of identities.entries()) {
    if (value === null || value === undefined || value === "") continue;
    const read = readIdentity(kind, value, rules);
    if (!read.ok) write.problems.push({ path: `identities[${at}]`, ...read.problem });
    else if (read.value) {
      const field = identityKinds.find((name) => name === kindName(kind));
      const { value: own } = read.value;
      if (field && write.keys[field] === undefined && write.values[field] === undefined)
        setField(write, field, own, false);
      else if (
        !(field && write.keys[field] === own) &&
        !write.extras.some((one) => one.kind === kind && one.value === own)
      )
        write.extras.push(read.value);
    }
  }
}

type Reader = (text: string, rules: ReadingRules, now: Date) => Parsed<string | undefined>;

function readField(raw: unknown, read: Reader, rules: ReadingRules, now: Date): Parsed<string | undefined> {
  if (raw === null) return parsed(undefined);
  if (typeof raw === "string") return read(raw, rules, now);
  if (typeof raw === "number" && Number.isFinite(raw)) return read(String(raw), rules, now);
  if (raw instanceof Date && !Number.isNaN(raw.getTime())) return read(raw.toISOString(), rules, now);
  return refused("invalid_type", `Is ${Array.isArray(raw) ? "a list" : `a ${typeof raw}`}; send text.`);
}

const line =
  (max: number): Reader =>
  (text) =>
    parseLine(text, max);

const readers: [ProfileField, Reader][] = [
  ["externalId", parseExternalId],
  ["email", parseEmail],
  ["phone", (text, rules) => parsePhone(text, rules.defaultCountry)],
  ...textFields
    .filter((field) => field !== "timeZone")
    .map((field): [ProfileField, Reader] => [field, line(field === "zip" || field === "locale" ? 20 : 120)]),
  ["timeZone", readTimeZone],
  ["gender", readGender],
  ["birthOn", readBirthDay],
  ["registeredAt", readRegistered],
];

function readGender(text: string): Parsed<string | undefined> {
  const word = text.trim().toLowerCase();
  if (word === "" || ["u", "unknown", "other", "-", "n/a", "не указан", "н"].includes(word))
    return parsed(undefined);
  if (["m", "male", "man", "м", "муж", "муж.", "мужской", "мужчина"].includes(word)) return parsed("male");
  if (["f", "female", "woman", "w", "ж", "жен", "жен.", "женский", "женщина"].includes(word))
    return parsed("female");
  return refused(
    "invalid_gender",
    `${quoted(text)} is not a gender. Write male or female, or leave it empty.`,
  );
}

function readBirthDay(text: string, rules: ReadingRules, now: Date): Parsed<string | undefined> {
  const day = parseDay(text, rules.dateOrder);
  if (day.ok && day.value !== undefined && day.value > now.toISOString().slice(0, 10))
    return refused("invalid_date", `${quoted(text)} lies in the future; a birth date cannot.`);
  return day;
}

function readRegistered(text: string, rules: ReadingRules): Parsed<string | undefined> {
  const at = parseInstant(text, rules.timeZone, rules.dateOrder);
  return at.ok ? parsed(at.value?.toISOString()) : at;
}

const knownZones = new Map<string, boolean>();
function readTimeZone(text: string): Parsed<string | undefined> {
  const name = cleanLine(text.slice(0, 60));
  if (name === "") return parsed(undefined);
  let isKnown = knownZones.get(name);
  if (isKnown === undefined) {
    isKnown = /^[A-Za-z]/.test(name) && zoneExists(name);
    if (knownZones.size < 2000) knownZones.set(name, isKnown);
  }
  return isKnown
    ? parsed(name)
    : refused(
        "invalid_time_zone",
        `${quoted(text)} is not a time zone. Use an IANA name such as Europe/Moscow.`,
      );
}
function zoneExists(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
