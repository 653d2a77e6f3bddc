import { sql } from "drizzle-orm";
import { type Db, isTransientDbError } from "@/server/db/client";

/** The engine forgets everything while it runs. It holds locks of its own, so who loses a deadlock to it tries again. */
export async function loseEngineState(db: Db, ...alsoTables: "outbox"[]): Promise<void> {
  const tables = [
    "engine_runs, engine_steps, engine_waits, engine_events, graphile_worker._private_jobs",
    ...alsoTables,
  ].join(", ");
  for (let tries = 1; ; tries++)
    try {
      await db.execute(sql.raw(`truncate ${tables}`));
      return;
    } catch (error) {
      if (tries === 10 || !isTransientDbError(error)) throw error;
    }
}
