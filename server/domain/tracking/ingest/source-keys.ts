import { sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";

export interface SourceKey {
  id: number;
  isActive: boolean;
  eventsPerSecond: number | null;
  /** Pages that may send with it; empty = any. */
  allowedOrigins: readonly string[];
}
/** Looks a write key up; remembers all of them for a few seconds, so that no request asks the database for its key. */
export interface SourceKeys {
  find(writeKey: string): Promise<SourceKey | undefined>;
}

const freshMs = 5_000;
/** A key not known may be brand new: look again, but a flood of made-up keys asks only this often. */
const unknownRetryMs = 50;

export function createSourceKeys(db: Queryable, now: () => number): SourceKeys {
  let known: Map<string, SourceKey> | undefined;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  const load = () => {
    loading ??= (async () => {
      const rows = await db.execute<{
        id: number;
        write_key: string;
        is_active: boolean;
        events_per_second: number | null;
        allowed_origins: string[];
      }>(sql`
        select id, write_key, is_active, events_per_second, allowed_origins from sources
        union all
        select id, old_write_key, is_active, events_per_second, allowed_origins from sources
        where old_write_key is not null and old_key_until > ${new Date(now()).toISOString()}::timestamptz`);
      known = new Map(
        rows.map((row) => [
          row.write_key,
          {
            id: row.id,
            isActive: row.is_active,
            eventsPerSecond: row.events_per_second,
            allowedOrigins: row.allowed_origins,
          },
        ]),
      );
      loadedAt = now();
    })().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    async find(writeKey) {
      const age = now() - loadedAt;
      if (!known) await load();
      // Keys outlive a database that is away for a moment: the write decides then.
      else if (age > freshMs) await load().catch(() => {});
      else if (age > unknownRetryMs && !known.has(writeKey)) await load().catch(() => {});
      return known?.get(writeKey);
    },
  };
}
