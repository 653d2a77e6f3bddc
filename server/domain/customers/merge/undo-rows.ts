/** Gives rows of a merge back, table by table, as its log says. */
import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Tx } from "@/server/db/client";
import { type CustomerTable, customerTables } from "@/server/db/customer-tables";

export interface Undoing {
  mergeId: number;
  donorId: number;
  /** Who has the rows now. */
  ownerId: number;
  mergedAt: Date;
}
export interface GivenBack {
  /** Rows that went back, by table. */
  given: Record<string, number>;
  /** Rows that were moved and are not where the merge left them: gone, or somebody else's by now. */
  missing: Record<string, number>;
}

export async function giveRowsBack(tx: Tx, undoing: Undoing): Promise<GivenBack> {
  const result: GivenBack = { given: {}, missing: {} };
  const logged = new Set(
    (
      await tx.execute<{ name: string }>(
        sql`select distinct table_name || '/' || what as name from customer_merge_rows where merge_id = ${undoing.mergeId}`,
      )
    ).map((row) => row.name),
  );
  for (const [name, table] of Object.entries(customerTables)) {
    if (logged.has(`${name}/moved`)) {
      const { given, moved } = await moveBack(tx, name, table, undoing);
      if (given > 0) result.given[name] = given;
      if (moved > given) result.missing[name] = moved - given;
    }
    if (logged.has(`${name}/lost`)) {
      const restored = await putBack(tx, name, table, undoing);
      if (restored > 0) result.given[name] = (result.given[name] ?? 0) + restored;
    }
  }
  await tx.execute(sql`
    update customers c set merged_into = ${undoing.donorId}
    from customer_merge_rows r, jsonb_to_recordset(r.rows) as k(id bigint)
    where r.merge_id = ${undoing.mergeId} and r.table_name = 'customers' and c.id = k.id and c.merged_into = ${undoing.ownerId}`);
  await keepUnsubscribed(tx, undoing);
  return result;
}

async function moveBack(tx: Tx, name: string, { key, merge }: CustomerTable, undoing: Undoing) {
  const same = key.map((column) => `t.${column} = k.${column}`).join(" and ");
  const rekey =
    merge.how === "rekey"
      ? sql`, ${sql.raw(merge.column)} = replace(t.${sql.raw(merge.column)}, ${` of ${undoing.donorId}`}, '')`
      : sql``;
  const [row] = await tx.execute<{ given: number; moved: number }>(sql`
    with keys as materialized (
      select k.* from customer_merge_rows r, jsonb_populate_recordset(null::${sql.identifier(name)}, r.rows) k
      where r.merge_id = ${undoing.mergeId} and r.table_name = ${name} and r.what = 'moved'
    ),
    given as (
      update ${sql.identifier(name)} t set customer_id = ${undoing.donorId} ${rekey}
      from keys k where t.customer_id = ${undoing.ownerId} and ${sql.raw(same)} returning 1
    )
    select (select count(*) from given)::int as given, (select count(*) from keys)::int as moved`);
  return { given: row?.given ?? 0, moved: row?.moved ?? 0 };
}

/** Rows that gave way come back where their place is free again. */
async function putBack(
  tx: Tx,
  name: string,
  { key, merge }: CustomerTable,
  undoing: Undoing,
): Promise<number> {
  const both = arrayParam([undoing.donorId, undoing.ownerId], "bigint");
  const sum = (merge.how === "unite" && merge.sum) || [];
  if (sum.length > 0)
    await tx.execute(sql`
      update ${sql.identifier(name)} t set ${sql.raw(sum.map((column) => `${column} = t.${column} - k.${column}`).join(", "))}
      from customer_merge_rows r, jsonb_populate_recordset(null::${sql.identifier(name)}, r.rows) k
      where r.merge_id = ${undoing.mergeId} and r.table_name = ${name} and r.what = 'lost' and k.customer_id = any(${both})
        and t.customer_id = any(${both}) and t.customer_id <> k.customer_id
        and ${sql.raw(key.map((column) => `t.${column} = k.${column}`).join(" and "))}`);
  const rows = await tx.execute(sql`
    insert into ${sql.identifier(name)}
    select k.* from customer_merge_rows r, jsonb_populate_recordset(null::${sql.identifier(name)}, r.rows) k
    where r.merge_id = ${undoing.mergeId} and r.table_name = ${name} and r.what = 'lost'
      and k.customer_id = any(${both})
    on conflict do nothing returning 1`);
  return rows.length;
}

/** Who left while they were one may have been either of them: neither is written to. */
const keepUnsubscribed = (tx: Tx, { donorId, ownerId, mergedAt }: Undoing) =>
  tx.execute(sql`
    insert into subscriptions as s (customer_id, channel, category, state, source, reason, changed_at)
    select other.id, o.channel, o.category, 'unsubscribed', o.source, o.reason, o.changed_at
    from subscriptions o
    join unnest(${arrayParam([donorId, ownerId], "bigint")}, ${arrayParam([ownerId, donorId], "bigint")}) as other(own, id)
      on other.own = o.customer_id
    where o.state = 'unsubscribed' and o.changed_at > ${instantParam(mergedAt)}
    on conflict (customer_id, channel, category) do update set state = 'unsubscribed', source = excluded.source,
      reason = excluded.reason, changed_at = excluded.changed_at
    where s.state <> 'unsubscribed'`);
