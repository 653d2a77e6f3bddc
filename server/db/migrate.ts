import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { createDb, type Queryable } from "./client";
import { ensureUpcomingPartitions } from "./partitions";

const folder = path.join(process.cwd(), "drizzle");
/** Any number: all instances that migrate must meet on the same one. */
const migrationLock = 7_214_001;

/** Brings the schema up to date; instances that start together wait for one another. */
export async function migrateToLatest(url: string, now: Date): Promise<void> {
  // One connection: the session's advisory lock must be on the connection that migrates.
  const db = createDb({ url, poolSize: 1, applicationName: "carillon migrate" });
  try {
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`);
    await migrate(db, { migrationsFolder: folder });
    await ensureUpcomingPartitions(db, now);
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}

let expected: number | undefined;
/** How many migrations this build carries. */
function expectedMigrations(): number {
  if (expected === undefined) {
    const journal = JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8")) as {
      entries: unknown[];
    };
    expected = journal.entries.length;
  }
  return expected;
}

/** True when every migration of this build has run. Throws when the database does not answer. */
export async function isMigrated(db: Queryable): Promise<boolean> {
  const rows = await db.execute<{ count: number }>(sql`
    select case when to_regclass('drizzle.__drizzle_migrations') is null then 0
      else (xpath('/row/c/text()', query_to_xml('select count(*) as c from drizzle.__drizzle_migrations', false, true, '')))[1]::text::int
    end as count`);
  return (rows[0]?.count ?? 0) >= expectedMigrations();
}
