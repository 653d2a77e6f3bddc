import { createHmac } from "node:crypto";
import { safeEqual } from "@/server/platform/crypto";

/** RFC 8785 for what JSON can hold: keys in UTF-16 order, no spaces. The SDK signs and checks this form. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(",")}]`;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
}

const hmac = (body: string, key: string, seconds: string) =>
  createHmac("sha256", key.replace(/^signkey-\w+-/, ""))
    .update(body)
    .update(seconds)
    .digest("hex");

/** The value of `x-inngest-signature` for a body, as the SDK expects it. */
export function signRequest(body: unknown, key: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1000));
  return `t=${seconds}&s=${hmac(typeof body === "string" ? body : canonicalJson(body), key, seconds)}`;
}

const tolerance = 300;

/** Signed with this key within five minutes of now. */
export function isSigned(
  signature: string | null | undefined,
  body: unknown,
  key: string,
  now: Date,
): boolean {
  const params = new URLSearchParams(signature ?? "");
  const seconds = params.get("t") ?? "";
  const given = params.get("s") ?? "";
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(now.getTime() / 1000 - Number(seconds)) > tolerance)
    return false;
  return safeEqual(given, hmac(typeof body === "string" ? body : canonicalJson(body), key, seconds));
}
