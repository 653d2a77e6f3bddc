/** First-party storage of the visitor's browser. Every access may fail (private modes, blocked cookies): then memory serves. */
const memory: Record<string, string> = {};
const yearSeconds = 31_536_000;

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory[key] ?? null;
  }
}

export function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value === null) delete memory[key];
    else memory[key] = value;
  }
}

export function readCookie(name: string): string | null {
  const found = `; ${document.cookie}`.split(`; ${name}=`)[1];
  return found ? decodeURIComponent(found.split(";")[0] ?? "") : null;
}

/** An empty value takes the cookie away. */
export function writeCookie(name: string, value: string, domain?: string): void {
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
