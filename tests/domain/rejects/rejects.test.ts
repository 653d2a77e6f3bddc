import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { retryRejects } from "@/server/domain/integrations/rejects/retry";
import {
  correctReject,
  countMatchingRejects,
  discardRejects,
  listRejects,
  recordRejects,
} from "@/server/domain/rejects";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "@/tests/support/database";
import { testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const ctx = {
  actor: { kind: "system" as const, label: "test" },
  door: "script" as const,
  clock: shop.clock,
  db,
  log: logger,
};
const now = () => shop.clock.now();
const keysOf = (page: { rows: readonly { key: string }[] }) => page.rows.map((row) => row.key);

test("what was refused is read again once its cause, or the input itself, is put right", async () => {
  const mark = randomUUID();
  await shop.send(
    {
      type: "track",
      messageId: mark,
      event: "Quiz",
      userId: mark,
      properties: { order: mark },
      timestamp: "yesterday",
    },
    // Without its number: the reader of the log refuses the order, the event stays.
    shop.event("track", 1, { userId: mark, event: "Order Completed", properties: { total: 5, mark } }),
  );
  await shop.consume();
  await recordRejects(
    db,
    [
      {
        door: "rest",
        entity: "customer",
        reason: "email: is not an address",
        payload: { external_id: mark, email: "anna@" },
      },
      { door: "bus", entity: "other", reason: "unknown kind of message", payload: `{"mark":"${mark}"` },
    ],
    now(),
  );
  const found = await listRejects(ctx, { search: mark.slice(4, 30), state: "open" });
  expect(found.rows.map((row) => [row.door, row.entity]).sort()).toEqual([
    ["bus", "other"],
    ["consumer", "event"],
    ["rest", "customer"],
    ["tracking", "event"],
  ]);
  const of = (door: string) => found.rows.find((row) => row.door === door)?.key ?? "";

  // As they are, the same again.
  const first = await retryRejects(ctx, { selection: { keys: keysOf(found) } });
  // The order's event is only put back into the log; what comes of it is told by the reader.
  expect(first).toMatchObject({ tried: 4, resolved: 1, refused: 3, isMore: false });
  await shop.consume();
  const again = await listRejects(ctx, { search: mark, state: "open", door: "consumer" });
  expect(again.rows).toHaveLength(1);

  await correctReject(ctx, {
    key: again.rows[0]?.key ?? "",
    payload: JSON.stringify({
      ...JSON.parse(again.rows[0]?.payload ?? ""),
      properties: { order_id: mark, total: 5, mark },
    }),
  });
  await correctReject(ctx, {
    key: of("rest"),
    payload: JSON.stringify({ external_id: mark, email: `${mark}@example.com` }),
  });
  await correctReject(ctx, {
    key: of("tracking"),
    payload: JSON.stringify({ type: "track", event: "Quiz", userId: mark, properties: { order: mark } }),
  });
  const second = await retryRejects(ctx, {
    // The door writes by the database's clock.
    selection: { matching: { search: mark }, notTriedSince: new Date() },
  });
  expect(second).toMatchObject({ tried: 4, resolved: 3, refused: 1 });
  await shop.consume();
  const [person] = await db.execute(sql`
    select email, (select count(*)::int from orders o where o.customer_id = c.id) as orders,
      (select array_agg(name order by name) from customer_events e where e.customer_id = c.id and e.type = 'track') as events
    from customers c where external_id = ${mark}`);
  expect(person).toMatchObject({
    email: `${mark}@example.com`,
    orders: 1,
    events: ["Order Completed", "Quiz"],
  });
  const left = await listRejects(ctx, { search: mark, state: "open" });
  expect(left.rows).toMatchObject([{ door: "bus", tries: 2, settledBy: "test" }]);
  expect((await listRejects(ctx, { search: mark, state: "resolved" })).rows).toHaveLength(4);
  await discardRejects(ctx, { selection: { keys: keysOf(left) } });
  expect(await countMatchingRejects(ctx, { search: mark, state: "open" })).toBe(0);
});

test("trying again gives a public key no more than its door did", async () => {
  const mark = randomUUID();
  await shop.send({ type: "track", event: "Of nobody", properties: { mark } });
  const found = await listRejects(ctx, { search: mark });
  expect(await retryRejects(ctx, { selection: { keys: keysOf(found) } })).toMatchObject({
    resolved: 0,
    refused: 1,
  });
  await shop.consume();
  expect(await db.execute(sql`select 1 from system_events`)).toHaveLength(0);
});

test("rows of files stand in the same list, and pages of both follow one another without gaps or repeats", async () => {
  const id = randomUUID();
  const mark = `lost-${id}`;
  const format = { columns: ["id", "email"], dateOrder: null, decimal: "." };
  await db.execute(sql`
    insert into imports (id, entity, file_name, file_key, file_bytes, file_hash, mapping, format, status)
    values (${id}, 'customers', ${`${mark}.csv`}, '', 1, 'h', '{"id":"external_id","email":"email"}', ${JSON.stringify(format)}::text::jsonb, 'succeeded')`);
  await db.execute(sql`
    insert into import_rejects (import_id, row_no, field, code, message, raw, at)
    select ${id}::uuid, n, 'email', 'invalid_email', 'no address', jsonb_build_array(${mark}::text || '-' || n, case when n % 2 = 0 then 'bad' else ${mark}::text || n || '@example.com' end),
      ${now().toISOString()}::timestamptz - make_interval(mins => n) from generate_series(1, 7) n`);
  await recordRejects(
    db,
    Array.from({ length: 5 }, (_, n) => ({
      door: "sql" as const,
      entity: "order" as const,
      reason: mark,
      payload: { n },
    })),
    now(),
  );
  const keys: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listRejects(ctx, { search: mark, limit: 3, ...(cursor ? { cursor } : {}) });
    keys.push(...keysOf(page));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(keys).toHaveLength(12);
  expect(new Set(keys).size).toBe(12);
  const rows = { door: "import" as const, search: mark, state: "open" as const };
  expect((await listRejects(ctx, rows)).rows[0]).toMatchObject({
    entity: "customer",
    origin: `${mark}.csv`,
    path: "row 1, email",
  });
  const tried = await retryRejects(ctx, {
    selection: { matching: rows, notTriedSince: new Date(now().getTime() + 1) },
  });
  expect(tried).toMatchObject({ tried: 7, resolved: 4, refused: 3 });
  const people = await db.execute(sql`select 1 from customers where external_id like ${`${mark}-%`}`);
  expect(people).toHaveLength(4);
});

test("a search uses its index", async () => {
  const plan = await db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return JSON.stringify(
      await tx.execute(sql`explain select id from rejected_inputs r
        where (reason || ' ' || coalesce(path, '') || ' ' || coalesce(origin, '') || ' ' || left(coalesce(payload, ''), 8000)) ilike '%needle%'`),
    );
  });
  expect(plan).toContain("rejected_inputs_text");
});
