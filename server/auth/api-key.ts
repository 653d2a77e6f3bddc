import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { apiKeys } from "@/server/db/schema";
import type { Actor } from "@/server/kernel/context";
import { sha256 } from "@/server/platform/crypto";
import { unauthenticated } from "@/server/platform/errors";

/** A key looks like `car_` and 43 characters; anything longer than this was never one. */
const longestKey = 200;

/** A live key, as a request brought it. */
export interface OpenKey {
  id: string;
  actor: Actor;
  /** Requests a second; null = the installation's default. */
  ratePerSecond: number | null;
  /** It was rotated, and this is the secret that will stop working then. */
  endsAt: Date | null;
}

/** The key behind `Authorization: Bearer <api key>`. Throws `unauthenticated` for anything but a live one. */
export async function openApiKey(db: Db, authorization: string | null, now: Date): Promise<OpenKey> {
  const match = /^Bearer ([\x21-\x7e]+)$/i.exec((authorization ?? "").slice(0, longestKey + 8));
  const key = match?.[1];
  if (!key || key.length < 8 || key.length > longestKey)
    throw unauthenticated(
      "Send an API key: Authorization: Bearer <key>. Keys are made in Settings → API keys.",
    );
  const hash = sha256(key);
  const [found] = await db
    .select()
    .from(apiKeys)
    .where(
      and(
        or(eq(apiKeys.hash, hash), and(eq(apiKeys.previousHash, hash), gt(apiKeys.previousExpiresAt, now))),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    );
  if (!found) throw unauthenticated("This API key is unknown, revoked, replaced or expired.");
  return {
    id: found.id,
    actor: { kind: "api_key", id: found.id, label: found.name, scopes: found.scopes },
    ratePerSecond: found.ratePerSecond,
    endsAt: found.hash === hash ? null : found.previousExpiresAt,
  };
}

export const actorOfApiKey = async (db: Db, authorization: string | null, now: Date): Promise<Actor> =>
  (await openApiKey(db, authorization, now)).actor;

/**
 * Adds requests to a key's count and notes its last use; `isPrevious` when the replaced secret was used. Returns the count
 * of all processes, by which each learns what the others spent.
 */
export async function countRequests(
  db: Db,
  id: string,
  use: { requests: number; isPrevious: boolean; at: Date },
): Promise<number> {
  const at = sql`${use.at.toISOString()}::timestamptz`;
  const [row] = await db
    .update(apiKeys)
    .set({
      requests: sql`${apiKeys.requests} + ${use.requests}`,
      ...(use.isPrevious
        ? { previousUsedAt: sql`greatest(${apiKeys.previousUsedAt}, ${at})` }
        : { lastUsedAt: sql`greatest(${apiKeys.lastUsedAt}, ${at})` }),
    })
    .where(eq(apiKeys.id, id))
    .returning({ requests: apiKeys.requests });
  return row?.requests ?? 0;
}
