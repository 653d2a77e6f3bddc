import { type SQL, sql } from "drizzle-orm";
import { arrayParam } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { customFieldCode, isCustomerField } from "./fields";
import { reading } from "./membership";
import { namedThings, valuesInput } from "./schema";

/** What a rule refers to by id or code, under the names people know. What is gone has no entry. */
export interface ThingNames {
  segments: Record<string, string>;
  tags: Record<string, string>;
  campaigns: Record<string, string>;
  products: Record<string, string>;
  categories: Record<string, string>;
  stores: Record<string, string>;
  regions: Record<string, string>;
}

/** One statement for all kinds: an editor asks it whenever something is chosen. */
export const nameThings = query({
  name: "segments.names",
  permission: "segments:read",
  input: namedThings,
  async run(ctx, ids): Promise<ThingNames> {
    const rows = await ctx.db.execute<{ kind: keyof ThingNames; id: string; name: string }>(sql`
      select 'segments' as kind, id::text, name from segments where id = any(${arrayParam(ids.segments, "uuid")})
      union all select 'tags', id::text, name from tags where id = any(${arrayParam(ids.tags, "uuid")})
      union all select 'campaigns', id::text, name from campaigns where id = any(${arrayParam(ids.campaigns, "uuid")})
      union all select 'products', external_id, name from products where external_id = any(${arrayParam(ids.products, "text")})
      union all select 'categories', external_id, name from categories where external_id = any(${arrayParam(ids.categories, "text")})
      union all select 'stores', external_id, name from stores where external_id = any(${arrayParam(ids.stores, "text")})
      union all select 'regions', id::text, name from regions where id = any(${arrayParam(ids.regions, "bigint")})`);
    const names: ThingNames = {
      segments: {},
      tags: {},
      campaigns: {},
      products: {},
      categories: {},
      stores: {},
      regions: {},
    };
    for (const { kind, id, name } of rows) names[kind][id] = name;
    return names;
  },
});

export interface KnownValue {
  value: string;
  count: number;
}

/** Values that are really there, the most frequent first: what a condition can be compared with. */
export const knownValues = query({
  name: "segments.values",
  permission: "segments:read",
  input: valuesInput,
  async run(ctx, { of, search, limit }): Promise<KnownValue[]> {
    const source = sourceOf(of);
    if (!source) return [];
    const found = search ? sql`and value ilike ${`${search.replace(/[\\%_]/g, "\\$&")}%`}` : sql``;
    const rows = await reading(ctx.db, (tx) =>
      tx.execute<{ value: string; count: number }>(sql`
        select value, count(*)::int as count from (${source}) known(value)
        where value <> '' ${found} group by value order by 2 desc, 1 limit ${limit}`),
    );
    return [...rows];
  },
});

/** Columns are named by our own list, custom codes travel as parameters. */
function sourceOf(of: string): SQL | undefined {
  if (of === "brand") return sql`select brand from products where brand is not null`;
  if (of === "purchase_channel")
    return sql`select channel from (select channel from receipts order by occurred_at desc limit 200000) r
      union all select channel from (select channel from orders order by occurred_at desc limit 200000) o`;
  if (isCustomerField(of))
    return sql`select customers.${sql.identifier(of)}::text from customers
      where state = 'active' and customers.${sql.identifier(of)} is not null`;
  const code = customFieldCode(of);
  return code === undefined
    ? undefined
    : sql`select attributes ->> ${code}::text from customers
        where state = 'active' and jsonb_typeof(attributes -> ${code}::text) = 'string'`;
}
