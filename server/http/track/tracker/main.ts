/**
 * tracker.js: what a shop's pages carry. `carillon("init", writeKey, {host, consent, spa})`, then track, page, identify,
 * group, alias, reset, consent. Calls made before it has loaded wait in the snippet's queue. Until consent is granted
 * nothing is stored in the browser and nothing leaves it; "pending" keeps events in memory, "denied" drops them.
 */
import { createDelivery, type Delivery, type TrackerEvent } from "./delivery";
import { campaignOf, pageContext, watchAddress } from "./page";
import { newId } from "./storage";
import { createVisitor, type Visitor } from "./visitor";

type Json = Record<string, unknown>;
type Consent = "granted" | "pending" | "denied";
interface Options {
  host?: string;
  consent?: Consent;
  /** Page views of single-page applications, and the first one. Default: true. */
  spa?: boolean;
  cookieDomain?: string;
}
type Draft = Json & { type: string };
type Carillon = ((method: string, ...args: unknown[]) => void) & { q?: unknown[][] };

const scriptUrl = (document.currentScript as HTMLScriptElement | null)?.src;
const maxPending = 100;

let consent: Consent = "pending";
let visitor: Visitor | undefined;
let delivery: Delivery | undefined;
let referrer = document.referrer;
let campaign = campaignOf(location.search);
let isResumed = false;
/** Made before consent: without any id, for an id would have to be kept. */
let pending: Draft[] = [];

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

function record(type: string, fields: Json): void {
  if (consent === "denied") return;
  const draft = {
    type,
    messageId: newId(),
    timestamp: new Date().toISOString(),
    context: { page: pageContext(referrer), campaign },
    ...fields,
  };
  if (consent === "granted" && visitor && delivery) deliver(draft);
  else if (pending.length < maxPending) pending.push(draft);
}

function deliver(draft: Draft): void {
  if (!visitor || !delivery) return;
  if (draft.type === "identify" && typeof draft.userId === "string") visitor.become(draft.userId);
  const ids = { anonymousId: visitor.anonymousId(), userId: visitor.userId() || undefined };
  const previousId = draft.type === "alias" && !draft.previousId ? ids.anonymousId : draft.previousId;
  delivery.add({ ...ids, ...draft, previousId } as unknown as TrackerEvent);
}

function setConsent(value: unknown): void {
  if (value !== "granted" && value !== "pending" && value !== "denied") return;
  consent = value;
  if (value === "granted" && delivery) {
    if (!isResumed) delivery.resume();
    isResumed = true;
    for (const draft of pending.splice(0)) deliver(draft);
  }
  if (value !== "denied") return;
  pending = [];
  delivery?.forget();
  visitor?.forget();
}

function init(writeKey: unknown, options: Options = {}): void {
  if (delivery || typeof writeKey !== "string") return;
  const host = options.host || (scriptUrl ? new URL(scriptUrl).origin : location.origin);
  const { userAgent, language } = navigator;
  const library = { name: "carillon.js", version: "1" };
  const context = {
    library,
    userAgent,
    locale: language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  visitor = createVisitor(options.cookieDomain);
  consent = options.consent || "granted";
  delivery = createDelivery(`${host.replace(/\/+$/, "")}/v1/batch`, () => ({ writeKey, context }));
  setConsent(consent);
  const leave = () => consent === "granted" && delivery?.leave();
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  addEventListener("online", () => consent === "granted" && delivery?.flush());
  if (options.spa === false) return;
  record("page", pageFields());
  watchAddress((previousUrl) => {
    referrer = previousUrl;
    campaign = campaignOf(location.search) || campaign;
    record("page", pageFields());
  });
}

function pageFields(name?: unknown, properties?: unknown): Json {
  if (isObject(name)) return pageFields(undefined, name);
  return {
    name: name || undefined,
    properties: { ...pageContext(referrer), ...(isObject(properties) ? properties : {}) },
  };
}

const methods: Record<string, (...args: unknown[]) => void> = {
  init: (writeKey, options) => init(writeKey, isObject(options) ? (options as Options) : {}),
  consent: setConsent,
  track: (event, properties) => record("track", { event, properties: properties || {} }),
  page: (name, properties) => record("page", pageFields(name, properties)),
  identify: (id, traits) =>
    isObject(id)
      ? record("identify", { traits: id })
      : record("identify", {
          userId: id === undefined || id === null ? undefined : String(id),
          traits: traits || {},
        }),
  group: (groupId, traits) => record("group", { groupId, traits: traits || {} }),
  alias: (userId, previousId) => record("alias", { userId, previousId }),
  reset: () => consent === "granted" && visitor?.reset(),
};

const host = window as unknown as { carillon?: Carillon };
const queued = host.carillon?.q ?? [];
const run: Carillon = (method, ...args) => {
  try {
    if (Object.hasOwn(methods, method)) methods[method]?.(...args);
  } catch {
    // A shop must never break because of its tracker.
  }
};
host.carillon = run;
for (const [method, ...args] of queued) run(String(method), ...args);
