import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isMigrated } from "@/server/db/migrate";
import { ensurePartitions } from "@/server/db/partitions";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();

test("a migrated database knows that it is current", async () => {
  expect(await isMigrated(db)).toBe(true);
});

test("a month partition is made once and takes rows of that month", async () => {
  await ensurePartitions(db, "customer_events", [new Date("2019-02-10T00:00:00Z")]);
  await db.execute(sql`select ensure_month_partition('customer_events', '2019-02-28')`);
  await db.execute(sql`insert into customer_events (customer_id, occurred_at, id, origin_id, source_id, type, name, received_at)
    values (1, '2019-02-28T23:59:59Z', gen_random_uuid(), 1, 1, 'track', 'Test', now())`);
  const [row] = await db.execute<{ name: string }>(
    sql`select tableoid::regclass::text as name from customer_events`,
  );
  expect(row?.name).toBe("customer_events_2019_02");
});
