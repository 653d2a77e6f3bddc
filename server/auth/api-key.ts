import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { apiKeys } from "@/server/db/schema";
import type { Actor } from "@/server/kernel/context";
import { sha256 } from "@/server/platform/crypto";
import { unauthenticated } from "@/server/platform/errors";

/** A key looks like `car_` and 43 characters; anything longer than this was never one. */
const longestKey = 200;
/** last_used_at is for people, so once a minute is enough and no request pays for it twice. */
const lastNoted = new Map<string, number>();

/** The actor behind `Authorization: Bearer <api key>`. Throws `unauthenticated` for anything but a live key. */
export async function actorOfApiKey(db: Db, authorization: string | null, now: Date): Promise<Actor> {
  const match = /^Bearer ([\x21-\x7e]+)$/i.exec((authorization ?? "").slice(0, longestKey + 8));
  const key = match?.[1];
  if (!key || key.length < 8 || key.length > longestKey)
    throw unauthenticated(
      "Send an API key: Authorization: Bearer <key>. Keys are made in Settings → API keys.",
    );
  const [found] = await db
    .select({ id: apiKeys.id, name: apiKeys.name, scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.hash, sha256(key)),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    );
  if (!found) throw unauthenticated("This API key is unknown, revoked or expired.");
  noteUse(db, found.id, now);
  return { kind: "api_key", id: found.id, label: found.name, scopes: found.scopes };
}

function noteUse(db: Db, id: string, now: Date): void {
  if (now.getTime() - (lastNoted.get(id) ?? 0) < 60_000) return;
  lastNoted.set(id, now.getTime());
  void db
    .update(apiKeys)
    .set({ lastUsedAt: sql`greatest(last_used_at, ${now.toISOString()}::timestamptz)` })
    .where(eq(apiKeys.id, id))
    .catch(() => lastNoted.delete(id));
}
