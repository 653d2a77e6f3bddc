import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { arrayParam, type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import type { customerFilter, customerSorts } from "./schema";

export type CustomerFilter = z.output<typeof customerFilter>;
export type CustomerSort = (typeof customerSorts)[number];

export interface CustomerListItem {
  id: number;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  emailCode: number;
  phoneCode: number;
  firstName: string | null;
  lastName: string | null;
  city: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
  purchases: number;
  revenueMinor: number;
  lastPurchaseAt: Date | null;
}

/** Where a page ends: the value sorted by (null: among those without one) and the number. */
export interface ListPosition {
  value: string | null;
  id: number;
}

/** Columns with an index on (column, id): every page is one short walk along it, however far in. */
const sortColumns: Record<CustomerSort, { column: SQL; id: SQL; type: string; hasNulls: boolean }> = {
  created: { column: sql`c.created_at`, id: sql`c.id`, type: "timestamptz", hasNulls: false },
  seen: { column: sql`c.last_seen_at`, id: sql`c.id`, type: "timestamptz", hasNulls: true },
  name: { column: sql`c.last_name`, id: sql`c.id`, type: "text", hasNulls: true },
  lastPurchase: {
    column: sql`m.last_purchase_at`,
    id: sql`m.customer_id`,
    type: "timestamptz",
    hasNulls: true,
  },
  revenue: { column: sql`m.revenue_minor`, id: sql`m.customer_id`, type: "bigint", hasNulls: false },
};

/** Matches of a quick search that are looked at: nobody reads further, and the list stays instant. */
const maxMatches = 2000;

export async function pageOfCustomers(
  db: Queryable,
  filter: CustomerFilter,
  order: { sort: CustomerSort; direction: "asc" | "desc"; after: ListPosition | undefined; limit: number },
): Promise<{ item: CustomerListItem; position: ListPosition }[]> {
  const { hasNulls } = sortColumns[order.sort];
  const where = conditions(filter);
  const isAmongNulls = order.after !== undefined && order.after.value === null;
  const rows = isAmongNulls ? [] : await walk(db, where, order, order.limit, "values");
  // People without a value come last in both directions: a second walk, over the index's null end.
  if (hasNulls && rows.length < order.limit)
    rows.push(...(await walk(db, where, order, order.limit - rows.length, "nulls")));
  return rows;
}

async function walk(
  db: Queryable,
  where: SQL,
  order: { sort: CustomerSort; direction: "asc" | "desc"; after: ListPosition | undefined },
  limit: number,
  part: "values" | "nulls",
) {
  const { column, id, type, hasNulls } = sortColumns[order.sort];
  const way = sql.raw(order.direction);
  const beyond = sql.raw(order.direction === "asc" ? ">" : "<");
  const { after } = order;
  const start =
    part === "nulls"
      ? sql`${column} is null ${after?.value === null ? sql`and ${id} ${beyond} ${after.id}` : sql``}`
      : sql`${hasNulls ? sql`${column} is not null` : sql`true`} ${after && after.value !== null ? sql`and (${column}, ${id}) ${beyond} (${after.value}::text::${sql.raw(type)}, ${after.id})` : sql``}`;
  const rows = await db.execute<ListRow>(sql`
    select c.id, c.external_id, c.email, c.phone, c.email_code, c.phone_code, c.first_name, c.last_name, c.city,
      c.created_at, c.last_seen_at, m.purchases, m.revenue_minor, m.last_purchase_at, ${column}::text as sorted_by
    from customers c join customer_metrics m on m.customer_id = c.id
    where c.state = 'active' and ${where} and ${start}
    order by ${part === "nulls" ? sql`${id} ${way}` : sql`${column} ${way}, ${id} ${way}`} limit ${limit}`);
  return rows.map((row) => ({ item: itemOf(row), position: { value: row.sorted_by, id: row.id } }));
}

interface ListRow extends Record<string, unknown> {
  id: number;
  external_id: string | null;
  email: string | null;
  phone: string | null;
  email_code: number;
  phone_code: number;
  first_name: string | null;
  last_name: string | null;
  city: string | null;
  created_at: string;
  last_seen_at: string | null;
  purchases: number;
  revenue_minor: number;
  last_purchase_at: string | null;
  sorted_by: string | null;
}
const itemOf = (row: ListRow): CustomerListItem => ({
  id: row.id,
  externalId: row.external_id,
  email: row.email,
  phone: row.phone,
  emailCode: row.email_code,
  phoneCode: row.phone_code,
  firstName: row.first_name,
  lastName: row.last_name,
  city: row.city,
  createdAt: toDate(row.created_at),
  lastSeenAt: toDateOrNull(row.last_seen_at),
  purchases: row.purchases,
  revenueMinor: row.revenue_minor,
  lastPurchaseAt: toDateOrNull(row.last_purchase_at),
});

/** How many there are, counted no further than `max`. */
export async function countCustomers(db: Queryable, filter: CustomerFilter, max: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select 1 from customers c join customer_metrics m on m.customer_id = c.id
      where c.state = 'active' and ${conditions(filter)} limit ${max}) x`);
  return row?.n ?? 0;
}

function conditions(filter: CustomerFilter): SQL {
  const parts: SQL[] = [];
  const owner = (kind: string, value: string) =>
    sql`c.id in (select customer_id from customer_identities where kind = ${kind} and value = ${value})`;
  if (filter.externalId !== undefined) parts.push(owner("external_id", filter.externalId));
  if (filter.email !== undefined) parts.push(owner("email", filter.email));
  if (filter.phone !== undefined) parts.push(owner("phone", filter.phone));
  if (filter.search) parts.push(sql`c.id in (${matches(filter.search)})`);
  if (filter.city) parts.push(sql`c.city = ${filter.city}`);
  if (filter.gender) parts.push(sql`c.gender = ${filter.gender}`);
  if (filter.hasEmail !== undefined)
    parts.push(filter.hasEmail ? sql`c.email is not null` : sql`c.email is null`);
  if (filter.hasPhone !== undefined)
    parts.push(filter.hasPhone ? sql`c.phone is not null` : sql`c.phone is null`);
  if (filter.seenAfter) parts.push(sql`c.last_seen_at >= ${filter.seenAfter.toISOString()}::timestamptz`);
  if (filter.seenBefore) parts.push(sql`c.last_seen_at < ${filter.seenBefore.toISOString()}::timestamptz`);
  if (filter.hasPurchases !== undefined)
    parts.push(filter.hasPurchases ? sql`m.purchases > 0` : sql`m.purchases = 0`);
  if (filter.minRevenueMinor !== undefined) parts.push(sql`m.revenue_minor >= ${filter.minRevenueMinor}`);
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`;
}

