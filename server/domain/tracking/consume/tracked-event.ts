import { type EventType, idOf, isObject } from "../ingest/event";
import type { LoggedEvent } from "./log-reader";

type Json = Record<string, unknown>;

/** An event of the log, read. */
export interface TrackedEvent {
  log: LoggedEvent;
  type: EventType;
  /** Event name, or page or screen name. */
  name: string;
  userId: string | undefined;
  anonymousId: string | undefined;
  previousId: string | undefined;
  groupId: string | undefined;
  properties: Json;
  traits: Json;
  context: Json;
}

const maxText = 2_000;
/** Words that stand where a program had no id: they name nobody, or everybody. */
const nobodies = new Set([
  "null",
  "undefined",
  "none",
  "nil",
  "nan",
  "anonymous",
  "guest",
  "unknown",
  "0",
  "-",
  "true",
  "false",
  "[object object]",
  "test",
  "test@test",
  "test@test.com",
]);

/** A visitor's or user's id, unless it is one of the words that name nobody. */
export const namingId = (value: unknown): string | undefined => {
  const id = idOf(value);
  return id === undefined || nobodies.has(id.toLowerCase()) ? undefined : id;
};

/** Throws on a payload that is no object; the door lets none through. */
export function readLogged(log: LoggedEvent): TrackedEvent {
  const payload: unknown = JSON.parse(
    log.payload.charCodeAt(0) === 0xfeff ? log.payload.slice(1) : log.payload,
  );
  if (!isObject(payload)) throw new TypeError("the payload is not an object");
  const properties = isObject(payload.properties) ? payload.properties : {};
  return {
    log,
    type: log.type,
    name: nameOf(log.type, payload, properties),
    userId: namingId(payload.userId),
    anonymousId: namingId(payload.anonymousId),
    previousId: namingId(payload.previousId),
    groupId: idOf(payload.groupId),
    properties,
    traits: isObject(payload.traits) ? payload.traits : {},
    context: keptContext(isObject(payload.context) ? payload.context : {}),
  };
}

function nameOf(type: EventType, payload: Json, properties: Json): string {
  if (type === "track") return textOf(payload.event)?.trim() ?? "";
  if (type === "group") return idOf(payload.groupId) ?? "";
  if (type !== "page" && type !== "screen") return "";
  return (
    textOf(payload.name) ??
    textOf(payload.category) ??
    textOf(properties.title) ??
    textOf(properties.path) ??
    ""
  );
}

/** Text that is there, shortened to what anyone reads. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.slice(0, maxText) : undefined;

const pageFields = ["url", "path", "title", "referrer", "search"] as const;
const campaignFields = ["source", "medium", "name", "term", "content", "id"] as const;

/** What the timeline shows and conditions ask; the rest of the context stays in the log. */
function keptContext(context: Json): Json {
  const kept: Json = {};
  for (const name of ["userAgent", "locale", "timezone"] as const) {
    const text = textOf(context[name]);
    if (text) kept[name] = text;
  }
  const page = pick(context.page, pageFields);
  if (page) kept.page = page;
  const campaign = pick(context.campaign, campaignFields);
  if (campaign) kept.campaign = campaign;
  const library = pick(context.library, ["name", "version"]);
  if (library) kept.library = library;
  return kept;
}

function pick(value: unknown, names: readonly string[]): Json | undefined {
  if (!isObject(value)) return undefined;
  const kept: Json = {};
  for (const name of names) {
    const text = textOf(value[name]);
    if (text) kept[name] = text;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

export interface PageAddress {
  url: string | null;
  referrer: string | null;
}

/** Where it happened: the page's context, else the properties of a page call. */
export function addressOf(event: TrackedEvent): PageAddress {
  const page = isObject(event.context.page) ? event.context.page : {};
  return {
    url: textOf(page.url) ?? (event.type === "page" ? textOf(event.properties.url) : undefined) ?? null,
    referrer:
      textOf(page.referrer) ??
      (event.type === "page" ? textOf(event.properties.referrer) : undefined) ??
      null,
  };
}

/** Latest last; events of the same moment by id, so that everybody agrees on an order. */
export const byTime = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
