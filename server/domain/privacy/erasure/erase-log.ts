import { sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import { containing, type Needles } from "./needles";

/**
 * Her events in the log as they arrived: those that became hers, and those that name her and became nobody's. Before
 * her rows go, because they know which events those are.
 */
export async function eraseLog(
  db: Queryable,
  subjectIds: readonly number[],
  needles: Needles,
): Promise<Record<string, number>> {
  const ids = arrayParam(subjectIds, "bigint");
  const own = await db.execute(sql`
    delete from event_log l using (
      select id, received_at from customer_events
      where customer_id = any(${ids}) or customer_id in (select id from visitors where customer_id = any(${ids}))) e
    where l.received_at = e.received_at and l.id = e.id returning 1`);
  const patterns = containing(needles.strong);
  const named =
    patterns.length === 0
      ? []
      : await db.execute(
          sql`delete from event_log where payload like any(${arrayParam(patterns, "text")}) returning 1`,
        );
  const count = own.length + named.length;
  return count > 0 ? { event_log: count } : {};
}
