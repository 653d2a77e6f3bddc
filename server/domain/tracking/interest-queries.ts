import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Queryable, toDate } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { decayAt, halfLifeDays, interestWeights } from "./consume/interest";

export interface CategoryInterest {
  /** Null: goods without a category, or that the catalogue does not know. */
  categoryId: number | null;
  externalId: string | null;
  name: string | null;
  score: number;
  /** Of all her interest, 0 to 100. */
  share: number;
}

/**
 * What one person is interested in, by category: views, goods put into containers, and purchases, each halved every
 * thirty days. Goods count for the category they are in now.
 */
export async function readInterests(
  db: Queryable,
  customerId: number,
  now: Date,
): Promise<CategoryInterest[]> {
  const decay = decayAt(now);
  const bought = (table: "order" | "receipt") => sql`
    select p.category_id, ${interestWeights.purchase} * power(2, -extract(epoch from ${now.toISOString()}::timestamptz - h.occurred_at) / ${halfLifeDays * 86_400}) as score
    from ${sql.raw(table)}_lines l join ${sql.raw(table)}s h on h.customer_id = l.customer_id and h.id = l.${sql.raw(table)}_id
    left join products p on p.id = l.product_id
    where l.customer_id = ${customerId} and h.status not in ('cancelled', 'returned')`;
  const rows = await db.execute<{
    id: number | null;
    external_id: string | null;
    name: string | null;
    score: number;
  }>(sql`
    select k.id, k.external_id, k.name, s.score from (
      select category_id, sum(score)::float8 as score from (
        select p.category_id, v.weight * ${decay}::float8 as score
        from product_views v left join products p on p.external_id = v.item_id
        where v.customer_id = ${customerId} and v.kind = 'product'
        union all
        select c.id, v.weight * ${decay}::float8 from product_views v left join categories c on c.external_id = v.item_id or c.name = v.item_id
        where v.customer_id = ${customerId} and v.kind = 'category'
        union all ${bought("order")}
        union all ${bought("receipt")} and h.order_external_id is null) parts
      group by category_id) s
    left join categories k on k.id = s.category_id
    where s.score > 0.001 order by s.score desc limit 100`);
  const total = rows.reduce((sum, row) => sum + row.score, 0);
  return rows.map((row) => ({
    categoryId: row.id === null ? null : Number(row.id),
    externalId: row.external_id,
    name: row.name,
    score: Math.round(row.score * 100) / 100,
    share: total > 0 ? Math.round((row.score / total) * 1_000) / 10 : 0,
  }));
}

export interface ViewedProduct {
  externalId: string;
  productId: number | null;
  name: string | null;
  views: number;
  additions: number;
  lastAt: Date;
}
export async function readViewedProducts(
  db: Queryable,
  customerId: number,
  limit: number,
): Promise<ViewedProduct[]> {
  const rows = await db.execute<{
    item_id: string;
    id: number | null;
    name: string | null;
    views: number;
    additions: number;
    last_at: string;
  }>(sql`
    select v.item_id, p.id, p.name, sum(v.views)::int as views, sum(v.additions)::int as additions, max(v.last_at) as last_at
    from product_views v left join products p on p.external_id = v.item_id
    where v.customer_id = ${customerId} and v.kind = 'product'
    group by v.item_id, p.id, p.name order by max(v.last_at) desc limit ${limit}`);
  return rows.map((row) => ({
    externalId: row.item_id,
    productId: row.id === null ? null : Number(row.id),
    name: row.name,
    views: row.views,
    additions: row.additions,
    lastAt: toDate(row.last_at),
  }));
}

/** The interest map of a profile, and what she looked at last. */
export const getInterests = query({
  name: "tracking.get-interests",
  permission: "customers:read",
  input: z.object({
    customerId: z.number().int().positive(),
    products: z.number().int().min(0).max(200).default(20),
  }),
  async run(ctx, { customerId, products }) {
    const [categories, viewed] = await Promise.all([
      readInterests(ctx.db, customerId, ctx.clock.now()),
      readViewedProducts(ctx.db, customerId, products),
    ]);
    return { categories, viewed };
  },
});
