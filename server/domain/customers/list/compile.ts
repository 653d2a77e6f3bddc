import { type SQL, sql } from "drizzle-orm";
import { arrayParam, jsonParam } from "@/server/db/client";
import { invalid } from "@/server/platform/errors";
import { problemCondition, qualityCondition } from "../quality/conditions";
import { type ListCondition, type ListField, listFields } from "./conditions";

/** A condition as SQL over the aliases `c` (customers) and `m` (customer_metrics). */
export interface CompiledCondition {
  table: "c" | "m";
  /** The column whose index it bounds: a range or a value of one plain column. */
  column: string | undefined;
  sql: SQL;
  /** Where an index finds its people: a query of their ids. */
  ids: SQL | undefined;
  /** That index is one of its own table. */
  isOwn: boolean;
}

export interface CompileRules {
  now: Date;
  timeZone: string;
  /** Decimals of the project's currency: amounts come as people write them. */
  minorDigits: number;
}

export const compileConditions = (
  conditions: readonly ListCondition[],
  rules: CompileRules,
): CompiledCondition[] => conditions.map((condition) => compile(condition, rules));

function compile(condition: ListCondition, rules: CompileRules): CompiledCondition {
  const [name = "", ...rest] = condition.field.split(".");
  const part = rest.join(".");
  if (name === "attributes" && part) return attribute(condition, part);
  if (name === "tag") return tag(condition, rules);
  if (name === "problem" && !part) return problemCondition(condition, rules.now);
  if (name === "quality" && part) return qualityCondition(condition, part);
  if (name === "subscription" && part) return consent(condition, part);
  const known = listFields[condition.field];
  if (!known || part) throw unknown(condition, "There is no such field to filter by.");
  return column(condition, known, rules);
}

const unknown = (condition: ListCondition, message: string) =>
  invalid(`where: ${condition.field}: ${message}`, [{ path: condition.field, message }]);

function column(condition: ListCondition, field: ListField, rules: CompileRules): CompiledCondition {
  const at = sql.raw(`${field.table}.${field.column}`);
  const compared = compare(condition, field, at, rules);
  const id = sql.raw(field.table === "c" ? "id" : "customer_id");
  const table = sql.raw(field.table === "c" ? "customers c" : "customer_metrics m");
  const isIdentity = ["email", "phone", "external_id"].includes(field.column);
  const identity = isIdentity && (condition.op === "is" || condition.op === "any_of");
  return {
    table: field.table,
    column: ["starts", "is_not", "none_of"].includes(condition.op) ? undefined : field.column,
    sql: compared,
    ids: identity
      ? sql`select customer_id as id from customer_identities where kind = ${field.column} and value = any(${arrayParam(texts(condition), "text")})`
      : field.indexed.includes(condition.op)
        ? sql`select ${sql.raw(field.table)}.${id} as id from ${table} where ${compared}`
        : undefined,
    isOwn: !identity,
  };
}

function compare(condition: ListCondition, field: ListField, at: SQL, rules: CompileRules): SQL {
  switch (condition.op) {
    case "known":
      return sql`${at} is not null`;
    case "empty":
      return sql`${at} is null`;
    case "starts":
      return sql`lower(${at}) like ${prefix(String(condition.value ?? ""))}`;
    case "in_last":
      return sql`${at} >= ${daysAgo(condition, field, rules)}`;
    case "not_in_last":
      return sql`${at} < ${daysAgo(condition, field, rules)}`;
    case "is":
    case "any_of":
      return field.kind === "instant"
        ? sql`${at} >= ${dayStart(condition, rules, 0)} and ${at} < ${dayStart(condition, rules, 1)}`
        : sql`${at} = any(${values(condition, field, rules)})`;
    case "is_not":
    case "none_of":
      return sql`(${at} is null or ${at} <> all(${values(condition, field, rules)}))`;
    case "gte":
      return field.kind === "instant"
        ? sql`${at} >= ${dayStart(condition, rules, 0)}`
        : sql`${at} >= ${one(condition, field, rules)}`;
    case "lte":
      return field.kind === "instant"
        ? sql`${at} < ${dayStart(condition, rules, 1)}`
        : sql`${at} <= ${one(condition, field, rules)}`;
  }
}

const list = (condition: ListCondition) =>
  (Array.isArray(condition.value) ? condition.value : [condition.value]).filter((v) => v !== undefined);
const texts = (condition: ListCondition) => list(condition).map(String);
export const prefix = (text: string) =>
  `${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")}%`;

const columnType: Record<ListField["kind"], string> = {
  text: "text",
  choice: "text",
  number: "bigint",
  money: "bigint",
  day: "date",
  instant: "timestamptz",
  tag: "text",
  consent: "text",
};

/** The values in the column's own type, so that its index serves. */
function values(condition: ListCondition, field: ListField, rules: CompileRules): SQL {
  const read = list(condition).map((value) => readValue(condition, field, value, rules));
  return arrayParam(read, columnType[field.kind]);
}
function one(condition: ListCondition, field: ListField, rules: CompileRules): SQL {
  const [value] = list(condition);
  if (value === undefined) throw unknown(condition, "Say a value to compare with.");
  return sql`${readValue(condition, field, value, rules)}::text::${sql.raw(columnType[field.kind])}`;
}

