import { createHmac } from "node:crypto";
import { safeEqual } from "@/server/platform/crypto";

const toleranceMs = 5 * 60_000;

/**
 * The signature of Svix and of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with the raw bytes, any of
 * several signatures, ±5 minutes. An unusable secret verifies nothing.
 */
export function verifySignature(secret: string, raw: Uint8Array, headers: Headers, now: Date): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const id = headers.get("svix-id") ?? headers.get("webhook-id");
  const timestamp = headers.get("svix-timestamp") ?? headers.get("webhook-timestamp");
  const signatures = headers.get("svix-signature") ?? headers.get("webhook-signature");
  if (key.length < 16 || !id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > toleranceMs) return false;
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(raw).digest("base64");
  let matched = false;
  for (const candidate of signatures.split(" ").slice(0, 10))
    if (candidate.startsWith("v1,") && safeEqual(candidate.slice(3), expected)) matched = true;
  return matched;
}

/** The id a repeated delivery keeps. */
export const deliveryIdOf = (headers: Headers): string | null =>
  headers.get("svix-id") ?? headers.get("webhook-id");
