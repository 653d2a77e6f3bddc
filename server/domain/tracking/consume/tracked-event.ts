import { type EventType, idOf, instantOf, isObject } from "../ingest/event";
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
  /** True: it names nobody on purpose (a server's own event), not by a word that stands for nobody. */
  isOfNobody: boolean;
  /** Who clicked a letter's link, as the page it led to says: proven by its signature, see link-token.ts. */
  linkToken: string | undefined;
  /** The time it claims, by the device's own clock. */
  claimedAt: number | undefined;
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
    isOfNobody: idOf(payload.userId) === undefined && idOf(payload.anonymousId) === undefined,
    linkToken: log.type === "identify" ? textOf(payload.linkToken)?.slice(0, 200) : undefined,
    claimedAt: instantOf(payload.timestamp ?? payload.originalTimestamp),
    properties,
    traits: withoutProtected(isObject(payload.traits) ? payload.traits : {}),
    context: keptContext(isObject(payload.context) ? payload.context : {}),
  };
}

/**
 * What a write key must never say: consent, verified addresses and suppression are recorded by their own ways, with
 * their evidence. A page can send anything under a public key.
 */
const protectedTraits =
  /^(consent|consents|subscriptions?|subscribed|unsubscribed|opt_?in|opt_?out|suppress(ed|ion)?|blacklist(ed)?|(email|phone)_?(verified|confirmed|code|state)|is_?verified)$/i;

const withoutProtected = (traits: Json): Json => {
  const names = Object.keys(traits);
  return names.some((name) => protectedTraits.test(name))
    ? Object.fromEntries(
        names.filter((name) => !protectedTraits.test(name)).map((name) => [name, traits[name]]),
      )
    : traits;
};

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

const deviceFields = {
  library: ["name", "version"],
  device: ["type", "manufacturer", "model"],
  os: ["name", "version"],
  app: ["name", "version"],
} as const;

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
  for (const [name, fields] of Object.entries(deviceFields)) {
    const found = pick(context[name], fields);
    if (found) kept[name] = found;
  }
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

/** Where it began and on what: of a visit, its first event says it. */
export interface VisitOrigin {
  campaign: Json | null;
  device: string | null;
}
export function originOf(event: Pick<TrackedEvent, "context" | "type">): VisitOrigin {
  const { campaign, device, userAgent } = event.context;
  return {
    campaign: isObject(campaign) ? campaign : null,
    device: deviceOf(isObject(device) ? textOf(device.type) : undefined, textOf(userAgent), event.type),
  };
}

/** desktop | phone | tablet | app, from what the library or the browser says of itself. */
function deviceOf(said: string | undefined, userAgent: string | undefined, type: string): string | null {
  if (type === "screen" || /^(ios|android)$/i.test(said ?? "")) return "app";
  if (userAgent === undefined) return null;
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return "tablet";
  return /Mobi|iPhone|Android/i.test(userAgent) ? "phone" : "desktop";
}

/** Latest last; events of the same moment by id, so that everybody agrees on an order. */
export const byTime = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
