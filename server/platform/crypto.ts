import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const placeholders = new Set(["changeme", "secret", "password", "test", "dev", "development"]);

/** The installation's root secret. Throws when it is missing, short or a known placeholder: there is no default. */
function rootSecret(): string {
  const secret = env.APP_SECRET ?? env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("Set APP_SECRET (or NEXTAUTH_SECRET) to at least 32 random characters.");
  if (secret.length < 32 || placeholders.has(secret.toLowerCase()))
    throw new Error("APP_SECRET is too weak: use at least 32 random characters (openssl rand -base64 32).");
  return secret;
}

const derived = new Map<string, Buffer>();

/** A 256-bit key for one purpose; keys of different purposes are independent (HKDF-SHA256). */
export function keyFor(purpose: string): Buffer {
  const known = derived.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", rootSecret(), "carillon", purpose, 32));
  derived.set(purpose, key);
  return key;
}

/** First 16 bytes of HMAC-SHA256: 128 bits, enough against forging, short enough for a link. */
export const sign = (purpose: string, data: string | Buffer): Buffer =>
  createHmac("sha256", keyFor(purpose)).update(data).digest().subarray(0, 16);

/** Constant-time for any two inputs, equal length or not. */
export function safeEqual(a: string | Buffer, b: string | Buffer): boolean {
  const hash = (value: string | Buffer) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(a), hash(b));
}

export const sha256 = (value: string): string => createHash("sha256").update(value).digest("hex");

/** AES-256-GCM, `v1.<iv>.<tag>.<data>` in base64url. */
export function encryptSecret(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("stored-secrets"), iv);
  const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [
    "v1",
    iv.toString("base64url"),
    cipher.getAuthTag().toString("base64url"),
    data.toString("base64url"),
  ].join(".");
}

/** Throws when the text was not made by `encryptSecret` with this installation's key. */
export function decryptSecret(sealed: string): string {
  const [version, iv, tag, data] = sealed.split(".");
  if (version !== "v1" || !iv || !tag || data === undefined) throw new Error("Not a sealed secret.");
  const decipher = createDecipheriv("aes-256-gcm", keyFor("stored-secrets"), Buffer.from(iv, "base64url"));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
}
