import { createHash, randomBytes, randomUUID } from "node:crypto";

/** Every public id is `<prefix>_<body>`; the prefix says what it names. */
const prefixes = {
  customer: "cus",
  order: "ord",
  receipt: "rcp",
  product: "prd",
  category: "cat",
  store: "sto",
  visitor: "vis",
} as const;
export type NumberedNoun = keyof typeof prefixes;

/** 1042 → `cus_1042`. Numbered nouns are the high-volume ones, kept as bigint so that set statements stay cheap. */
export const publicId = (noun: NumberedNoun, id: number): string => `${prefixes[noun]}_${id}`;

/** `cus_1042` or `1042` → 1042; undefined for anything else. */
export function parsePublicId(noun: NumberedNoun, text: string): number | undefined {
  const match = new RegExp(`^(?:${prefixes[noun]}_)?([1-9][0-9]{0,15})$`).exec(text);
  if (!match?.[1]) return undefined;
  const id = Number(match[1]);
  return Number.isSafeInteger(id) ? id : undefined;
}

export const newUuid = (): string => randomUUID();

/** A uuid that depends on nothing but its parts: the same message, event or row gets the same id on every retry. */
export function deterministicUuid(...parts: readonly (string | number)[]): string {
  let text = "";
  for (const part of parts) {
    const own = String(part);
    text += `${own.length}:${own}`;
  }
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** 32 random bytes as url-safe text: keys, tokens, secrets. */
export const randomSecret = (bytes = 32): string => randomBytes(bytes).toString("base64url");