function readValue(
  condition: ListCondition,
  field: ListField,
  value: string | number | boolean,
  rules: CompileRules,
): string {
  if (field.kind === "number" || field.kind === "money") {
    const number = typeof value === "number" ? value : Number(String(value).replace(",", "."));
    if (!Number.isFinite(number) || Math.abs(number) > 1e13) throw unknown(condition, "Write a number.");
    return String(Math.round(field.kind === "money" ? number * 10 ** rules.minorDigits : number));
  }
  if (field.kind === "day" && !isDay(String(value))) throw unknown(condition, "Write a day like 2026-01-31.");
  return String(value);
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The beginning of a day of the project's zone, `later` days on. */
function dayStart(condition: ListCondition, rules: CompileRules, later: number): SQL {
  const day = String(list(condition)[0] ?? "");
  if (!isDay(day)) throw unknown(condition, "Write a day like 2026-01-31.");
  return sql`((${day}::text::date + ${later}::int)::timestamp at time zone ${rules.timeZone}::text)`;
}
function daysAgo(condition: ListCondition, field: ListField, rules: CompileRules): SQL {
  const days = Number(list(condition)[0]);
  if (!Number.isInteger(days) || days < 1 || days > 36_500)
    throw unknown(condition, "Write a number of days from 1 to 36500.");
  const from = new Date(rules.now.getTime() - days * 86_400_000).toISOString();
  return field.kind === "day" ? sql`${from.slice(0, 10)}::text::date` : sql`${from}::text::timestamptz`;
}

/**
 * A custom field. Values are stored in their canonical JSON: numbers as numbers, days and moments as text whose order is
 * time's. Equality is containment, which the index on `attributes` answers; a list counts when it holds the value.
 */
function attribute(condition: ListCondition, code: string): CompiledCondition {
  const value = sql`(c.attributes -> ${code}::text)`;
  const text = sql`(c.attributes ->> ${code}::text)`;
  const [first] = list(condition);
  const holds = (wanted: unknown) =>
    sql`(c.attributes @> ${jsonParam({ [code]: wanted })} or c.attributes @> ${jsonParam({ [code]: [wanted] })})`;
  const anyOf = () => {
    const wanted = list(condition);
    return wanted.length === 0 ? sql`false` : sql`(${sql.join(wanted.map(holds), sql` or `)})`;
  };
  const isSet = sql`coalesce(${value}, 'null'::jsonb) <> 'null'::jsonb`;
  const number = sql`(case when jsonb_typeof(${value}) = 'number' then ${text}::numeric end)`;
  const order = (sign: "<=" | ">=") =>
    typeof first === "number"
      ? sql`${number} ${sql.raw(sign)} ${first}::numeric`
      : // A day as a bound takes in the moments of that day.
        sql`left(${text}, ${String(first ?? "").length}::int) collate "C" ${sql.raw(sign)} ${String(first ?? "")}::text collate "C"`;
  const conditions: Record<ListCondition["op"], () => SQL> = {
    is: anyOf,
    any_of: anyOf,
    is_not: () => sql`not ${anyOf()}`,
    none_of: () => sql`not ${anyOf()}`,
    starts: () => sql`lower(${text}) like ${prefix(String(first ?? ""))}`,
    known: () => isSet,
    empty: () => sql`not (${isSet})`,
    gte: () => order(">="),
    lte: () => order("<="),
    in_last: () => {
      throw unknown(condition, "Compare with a day instead.");
    },
    not_in_last: () => {
      throw unknown(condition, "Compare with a day instead.");
    },
  };
  const compared = conditions[condition.op]();
  const isIndexed = condition.op === "is" || condition.op === "any_of";
  return {
    table: "c",
    column: undefined,
    sql: compared,
    ids: isIndexed ? sql`select c.id from customers c where ${compared}` : undefined,
    isOwn: true,
  };
}

const uuidShape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Tags by their ids. One that expired counts as gone, whether or not the job has removed it yet. */
function tag(condition: ListCondition, rules: CompileRules): CompiledCondition {
  const wanted = texts(condition);
  if (!wanted.every((id) => uuidShape.test(id))) throw unknown(condition, "Name tags by their ids.");
  const live = sql`(t.expires_at is null or t.expires_at > ${rules.now.toISOString()}::timestamptz)`;
  const named = wanted.length > 0 ? sql`t.tag_id = any(${arrayParam(wanted, "uuid")}) and ${live}` : live;
  const has = sql`exists (select from customer_tags t where t.customer_id = c.id and ${named})`;
  const isNegative = ["is_not", "none_of", "empty"].includes(condition.op);
  return {
    table: "c",
    column: undefined,
    sql: isNegative ? sql`not ${has}` : has,
    ids: isNegative
      ? undefined
      : sql`select distinct t.customer_id as id from customer_tags t where ${named}`,
    isOwn: false,
  };
}

/** `subscribed`, `unsubscribed`, `pending`, or `none` for a channel about which nothing is known. */
function consent(condition: ListCondition, channel: string): CompiledCondition {
  const state = sql`coalesce((select s.state from subscriptions s
    where s.customer_id = c.id and s.channel = ${channel}::text and s.category = ''), 'none')`;
  const wanted = arrayParam(texts(condition), "text");
  const isNegative = condition.op === "is_not" || condition.op === "none_of";
  return {
    table: "c",
    column: undefined,
    sql: isNegative ? sql`${state} <> all(${wanted})` : sql`${state} = any(${wanted})`,
    ids: undefined,
    isOwn: false,
  };
}
