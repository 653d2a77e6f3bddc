import { sql } from "drizzle-orm";
import { type Db, instantParam } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { messagePlanned } from "./events";

/** Finds messages that are due, or whose sender is gone, and says so once more. How many there are, up to a thousand. */
export async function announceDue(ctx: Context): Promise<number> {
  return await (ctx.db as Db).transaction(async (tx) => {
    const [row] = await tx.execute<{ count: number }>(sql`
      select count(*)::int as count from (
        (select 1 from messages where state = 'planned' and channel = 'email' and not_before <= ${instantParam(ctx.clock.now())} limit 1000)
        union all
        (select 1 from messages where state = 'claimed' and channel = 'email' and lease_until < clock_timestamp() limit 1000)
      ) waiting`);
    const count = row?.count ?? 0;
    if (count > 0) await saveAnnouncements(tx, [messagePlanned({ channel: "email", count })]);
    return count;
  });
}
