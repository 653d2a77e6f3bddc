/**
 * tracker.js: what a shop's pages carry. `carillon("init", writeKey, options)`, then event, page, section, identify, login,
 * logout, group, alias, reset, consent, and a method for each event of the e-commerce spec: productViewed, productAdded …
 * Calls made before it has loaded wait in the snippet's queue. What consent means: consent.ts.
 */
import { type Consent, consentOf, followGoogle } from "./consent";
import { createDelivery, type Delivery, type TrackerEvent } from "./delivery";
import { decorateLinks, readArrival } from "./links";
import { campaignOf, pageContext, watchAddress } from "./page";
import { keepInBrowser, newId } from "./storage";
import { createVisitor, type Visitor } from "./visitor";

type Json = Record<string, unknown>;
interface Options {
  host?: string;
  /** "google": as Google's consent mode says; pending until it says anything. */
  consent?: Consent | "google";
  /** Page views of single-page applications, and the first one. Default: true. */
  spa?: boolean;
  cookieDomain?: string;
  /** The retailer's other sites: the visitor stays the same on them. */
  domains?: string[];
  /** "strict" also leaves out browsers that a program drives; "off" leaves out nobody. */
  bots?: "strict" | "off";
}
type Draft = Json & { type: string };
type Carillon = ((method: string, ...args: unknown[]) => void) & { q?: unknown[][] };

const scriptUrl = (document.currentScript as HTMLScriptElement | null)?.src;
const maxPending = 100;
const crawlers = /bot\b|crawl|spider|slurp|lighthouse|mediapartners|externalhit|preview|pingdom|gtmetrix/i;

let consent: Consent = "pending";
let visitor: Visitor | undefined;
let delivery: Delivery | undefined;
let referrer = document.referrer;
let campaign = campaignOf(location.search);
let isResumed = false;
let isBot = false;
/** Made before consent: without any id, for an id would have to be kept. */
let pending: Draft[] = [];

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const isSending = () => consent === "granted" || consent === "cookieless";
const textOf = (value: unknown) => (value === undefined || value === null ? undefined : String(value));

function record(type: string, fields: Json): void {
  if (consent === "denied" || isBot) return;
  const draft = {
    type,
    messageId: newId(),
    timestamp: new Date().toISOString(),
    context: { page: pageContext(referrer), campaign },
    ...fields,
  };
  if (isSending() && visitor && delivery) deliver(draft);
  else if (pending.length < maxPending) pending.push(draft);
}

function deliver(draft: Draft): void {
  if (!visitor || !delivery) return;
  if (draft.type === "identify" && typeof draft.userId === "string") visitor.become(draft.userId);
  // Whoever is known here needs no letter to tell who she is.
  if (draft.linkToken && visitor.userId()) return;
  const ids = { anonymousId: visitor.anonymousId(), userId: visitor.userId() || undefined };
  const previousId = draft.type === "alias" && !draft.previousId ? ids.anonymousId : draft.previousId;
  delivery.add({ ...ids, ...draft, previousId } as unknown as TrackerEvent);
}

function setConsent(value: unknown, signals?: unknown): void {
  // As Google's: consent("update", {...}).
  const next = consentOf(signals) || consentOf(value);
  if (!next) return;
  consent = next;
  keepInBrowser(next === "granted");
  if (isSending() && delivery) {
    if (!isResumed) delivery.resume();
    isResumed = true;
    for (const draft of pending.splice(0)) deliver(draft);
  }
  if (next !== "denied") return;
  pending = [];
  delivery?.forget();
  visitor?.forget();
}

function init(writeKey: unknown, options: Options = {}): void {
  if (delivery || typeof writeKey !== "string") return;
  const host = options.host || (scriptUrl ? new URL(scriptUrl).origin : location.origin);
  const { userAgent, language } = navigator;
  isBot =
    options.bots !== "off" &&
    (crawlers.test(userAgent) ||
      (options.bots === "strict" && (navigator.webdriver || /headless/i.test(userAgent))));
  const context = {
    library: { name: "carillon.js", version: "2" },
    userAgent,
    locale: language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const domains = options.domains || [];
  const arrival = readArrival(domains);
  visitor = createVisitor(options.cookieDomain);
  delivery = createDelivery(`${host.replace(/\/+$/, "")}/v1/batch`, () => ({ writeKey, context }));
  const first = options.consent === "google" ? "pending" : options.consent || "granted";
  keepInBrowser(first === "granted");
  if (arrival.visitor) visitor.adopt(arrival.visitor);
  setConsent(first);
  if (options.consent === "google")
    followGoogle((value, isFirst) => {
      // What is refused by default only waits for the visitor's word.
      if (!isFirst || consentOf(value) === "granted") setConsent(value);
    });
  if (arrival.link) record("identify", { linkToken: arrival.link, traits: {} });
  decorateLinks(domains, () => (isSending() ? visitor?.anonymousId() : undefined));
  const leave = () => isSending() && delivery?.leave();
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  addEventListener("online", () => isSending() && delivery?.flush());
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

const track = (event: unknown, properties?: unknown) =>
  record("track", { event, properties: properties || {} });
const identify = (id: unknown, traits?: unknown) =>
  isObject(id)
    ? record("identify", { traits: id })
    : record("identify", { userId: textOf(id), traits: traits || {} });
const reset = () => {
  if (isSending()) visitor?.reset();
  // Who waits for consent has no id yet: what she did signed in goes without her name.
  else pending = pending.filter((draft) => draft.type !== "identify");
};

const methods: Record<string, (...args: unknown[]) => void> = {
  init: (writeKey, options) => init(writeKey, isObject(options) ? (options as Options) : {}),
  consent: setConsent,
  event: track,
  track,
  page: (name, properties) => record("page", pageFields(name, properties)),
  section: (name, properties) =>
    track("Section Viewed", { name, ...(isObject(properties) ? properties : {}) }),
  identify,
  login(id, traits) {
    identify(id, traits);
    track("Signed In");
  },
  register(id, traits) {
    identify(id, traits);
    track("Signed Up");
  },
  logout() {
    track("Signed Out");
    reset();
  },
  group: (groupId, traits) => record("group", { groupId, traits: traits || {} }),
  alias: (userId, previousId) => record("alias", { userId, previousId }),
  reset,
};

const spec = /^(product|cart|checkout|payment|order|coupon|promotion|wishlist|category)s?[A-Z]/;
/** productAddedToWishlist → Product Added to Wishlist */
const titleOf = (method: string) =>
  method
    .replace(/[A-Z]/g, " $&")
    .replace(/^./, (letter) => letter.toUpperCase())
    .replace(/ (To|From) /g, (word) => word.toLowerCase());

const host = window as unknown as { carillon?: Carillon };
const queued = host.carillon?.q ?? [];
const run: Carillon = (method, ...args) => {
  try {
    if (Object.hasOwn(methods, method)) methods[method]?.(...args);
    else if (spec.test(method)) track(titleOf(method), args[0]);
  } catch {
    // A shop must never break because of its tracker.
  }
};
host.carillon = run;
for (const [method, ...args] of queued) run(String(method), ...args);
