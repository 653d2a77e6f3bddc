import { sql } from "drizzle-orm";
import { arrayParam, type Queryable, toDate } from "@/server/db/client";

export interface IdentityRow {
  kind: string;
  value: string;
  /** The name of an own kind; empty for a built-in one, which the interface names. */
  kindName: string;
  addedVia: string;
  addedAt: Date;
}
export async function identitiesOf(db: Queryable, id: number): Promise<IdentityRow[]> {
  const rows = await db.execute<{
    kind: string;
    name: string;
    value: string;
    added_via: string;
    added_at: string;
  }>(sql`
    select i.kind, coalesce(k.name, '') as name, i.value, i.added_via, i.added_at
    from customer_identities i left join identity_kinds k on k.code = i.kind
    where i.customer_id = ${id} order by i.added_at, i.kind limit 500`);
  return rows.map((row) => ({
    kind: row.kind,
    kindName: row.name,
    value: row.value,
    addedVia: row.added_via,
    addedAt: toDate(row.added_at),
  }));
}

/** Where a merged customer's data is now. */
export async function mergedInto(db: Queryable, id: number): Promise<number | undefined> {
  const [row] = await db.execute<{ merged_into: number | null }>(sql`
    with recursive way as (
      select id, merged_into, 1 as step from customers where id = any(${arrayParam([id], "bigint")})
      union all
      select c.id, c.merged_into, way.step + 1 from customers c join way on c.id = way.merged_into where way.step < 20)
    select id as merged_into from way where merged_into is null order by step desc limit 1`);
  return row?.merged_into ?? undefined;
}
