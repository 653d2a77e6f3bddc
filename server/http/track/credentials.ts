import { unauthenticated } from "@/server/platform/errors";

const maxHeader = 1_000;

/**
 * The write key of `Authorization: Basic base64(key + ":")`; undefined without the header, when the key is looked for
 * in the body. A header that is there and makes no sense is refused, never skipped.
 */
export function writeKeyOf(header: string | null | undefined): string | undefined {
  if (header === null || header === undefined) return undefined;
  const match = header.length <= maxHeader ? /^Basic +([A-Za-z0-9+/_=-]+)$/i.exec(header.trim()) : null;
  const decoded = match?.[1] === undefined ? "" : Buffer.from(match[1], "base64").toString("utf8");
  const key = decoded.split(":", 1)[0] ?? "";
  if (key === "")
    throw unauthenticated(
      "The Authorization header must be Basic, with the write key as user name and no password.",
    );
  return key;
}
