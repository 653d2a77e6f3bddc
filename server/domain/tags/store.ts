import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx, toDate, toDateOrNull } from "@/server/db/client";

export interface TagMeta {
  now: Date;
  /** page | api | bulk | import | campaign */
  via: string;
  by: string;
}
/** What somebody had of a tag before: undefined when she had none. */
export interface HadTag {
  customerId: number;
  had: boolean;
  expiresAt: Date | null;
}

const people = (ids: readonly number[]): SQL => arrayParam([...ids], "bigint");

/** Puts a tag on these people. Answers those for whom something changed, and what they had before. */
export async function addTags(
  tx: Tx,
  tagId: string,
  ids: readonly number[],
  expiresAt: Date | null,
  meta: TagMeta,
): Promise<HadTag[]> {
  if (ids.length === 0) return [];
  const until = expiresAt ? instantParam(expiresAt) : sql`null::timestamptz`;
  const rows = await tx.execute<{ customer_id: number; had: boolean; expires_at: string | null }>(sql`
    with before as materialized (
      select customer_id, expires_at from customer_tags
      where tag_id = ${tagId}::uuid and customer_id = any(${people(ids)}) for update),
    written as (
      insert into customer_tags as t (customer_id, tag_id, added_at, added_via, added_by, expires_at)
      select c.id, ${tagId}::uuid, ${instantParam(meta.now)}, ${meta.via}, ${meta.by}, ${until}
      from customers c where c.id = any(${people(ids)}) and c.state = 'active' order by c.id
      on conflict (customer_id, tag_id) do update set expires_at = excluded.expires_at
      where t.expires_at is distinct from excluded.expires_at
      returning t.customer_id)
    select w.customer_id, b.customer_id is not null and (b.expires_at is null or b.expires_at > ${instantParam(meta.now)}) as had,
      b.expires_at from written w left join before b on b.customer_id = w.customer_id`);
  return rows.map(hadOf);
}

/** Takes a tag off these people. Answers those who had it. */
export async function removeTags(tx: Tx, tagId: string, ids: readonly number[]): Promise<HadTag[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<{ customer_id: number; had: boolean; expires_at: string | null }>(sql`
    delete from customer_tags where tag_id = ${tagId}::uuid and customer_id = any(${people(ids)})
    returning customer_id, true as had, expires_at`);
  return rows.map(hadOf);
}

const hadOf = (row: { customer_id: number; had: boolean; expires_at: string | null }): HadTag => ({
  customerId: row.customer_id,
  had: row.had,
  expiresAt: toDateOrNull(row.expires_at),
});

export interface TagRow {
  id: string;
  name: string;
  color: string;
  description: string;
  createdAt: Date;
  people: number;
}
export async function allTags(db: Queryable, now: Date): Promise<TagRow[]> {
  const rows = await db.execute<{
    id: string;
    name: string;
    color: string;
    description: string;
    created_at: string;
    people: number;
  }>(sql`
    select g.id, g.name, g.color, g.description, g.created_at, coalesce(n.people, 0)::int as people
    from tags g left join (
      select tag_id, count(*) as people from customer_tags
      where expires_at is null or expires_at > ${instantParam(now)} group by tag_id) n on n.tag_id = g.id
    order by lower(g.name)`);
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: toDate(created_at) }));
}

export interface CustomerTag {
  id: string;
  name: string;
  color: string;
  description: string;
  addedAt: Date;
  addedVia: string;
  addedBy: string;
  expiresAt: Date | null;
}
export async function loadTagsOf(db: Queryable, customerId: number, now: Date): Promise<CustomerTag[]> {
  const rows = await db.execute<{
    id: string;
    name: string;
    color: string;
    description: string;
    added_at: string;
    added_via: string;
    added_by: string;
    expires_at: string | null;
  }>(sql`
    select g.id, g.name, g.color, g.description, t.added_at, t.added_via, t.added_by, t.expires_at
    from customer_tags t join tags g on g.id = t.tag_id
    where t.customer_id = ${customerId} and (t.expires_at is null or t.expires_at > ${instantParam(now)})
    order by lower(g.name)`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    color: row.color,
    description: row.description,
    addedAt: toDate(row.added_at),
    addedVia: row.added_via,
    addedBy: row.added_by,
    expiresAt: toDateOrNull(row.expires_at),
  }));
}
