import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Answer, ok } from "./answer";

let loaded: Promise<{ code: string; etag: string }> | undefined;

async function load() {
  const code = await readFile(path.join(process.cwd(), "public/tracker.js"), "utf8");
  return { code, etag: `"${createHash("sha256").update(code).digest("base64url").slice(0, 22)}"` };
}

/** public/tracker.js, cached by browsers for an hour: a shop's pages ask for it on every view. */
export async function trackerFile(ifNoneMatch: string | null | undefined): Promise<Answer> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  const { code, etag } = await loaded;
  const headers = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
    etag,
  };
  return ifNoneMatch === etag ? { ...ok("", headers), status: 304 } : ok(code, headers);
}
