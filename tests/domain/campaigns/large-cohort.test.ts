import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { expect, it } from "vitest";
import type { Db } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import * as schema from "@/server/db/schema";
import { advanceCohort, enterDue, watchCarts } from "@/server/domain/campaigns";
import { asSystem } from "../../support/actors";
import { testDatabase } from "../../support/database";
import { hour, minute, scene } from "./scene";

const { db } = await testDatabase();

it("moves ten thousand people with as many statements as ten", { timeout: 120_000 }, async () => {
  const statements: string[] = [];
  const logger = { logQuery: (query: string) => void statements.push(query) };
  const watched = drizzle(db.$client, { schema, casing: "snake_case", logger }) as unknown as Db;
  const shop = scene(db);
  const { id } = await shop.campaign();
  const counts: number[][] = [];
  // The first letter of a month makes its partition, whatever the number of people.
  for (const table of ["messages", "message_events"] as const)
    await ensurePartitions(db, table, [shop.clock.now()]);
  for (const people of [10, 10_000]) {
    const now = shop.clock.now().toISOString();
    await db.execute(sql`
      with people as (
        insert into customers (email, city) select gen_random_uuid() || '@example.com', case when n % 2 = 0 then 'A' else 'B' end
        from generate_series(1, ${people}::int) n returning id)
      insert into carts (customer_id, state, started_at, last_action_at, items, items_count, total_minor, source_id)
      select id, 'open', ${now}::timestamptz, ${now}::timestamptz, '[{"name": "Tea", "quantity": 1, "priceMinor": 100}]', 1, 100, 1 from people`);
    await watchCarts(shop.system, { earliestActionAt: shop.clock.now() });
    const perCall: number[] = [];
    const counted = async <T>(work: Promise<T>): Promise<T> => {
      const before = statements.length;
      const result = await work;
      perCall.push(statements.length - before);
      return result;
    };
    const ctx = asSystem(watched, shop.clock);
    shop.clock.advance(hour);
    expect(await counted(enterDue(ctx, { campaignId: id }))).toMatchObject({ entered: people });
    for (let node = 0; node < 4; node++) {
      const [cohort] = await db.execute<{ id: string; size: number }>(sql`
        select id, size from campaign_cohorts where campaign_id = ${id}::uuid and state <> 'done' order by created_at desc limit 1`);
      expect(cohort?.size).toBe(people);
      let result = await counted(advanceCohort(ctx, { cohortId: cohort?.id ?? "" }));
      if (result.state === "waiting" && node === 0) {
        shop.clock.advance(10 * minute);
        result = await counted(advanceCohort(ctx, { cohortId: cohort?.id ?? "" }));
      }
    }
    counts.push(perCall);
  }
  expect(counts[1]).toEqual(counts[0]);
  const [letters] = await db.execute(
    sql`select count(*)::int as count from messages where source_id = ${id}`,
  );
  expect(letters).toEqual({ count: 10_010 });
});
