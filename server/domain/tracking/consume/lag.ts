import { sql } from "drizzle-orm";
import { instantParam, type Queryable } from "@/server/db/client";
import { consumerName } from "./log-reader";

/** True when every event received until then has had its effects: what it said of orders and carts is in the tables. */
export async function isReadUpTo(db: Queryable, receivedAt: Date): Promise<boolean> {
  const [row] = await db.execute<{ read: boolean }>(sql`
    with cursor as (
      select coalesce(max(txid), 0) as txid, coalesce(max(seq), 0) as seq from log_cursors where name = ${consumerName})
    select not exists (
      select 1 from event_log l, cursor c where (l.txid, l.seq) > (c.txid, c.seq) and l.received_at <= ${instantParam(receivedAt)}
    ) as read`);
  return row?.read ?? true;
}
