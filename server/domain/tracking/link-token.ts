import { createCipheriv, createDecipheriv } from "node:crypto";
import { keyFor, safeEqual, sign } from "@/server/platform/crypto";

/**
 * Says to a page of the retailer who clicked a link of a letter: `?cl=<token>`, added by the redirect to the retailer's own
 * sites alone. It is encrypted under its own signature, good for this purpose only and for half an hour: the page that it
 * leads to takes it from the address at once, so what is copied from the address bar later tells nothing.
 *
 * What it is good for: joining a browser on which nobody has signed in. A letter may be forwarded, so a later sign-in of
 * somebody else on that browser outweighs it (consume/identity.ts).
 */
export const linkParameter = "cl";
const goodForMs = 30 * 60_000;
const version = 1;
const purpose = "visitor link";
const payloadBytes = 13;
const signatureBytes = 16;
const tokenLength = Math.ceil(((payloadBytes + signatureBytes) * 4) / 3);

export function visitorLinkToken(customerId: number, now: Date): string {
  const payload = Buffer.alloc(payloadBytes);
  payload.writeUInt8(version, 0);
  payload.writeUIntBE(customerId, 1, 6);
  payload.writeUIntBE(now.getTime() + goodForMs, 7, 6);
  const signature = sign(purpose, payload);
  const cipher = createCipheriv("aes-256-ctr", keyFor(`${purpose} body`), signature);
  return Buffer.concat([signature, cipher.update(payload), cipher.final()]).toString("base64url");
}

/** The customer it names at that moment; undefined when it is not ours, or too old. */
export function readVisitorLinkToken(token: string, at: Date): number | undefined {
  if (token.length !== tokenLength || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.toString("base64url") !== token) return undefined;
  const signature = bytes.subarray(0, signatureBytes);
  const decipher = createDecipheriv("aes-256-ctr", keyFor(`${purpose} body`), signature);
  const payload = Buffer.concat([decipher.update(bytes.subarray(signatureBytes)), decipher.final()]);
  if (!safeEqual(sign(purpose, payload), signature) || payload[0] !== version) return undefined;
  return payload.readUIntBE(7, 6) < at.getTime() ? undefined : payload.readUIntBE(1, 6);
}
