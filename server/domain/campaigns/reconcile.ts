import { sql } from "drizzle-orm";
import { z } from "zod";
import { instantParam } from "@/server/db/client";
import { command } from "@/server/kernel/command";
import { again, cohortReady } from "./events";

/** A run that is alive has moved its cohort on long before. */
const graceMs = 15_000;
const mostAtOnce = 1000;

/**
 * Cohorts that should have moved by now and did not: their run was lost. One that is being worked on right now is
 * locked, and left alone. People of a paused campaign wait on purpose.
 */
export const announceForgottenCohorts = command({
  name: "campaigns.announce-forgotten-cohorts",
  permission: "campaigns:publish",
  input: z.object({}),
  async run(ctx): Promise<number> {
    const before = instantParam(new Date(ctx.clock.now().getTime() - graceMs));
    const rows = await ctx.db.execute<{ id: string }>(sql`
      select c.id from campaign_cohorts c join campaigns on campaigns.id = c.campaign_id
      where c.state in ('ready', 'waiting') and coalesce(c.due_at, c.entered_at) <= ${before} and campaigns.state <> 'paused'
      order by c.entered_at limit ${mostAtOnce}::int
      for update of c skip locked`);
    for (const { id } of rows) ctx.announce(again(cohortReady(id)));
    return rows.length;
  },
});
