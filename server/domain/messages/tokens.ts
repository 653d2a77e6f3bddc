import { createCipheriv, createDecipheriv } from "node:crypto";
import { keyFor, safeEqual, sign } from "@/server/platform/crypto";
import { baseUrl } from "@/server/platform/env";
import type { MessageKey } from "./model";

/** What a link is for. Each has keys of its own: a token made for one opens nothing else. */
export const linkPurposes = { open: "t/o", click: "t/c", unsubscribe: "u", web: "m" } as const;
export type LinkPurpose = keyof typeof linkPurposes;

export interface LinkTarget extends MessageKey {
  /** Number of the link in the letter; 0 where it does not matter. */
  linkNo: number;
}

const version = 1;
const payloadBytes = 31;
const signatureBytes = 16;
const tokenLength = Math.ceil(((payloadBytes + signatureBytes) * 4) / 3);

/**
 * An opaque token: the message's place in the ledger, encrypted under its own signature (which is also the nonce, so
 * the same link always gives the same token). Nothing about the person can be read from it or guessed into it.
 */
export function linkToken(purpose: LinkPurpose, target: LinkTarget): string {
  const payload = Buffer.alloc(payloadBytes);
  payload.writeUInt8(version, 0);
  payload.writeUIntBE(target.customerId, 1, 6);
  payload.writeUIntBE(target.plannedAt.getTime(), 7, 6);
  Buffer.from(target.id.replaceAll("-", ""), "hex").copy(payload, 13);
  payload.writeUInt16BE(target.linkNo, 29);
  const signature = sign(`link ${purpose}`, payload);
  const cipher = createCipheriv("aes-256-ctr", keyFor(`link ${purpose} body`), signature);
  return Buffer.concat([signature, cipher.update(payload), cipher.final()]).toString("base64url");
}

/** What the token names, or undefined for anything this installation did not make for this purpose. */
export function readLinkToken(purpose: LinkPurpose, token: string): LinkTarget | undefined {
  if (token.length !== tokenLength || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // Base64 has spare bits: only the one spelling that we would write is accepted.
  if (bytes.toString("base64url") !== token) return undefined;
  const signature = bytes.subarray(0, signatureBytes);
  const decipher = createDecipheriv("aes-256-ctr", keyFor(`link ${purpose} body`), signature);
  const payload = Buffer.concat([decipher.update(bytes.subarray(signatureBytes)), decipher.final()]);
  if (!safeEqual(sign(`link ${purpose}`, payload), signature) || payload[0] !== version) return undefined;
  const hex = payload.subarray(13, 29).toString("hex");
  return {
    customerId: payload.readUIntBE(1, 6),
    plannedAt: new Date(payload.readUIntBE(7, 6)),
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    linkNo: payload.readUInt16BE(29),
  };
}

export const linkUrl = (purpose: LinkPurpose, key: MessageKey, linkNo = 0, origin = baseUrl()): string =>
  `${origin}/${linkPurposes[purpose]}/${linkToken(purpose, { ...key, linkNo })}`;
