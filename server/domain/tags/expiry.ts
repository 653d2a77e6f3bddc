import { sql } from "drizzle-orm";
import { z } from "zod";
import { instantParam, type Queryable, toDateOrNull } from "@/server/db/client";
import type { Announcement } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";

export const expirySet = "tags/expiry.set";
export const expiryData = z.object({ at: z.iso.datetime() });

/** Tags come off at this moment: one alarm a moment, however many people. */
export const announceExpiry = (at: Date): Announcement => ({
  name: expirySet,
  data: { at: at.toISOString() },
  dedupeKey: `tags-expiry-${at.toISOString()}`,
});

const batch = 20_000;
/** Takes off what has come to its end. Answers how many. */
export async function removeExpired(ctx: Context): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = await ctx.db.execute(sql`
      delete from customer_tags where (customer_id, tag_id) in (
        select customer_id, tag_id from customer_tags where expires_at <= ${instantParam(ctx.clock.now())}
        order by expires_at limit ${batch} for update skip locked)
      returning 1`);
    removed += rows.length;
    if (rows.length < batch) return removed;
  }
}

export async function nextExpiry(db: Queryable): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(sql`select min(expires_at) as at from customer_tags`);
  return toDateOrNull(row?.at ?? null);
}
