/**
 * First-party storage of the visitor's browser, while it is allowed: without consent to keep anything, and where every
 * access fails (private modes, blocked cookies), memory serves.
 */
const memory: Record<string, string> = {};
const yearSeconds = 31_536_000;
let mayKeep = true;

/** From now on values are kept in the browser, or only in this page's memory. */
export function keepInBrowser(yes: boolean): void {
  if (yes && !mayKeep) {
    mayKeep = true;
    for (const key in memory) write(key, memory[key] ?? null);
  }
  mayKeep = yes;
}
export const isKept = (): boolean => mayKeep;

export function read(key: string): string | null {
  try {
    if (mayKeep) return localStorage.getItem(key);
  } catch {
    // Blocked.
  }
  return memory[key] ?? null;
}

export function write(key: string, value: string | null): void {
  if (value === null) delete memory[key];
  else memory[key] = value;
  try {
    if (value === null) localStorage.removeItem(key);
    else if (mayKeep) localStorage.setItem(key, value);
  } catch {
    // Blocked, or full.
  }
}

export function readCookie(name: string): string | null {
  const found = mayKeep && `; ${document.cookie}`.split(`; ${name}=`)[1];
  return found ? decodeURIComponent(found.split(";")[0] ?? "") : null;
}

/** An empty value takes the cookie away. */
export function writeCookie(name: string, value: string, domain?: string): void {
  if (value && !mayKeep) return;
  const secure = location.protocol === "https:" ? ";Secure" : "";
  const place = domain ? `;Domain=${domain}` : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that visits shops.
  document.cookie = `${name}=${encodeURIComponent(value)};Path=/;Max-Age=${value ? yearSeconds : 0};SameSite=Lax${secure}${place}`;
}

export function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Pages without https have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
