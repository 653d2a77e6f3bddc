import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { listRejects } from "@/server/domain/rejects";
import { consumeOnce, ingestHealth, listLiveEvents } from "@/server/domain/tracking";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const { event, send, consume, deps } = shop;
const other = postgres(url, { max: 2, onnotice: () => {} });
afterAll(() => other.end({ timeout: 1 }));

const namesRead = async () =>
  (await db.execute<{ name: string }>(sql`select name from customer_events order by name`)).map(
    (row) => row.name,
  );
/** Writes an event by hand in a transaction that the test keeps open. */
const insertEvent = (tx: postgres.TransactionSql, name: string) => tx`
  insert into event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload)
  values (${deps.clock.now().toISOString()}::text::timestamptz, 1, pg_current_xact_id()::text::bigint, ${randomUUID()}::uuid, 1, 'track',
    ${deps.clock.now().toISOString()}::text::timestamptz, ${JSON.stringify({ event: name, anonymousId: "late" })})`;

test("transactions that commit out of order: nothing is skipped, nothing is read twice", async () => {
  let commit = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let started = () => {};
  const isOpen = new Promise<void>((resolve) => {
    started = resolve;
  });
  const first = other.begin(async (tx) => {
    await insertEvent(tx, "A: began first, commits last");
    started();
    await held;
  });
  await isOpen;
  await other.begin((tx) => insertEvent(tx, "B: began later, commits first"));
  expect(await consume()).toBe(0); // B is visible, but A may still appear before it
  expect(await namesRead()).toEqual([]);
  commit();
  await first;
  expect(await consume()).toBe(2);
  expect(await consume()).toBe(0);
  expect(await namesRead()).toEqual(["A: began first, commits last", "B: began later, commits first"]);
});

test("readers that run at once share the log without a double effect", async () => {
  await send(
    ...Array.from({ length: 60 }, (_, no) =>
      event("track", no, { anonymousId: `v${no % 7}`, event: "Many" }),
    ),
  );
  const results = await Promise.all(Array.from({ length: 4 }, () => consumeOnce({ ...deps, batchSize: 25 })));
  expect(results.some((result) => result.isBusy || result.events === 0)).toBe(true);
  await consume();
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from customer_events where name = 'Many'`,
  );
  expect(row?.n).toBe(60);
  const [counted] = await db.execute<{ events: number }>(
    sql`select events from event_names where name = 'Many'`,
  );
  expect(counted?.events).toBe(60);
});

test("an event that cannot be applied is set aside, its neighbours are not", async () => {
  await db.execute(sql`create function refuse_poison() returns trigger language plpgsql as $$
    begin if new.name = 'Poison' then raise exception 'cannot digest this' using errcode = '22023'; end if; return new; end $$`);
  await db.execute(
    sql`create trigger poison before insert on customer_events for each row execute function refuse_poison()`,
  );
  const events = Array.from({ length: 33 }, (_, no) =>
    event("track", no, { userId: `p${no}`, event: no === 11 || no === 12 ? "Poison" : "Fine" }),
  );
  await send(...events);
  expect(await consume()).toBe(33);
  await db.execute(sql`drop trigger poison on customer_events`);
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from customer_events where name = 'Fine'`,
  );
  expect(row?.n).toBe(31);
  const { rows } = await listRejects(asRole(db, "analyst", shop.clock), {
    door: "consumer",
    search: "Poison",
  });
  expect(rows.map((one) => one.reason)).toEqual(["cannot digest this", "cannot digest this"]);
});

test("a failing database stops the reader where it is; nothing is set aside", async () => {
  await send(event("track", 1, { userId: "q1", event: "Later" }));
  await db.execute(sql`alter table customer_events rename to customer_events_away`);
  await expect(consume()).rejects.toThrow();
  await db.execute(sql`alter table customer_events_away rename to customer_events`);
  expect(await consume()).toBe(1);
  expect(await namesRead()).toContain("Later");
});

test("health: what flows, what waits, what was refused", async () => {
  await send(event("track", 5, { userId: "h1", event: "Seen" }));
  shop.clock.advance(20_000);
  const ctx = asRole(db, "analyst", shop.clock);
  expect(await ingestHealth(ctx, {})).toMatchObject({ unreadEvents: 1, lagSeconds: 20 });
  await consume();
  const health = await ingestHealth(ctx, {});
  expect(health).toMatchObject({ unreadEvents: 0, lagSeconds: 0 });
  expect(health.eventsLastHour).toBeGreaterThan(90);
  expect(health.rejectedLastDay).toBe(2);
  expect(health.lastReceivedAt).not.toBeNull();
  const live = await listLiveEvents(ctx, { search: "SEEN", limit: 5 });
  expect(live.map((one) => JSON.parse(one.payload).event)).toEqual(["Seen"]);
});
