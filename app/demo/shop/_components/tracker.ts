"use client";

type Call = (method: string, ...args: unknown[]) => void;
interface TrackerWindow {
  carillon?: Call & { q?: unknown[][] };
}
export type Consent = "granted" | "cookieless" | "denied";

/** The snippet every website uses, as code: calls queue up until tracker.js has loaded and takes them over. */
export function startTracker(writeKey: string, consent: Consent): void {
  const host = window as unknown as TrackerWindow;
  if (host.carillon) return;
  const queue: unknown[][] = [];
  const stub: Call & { q?: unknown[][] } = (...call) => {
    queue.push(call);
  };
  stub.q = queue;
  host.carillon = stub;
  const script = document.createElement("script");
  script.src = "/tracker.js";
  script.async = true;
  document.head.append(script);
  send("init", writeKey, { host: window.location.origin, consent, spa: true });
}

/** A method of the tracker: login, productAdded, section … */
export function send(method: string, ...args: unknown[]): void {
  (window as unknown as TrackerWindow).carillon?.(method, ...args);
}
