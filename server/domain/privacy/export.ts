import { sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { survivorsOf } from "@/server/domain/customers";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { customerRef } from "./schema";

/** Columns that say nothing of a person. */
const silent = new Set(["customer_id", "field_times", "claim_token", "lease_until", "attempt_open_since"]);
const mostRows = 50_000;

export interface PersonExport {
  customer: string;
  /** Numbers of those merged into her. */
  formerNumbers: string[];
  exportedAt: Date;
  profile: Record<string, unknown>;
  /** Rows by table of the registry. */
  tables: Record<string, Record<string, unknown>[]>;
  /** Tables of which only the newest rows are in the file. */
  cut: string[];
}

/** All that is known of a person, from the same registry that merging and erasing go by: nothing is forgotten. */
export const exportCustomer = query({
  name: "privacy.export-customer",
  permission: "customers:export",
  input: customerRef,
  async run(ctx, { customerId }): Promise<PersonExport> {
    const id = (await survivorsOf(ctx.db, [customerId])).get(customerId);
    const people = await ctx.db.execute<{ id: number; row: Record<string, unknown> }>(
      sql`select id, to_jsonb(c) as row from customers c where id = ${id ?? 0} or merged_into = ${id ?? 0} order by id`,
    );
    const own = people.find((one) => one.id === id);
    if (!own) throw notFound("customer", publicId("customer", customerId));
    const tables: PersonExport["tables"] = {};
    const cut: string[] = [];
    for (const [name, table] of Object.entries(customerTables)) {
      if (table.isInternal) continue;
      const rows = await rowsOf(ctx.db, name, own.id);
      if (rows.length > mostRows) cut.push(name);
      if (rows.length > 0) tables[name] = rows.slice(0, mostRows).map(spoken);
    }
    return {
      customer: publicId("customer", own.id),
      formerNumbers: people.filter((one) => one.id !== id).map((one) => publicId("customer", one.id)),
      exportedAt: ctx.clock.now(),
      profile: spoken(own.row),
      tables,
      cut,
    };
  },
});

async function rowsOf(db: Queryable, name: string, id: number): Promise<Record<string, unknown>[]> {
  const rows = await db.execute<{ row: Record<string, unknown> }>(sql`
    select to_jsonb(t) as row from ${sql.identifier(name)} t where customer_id = ${id} limit ${mostRows + 1}`);
  return rows.map(({ row }) => row);
}

const spoken = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).filter(([column, value]) => !silent.has(column) && value !== null && value !== ""),
  );
