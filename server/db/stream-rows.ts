import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Db } from "./client";

const dialect = new PgDialect({ casing: "snake_case" });

/**
 * Rows of a query in batches, by a cursor: memory does not grow with the answer. Holds one connection of the pool until
 * the last batch, or until the loop over it is left.
 */
export async function* streamRows<Row extends Record<string, unknown>>(
  db: Db,
  query: SQL,
  batch = 5000,
): AsyncGenerator<Row[]> {
  const { sql, params } = dialect.sqlToQuery(query);
  for await (const rows of db.$client.unsafe(sql, params as never[]).cursor(batch))
    yield rows as unknown as Row[];
}
