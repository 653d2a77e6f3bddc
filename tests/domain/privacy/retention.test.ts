import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { applyRetention, getRetention, setRetention } from "@/server/domain/privacy";
import { retentionSettings } from "@/server/domain/privacy/schema";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-06-15T12:00:00Z");
const clock = { now: () => now } as never;
const ctx = asRole(db, "administrator", clock);
const months = async (table: string) =>
  (
    await db.execute<{ name: string }>(sql`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = ${table}::regclass and c.relname < ${`${table}_2026_06`} order by 1`)
  ).map((row) => row.name.slice(-7));

it("drops whole months that are past their time, tells before what goes and when, and leaves the unread log alone", async () => {
  const old = ["2026-01-10", "2026-03-10", "2026-05-10"].map((day) => new Date(day));
  for (const table of ["event_log", "customer_events"] as const) await ensurePartitions(db, table, old);
  for (const [n, at] of old.entries())
    await db.execute(sql`
      insert into customer_events (customer_id, occurred_at, id, origin_id, source_id, type, name, received_at)
      values (1, ${at.toISOString()}::timestamptz, ${`00000000-0000-4000-8000-00000000000${n}`}::uuid, 1, 1, 'track', 'x', ${at.toISOString()}::timestamptz)`);
  await db.execute(sql`
    insert into visitors (id, anonymous_id, first_seen_at, last_seen_at) values
      (901, 'old', '2026-01-01', '2026-01-02'), (902, 'young', '2026-06-01', '2026-06-02')`);
  await db.execute(
    sql`insert into visits (customer_id, started_at, origin_id, last_event_at, source_id) values (901, '2026-06-01', 901, '2026-06-01', 1)`,
  );
  await db.execute(sql`analyze`);
  await setRetention(ctx, retentionSettings.parse({ events: 3, eventLog: 1 }));

  const { lines } = await getRetention(ctx, {});
  const events = lines.find((line) => line.kind === "events");
  expect(events).toMatchObject({ keep: 3, held: { rows: 4 }, due: { rows: 1 }, nextAt: now });
  expect(lines.find((line) => line.kind === "visitorDays")).toMatchObject({
    due: { rows: 1 },
    held: { rows: 2 },
  });
  // A wish is judged before it is saved.
  const wished = await getRetention(ctx, { settings: { events: null } });
  expect(wished.lines.find((line) => line.kind === "events")).toMatchObject({
    due: { rows: 0 },
    nextAt: null,
  });

  const gone = await applyRetention(asSystem(db, clock));
  expect(gone).toMatchObject({ customer_events: 1, visitors: 1 });
  expect(await months("customer_events")).toEqual(["2026_03", "2026_05"]);
  // Nobody has read the log: it waits for its reader.
  expect(await months("event_log")).toEqual(["2026_01", "2026_03", "2026_05"]);
  await db.execute(
    sql`insert into log_cursors (name, received_at) values ('tracking', ${now.toISOString()}::timestamptz)`,
  );
  await applyRetention(asSystem(db, clock));
  expect(await months("event_log")).toEqual(["2026_05"]);
  const visits = await db.execute(sql`select 1 from visits`);
  expect(visits).toHaveLength(0);
});
