import { createHash } from "node:crypto";
import { asAppError } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { type BusRules, type Meaning, schemaVersion, understandingOf } from "./model";
import { valueAt } from "./path";

/** A message as the bus hands it over. */
export interface RawMessage {
  body: string;
  messageId?: string | undefined;
  type?: string | undefined;
  routingKey?: string | undefined;
  timestamp?: Date | undefined;
}
type Json = Record<string, unknown>;
/** Understood: what it means, of whom it speaks, and the record in the domain's names. */
export interface Understood {
  id: string;
  type: string;
  meaning: Meaning;
  /** Identifiers of the people it names. */
  keys: string[];
  record: Json;
  at: Date | undefined;
  eventName: string | undefined;
}
export type Reading =
  | { ok: true; message: Understood }
  | { ok: false; id: string; type: string; code: string; path?: string; reason: string };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textAt = (root: unknown, path: string | undefined): string | undefined => {
  const value = path === undefined ? undefined : valueAt(root, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/** Its own id; without one, its content: the same bytes again are the same message. */
export const idOf = (raw: RawMessage, body: unknown, rules: BusRules): string =>
  (
    textAt(body, rules.idPath) ||
    raw.messageId ||
    textAt(body, "$.id") ||
    `sha256:${createHash("sha256").update(raw.body).digest("hex")}`
  ).slice(0, 300);

/** Reads one message. Never throws: what cannot be read is told. */
export function readMessage(raw: RawMessage, rules: BusRules): Reading {
  let body: unknown;
  try {
    body = parseJson(raw.body, "message");
  } catch (error) {
    const id = idOf(raw, undefined, rules);
    return { ok: false, id, type: raw.type ?? "", code: "not_json", reason: asAppError(error).message };
  }
  const id = idOf(raw, body, rules);
  const type = textAt(body, rules.typePath) ?? textAt(body, "$.type") ?? raw.type ?? raw.routingKey ?? "";
  const refuse = (code: string, reason: string, path?: string): Reading => ({
    ok: false,
    id,
    type,
    code,
    reason,
    ...(path === undefined ? {} : { path }),
  });
  if (!isObject(body)) return refuse("not_object", "The message is not a JSON object.");
  const understanding = understandingOf(type, rules);
  if (!understanding)
    return refuse(
      "unknown_type",
      `Nobody said what the type ${JSON.stringify(type.slice(0, 100))} means. Add a rule for it.`,
      "type",
    );
  const { meaning, fields, eventName } = understanding;
  if (!fields && body.schema_version !== undefined && body.schema_version !== schemaVersion)
    return refuse(
      "unknown_version",
      `schema_version ${JSON.stringify(body.schema_version)} is not understood; this side reads ${schemaVersion}.`,
      "schema_version",
    );
  const record = fields ? mapped(body, fields) : camelized(isObject(body.data) ? body.data : {});
  const time = textAt(body, rules.timePath) ?? textAt(body, "$.occurred_at");
  const at =
    time === undefined ? raw.timestamp : new Date(/^\d{10}$/.test(time) ? Number(time) * 1000 : time);
  if (at && Number.isNaN(at.getTime()))
    return refuse("invalid_time", `${JSON.stringify(time)} is not a moment.`, "occurred_at");
  return { ok: true, message: { id, type, meaning, keys: keysOf(record), record, at, eventName } };
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** REST's names as the domain's; custom fields and an event's properties keep theirs. */
function camelized(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (name === "attributes" || name === "properties" || name === "context") return [name, part];
      if (Array.isArray(part))
        return [camel(name), part.map((item) => (isObject(item) ? camelized(item) : item))];
      return [camel(name), isObject(part) ? camelized(part) : part];
    }),
  );
}

/**
 * A record made of a foreign message: `city` → `$.member.address.city`. A dot nests (`customer.email`,
 * `attributes.tier`, `properties.amount`); `lines` names a list and `lines.product` what of each of its items.
 */
function mapped(body: Json, fields: Record<string, string>): Json {
  const record: Json = {};
  const list = fields.lines === undefined ? undefined : valueAt(body, fields.lines);
  if (Array.isArray(list))
    record.lines = list.map((item) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([code, path]) =>
          code.startsWith("lines.") ? [[camel(code.slice(6)), valueAt(item, path)]] : [],
        ),
      ),
    );
  for (const [code, path] of Object.entries(fields)) {
    if (code === "lines" || code.startsWith("lines.")) continue;
    const value = valueAt(body, path);
    if (value === undefined) continue;
    const dot = code.indexOf(".");
    if (dot < 0) record[camel(code)] = value;
    else {
      const head = camel(code.slice(0, dot));
      const rest = code.slice(dot + 1);
      const nested = isObject(record[head]) ? record[head] : {};
      nested[head === "attributes" || head === "properties" ? rest : camel(rest)] = value;
      record[head] = nested;
    }
  }
  return record;
}

/** Under which identifiers the order of one person's messages is kept. */
function keysOf(record: Json): string[] {
  const keys: string[] = [];
  for (const person of [record, record.customer, record.survivor, record.merged])
    if (isObject(person))
      for (const name of ["externalId", "email", "phone", "card"] as const) {
        const value = person[name];
        // A purchase's own external id names the purchase.
        if (person === record && name === "externalId" && record.customer !== undefined) continue;
        if (typeof value === "string" || typeof value === "number")
          keys.push(`${name}:${String(value).trim().toLowerCase()}`);
      }
  return keys;
}
