import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/server/db/client";
import { command } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { forbidden } from "@/server/platform/errors";
import { type Consumed, consumeOnce } from "./consume/consume";

/** One batch of the log, for a scheduled job. Opens its own transaction: the cursor and the effects belong together. */
export async function consumeLog(ctx: Context, { batchSize }: { batchSize?: number }): Promise<Consumed> {
  if (ctx.actor.kind !== "system") throw forbidden("sources:write");
  return await consumeOnce({ db: ctx.db as Db, clock: ctx.clock, log: ctx.log, batchSize });
}

const keptDays = 30;
const keptRejects = 200_000;

export const pruneTracking = command({
  name: "tracking.prune",
  permission: "sources:write",
  input: z.object({}),
  async run(ctx): Promise<{ rejects: number; minutes: number }> {
    const before = new Date(ctx.clock.now().getTime() - keptDays * 86_400_000).toISOString();
    const rejects = await ctx.db.execute(
      sql`delete from rejected_inputs where at < ${before}::timestamptz returning 1`,
    );
    // However much was refused: the newest so many of each way in are kept.
    await ctx.db.execute(sql`
      delete from rejected_inputs where id in (
        select id from (select id, row_number() over (partition by door, source_id order by id desc) as place from rejected_inputs) r
        where place > ${keptRejects})`);
    await ctx.db.execute(sql`delete from event_issues where day < ${before}::timestamptz`);
    const minutes = await ctx.db.execute(
      sql`delete from source_activity where minute < ${before}::timestamptz returning 1`,
    );
    return { rejects: rejects.length, minutes: minutes.length };
  },
});
