import { sql } from "drizzle-orm";
import { arrayParam, type Db, instantParam } from "@/server/db/client";
import { replaySegments } from "@/server/domain/segments";
import type { Context } from "@/server/kernel/context";

const day = 86_400_000;
const days = 45;

/**
 * What following the segments for some weeks would have noted. Judged once a day, each move is then put to the moment of what
 * caused it: the customer's last purchase or visit of that day, or the judgement where only time passed.
 */
export async function loadSegmentHistory(ctx: Context & { db: Db }, ids: readonly string[]): Promise<void> {
  const now = ctx.clock.now();
  const moments = Array.from({ length: days }, (_, i) => new Date(now.getTime() - (days - i) * day));
  await replaySegments(ctx, ids, moments);
  await ctx.db.execute(sql`
    update segment_moves v set cause = case when c.at is null then 'time' else 'change' end, at = coalesce(c.at, v.at)
    from segment_moves m left join lateral (
      select max(done.at) as at from (
        select occurred_at as at from purchases where customer_id = m.customer_id
          and occurred_at > m.at - interval '1 day' and occurred_at <= m.at
        union all
        select occurred_at from customer_events where customer_id = m.customer_id
          and occurred_at > m.at - interval '1 day' and occurred_at <= m.at) done) c on true
    where v.customer_id = m.customer_id and v.id = m.id and m.segment_id = any(${arrayParam([...ids], "uuid")})
      and m.at <= ${instantParam(now)}`);
}
