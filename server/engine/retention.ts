import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";

const batch = 5000;

/** Events are kept a day (that long, a second one with the same id is dropped), ended runs a week. */
export async function prune(db: Db): Promise<void> {
  await db.execute(sql`update engine_runs set idempotency_key = null
    where idempotency_key is not null and created_at < now() - interval '24 hours'`);
  await db.execute(sql`delete from engine_events where delivered_at < now() - interval '24 hours'`);
  for (;;) {
    const gone = await db.execute(sql`
      delete from engine_runs where id in (
        select id from engine_runs where finished_at < now() - interval '7 days' and state in ('completed', 'failed', 'cancelled') limit ${batch})
      returning 1`);
    if (gone.length < batch) return;
  }
}
