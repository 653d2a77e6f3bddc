import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import type { InterestPoint } from "./interest";

/** Adds to the counters, in the order of their keys so that two writers wait for each other instead of deadlocking. */
export async function addInterest(tx: Tx, points: readonly InterestPoint[]): Promise<void> {
  if (points.length === 0) return;
  const rows = points.map((point) => ({
    customer_id: point.subjectId,
    origin_id: point.originId,
    kind: point.kind,
    item_id: point.itemId,
    views: point.views,
    additions: point.additions,
    weight: point.weight,
    first_at: point.firstAt,
    last_at: point.lastAt,
  }));
  await tx.execute(sql`
    insert into product_views as v (customer_id, origin_id, kind, item_id, views, additions, weight, first_at, last_at)
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id bigint, origin_id bigint, kind text,
      item_id text, views int, additions int, weight double precision, first_at timestamptz, last_at timestamptz)
    order by customer_id, kind, item_id, origin_id
    on conflict (customer_id, kind, item_id, origin_id) do update set views = v.views + excluded.views,
      additions = v.additions + excluded.additions, weight = v.weight + excluded.weight,
      first_at = least(v.first_at, excluded.first_at), last_at = greatest(v.last_at, excluded.last_at)`);
}
