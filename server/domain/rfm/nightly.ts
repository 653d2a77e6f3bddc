import { sql } from "drizzle-orm";
import type { Context } from "@/server/kernel/context";
import { lastWholeDay } from "./run";

/** Models whose last whole day is not computed yet, with that day: what a nightly run, or a late one, has to do. */
export async function nightlyModels(ctx: Context): Promise<{ modelId: string; asOf: string }[]> {
  const asOf = await lastWholeDay(ctx);
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select m.id from rfm_models m where not exists (
      select 1 from rfm_runs r where r.model_id = m.id and r.as_of >= ${asOf}::date and r.started_at >= m.updated_at)
    order by m.is_default desc, m.id`);
  return rows.map((row) => ({ modelId: row.id, asOf }));
}
