import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { customerTables } from "@/server/db/customer-tables";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();

it("knows every table that holds rows of a person", async () => {
  const rows = await db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'customer_id' and not a.attisdropped
      and c.relnamespace = 'public'::regnamespace order by 1`);
  const found = rows.map((row) => row.name);
  expect(found.length).toBeGreaterThan(25);
  // A new table? Say in server/db/customer-tables.ts what merging, erasing and exporting do with its rows.
  expect(Object.keys(customerTables).sort()).toEqual([...found].sort());
});

it("names columns that exist", async () => {
  for (const [name, table] of Object.entries(customerTables)) {
    const columns = [
      ...table.key,
      ...(table.merge.how === "rekey" ? [table.merge.column, ...table.merge.within] : []),
      ...(table.erase.how === "strip" ? Object.keys(table.erase.set) : []),
    ];
    const rows = await db.execute<{ name: string }>(sql`
      select attname as name from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and not attisdropped`);
    const known = new Set(rows.map((row) => row.name));
    expect(columns.filter((column) => !known.has(column)).map((column) => `${name}.${column}`)).toEqual([]);
  }
});

it("names whole keys: a row is found again by its owner and its key", async () => {
  for (const [name, table] of Object.entries(customerTables)) {
    const rows = await db.execute<{ columns: string[] }>(sql`
      select array_agg(a.attname::text) as columns from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = ${name}::regclass and i.indisprimary group by i.indexrelid`);
    const primary = rows[0]?.columns ?? [];
    expect({ name, key: [...table.key].sort() }).toEqual({
      name,
      key: primary.filter((column) => column !== "customer_id").sort(),
    });
  }
});