const prefix = (text: string) => `${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

/** Numbers of people whose name or identifier begins so. Each part walks one index, no further than `maxMatches`. */
function matches(search: string): SQL {
  const words = search.split(/\s+/).filter(Boolean);
  const [first = "", second] = words;
  const parts: SQL[] = [];
  const number = /^(?:cus_)?([1-9]\d{0,14})$/.exec(search)?.[1];
  if (number) parts.push(sql`select ${Number(number)}::bigint as id`);
  const identifiers = new Set([search, ...phonePrefixes(search)]);
  for (const identifier of identifiers)
    parts.push(
      sql`(select customer_id as id from customer_identities where lower(value) like ${prefix(identifier)} limit ${maxMatches})`,
    );
  if (words.length === 1)
    for (const column of [sql`last_name`, sql`first_name`])
      parts.push(
        sql`(select id from customers where lower(${column}) like ${prefix(first)} limit ${maxMatches})`,
      );
  if (second)
    for (const [a, b] of [
      [first, second],
      [second, first],
    ] as const)
      parts.push(
        sql`(select id from customers where lower(last_name) like ${prefix(a)} and lower(first_name) like ${prefix(b)} limit ${maxMatches})`,
      );
  return sql.join(parts, sql` union `);
}

/** How the beginning of a phone number may stand in the base: with a plus, or with 7 for a Russian 8. */
function phonePrefixes(search: string): string[] {
  const digits = search.replace(/[\s()+.-]/g, "");
  if (!/^\d{3,15}$/.test(digits)) return [];
  return digits.startsWith("8") ? [`+${digits}`, `+7${digits.slice(1)}`] : [`+${digits}`];
}

export interface IdentityRow {
  kind: string;
  value: string;
  addedVia: string;
  addedAt: Date;
}
export async function identitiesOf(db: Queryable, id: number): Promise<IdentityRow[]> {
  const rows = await db.execute<{ kind: string; value: string; added_via: string; added_at: string }>(sql`
    select kind, value, added_via, added_at from customer_identities where customer_id = ${id} order by added_at, kind limit 500`);
  return rows.map((row) => ({
    kind: row.kind,
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
