import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, instantParam, jsonParam, type Queryable } from "@/server/db/client";
import { command, query } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { type RetentionKind, type RetentionSettings, retentionSettings } from "./schema";

const settingName = "retention";

export async function readRetention(db: Queryable): Promise<RetentionSettings> {
  const [row] = await db.execute<{ value: unknown }>(
    sql`select value from settings where name = ${settingName}`,
  );
  return retentionSettings.parse(row?.value ?? {});
}

/** What each kind of data is: whole month partitions, or rows by a column. */
type Store = { partitions: string } | { rows: string; column: string };
const stores: Record<Exclude<RetentionKind, "visitorDays">, Store[]> = {
  eventLog: [{ partitions: "event_log" }],
  events: [{ partitions: "customer_events" }, { rows: "visits", column: "last_event_at" }],
  messageContents: [{ partitions: "message_contents" }],
  messageEvents: [{ partitions: "message_events" }],
  rejectedInputs: [
    { rows: "rejected_inputs", column: "at" },
    { rows: "import_rejects", column: "at" },
  ],
  audit: [{ rows: "audit_log", column: "at" }],
  mergeRecords: [{ rows: "customer_merge_rows", column: "" }],
};

/** The first moment that is kept. Partitions go when their last moment is older. */
export function keptSince(now: Date, months: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, now.getUTCDate()));
}

interface Partition extends Record<string, unknown> {
  name: string;
  /** First day of its month. */
  month: string;
  bytes: number;
  rows: number;
}
const partitionsOf = (db: Queryable, parent: string) =>
  db.execute<Partition>(sql`
    select c.relname as name, replace(right(c.relname, 7), '_', '-') || '-01' as month, pg_total_relation_size(c.oid) as bytes,
      greatest(c.reltuples, 0)::bigint as rows
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${parent}::regclass
      and c.relname ~ '_[0-9]{4}_[0-9]{2}$' order by c.relname`);
const endOf = (month: string): Date => {
  const at = new Date(`${month}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
};
const addMonths = (at: Date, months: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate()));

export interface RetentionLine {
  kind: RetentionKind;
  keep: number | null;
  /** What would go today. */
  due: { rows: number; bytes: number };
  /** What there is. */
  held: { rows: number; bytes: number };
  /** When the oldest of it goes; null: nothing is there, or it is kept for good. */
  nextAt: Date | null;
}

/** What is kept for how long, what is there, what would go and when. `settings` as if they were saved. */
export const getRetention = query({
  name: "privacy.get-retention",
  permission: "settings:read",
  input: z.object({ settings: retentionSettings.partial().optional() }),
  async run(ctx, { settings: wish }) {
    const settings = { ...(await readRetention(ctx.db)), ...wish };
    const now = ctx.clock.now();
    const lines: RetentionLine[] = [];
    for (const [kind, places] of Object.entries(stores) as [keyof typeof stores, Store[]][])
      lines.push(await lineOf(ctx.db, kind, places, settings[kind], now));
    lines.push(await visitorsLine(ctx.db, settings.visitorDays, now));
    return { settings, lines };
  },
});

async function lineOf(
  db: Queryable,
  kind: RetentionKind,
  places: readonly Store[],
  keep: number | null,
  now: Date,
): Promise<RetentionLine> {
  const line: RetentionLine = {
    kind,
    keep,
    due: { rows: 0, bytes: 0 },
    held: { rows: 0, bytes: 0 },
    nextAt: null,
  };
  const since = keep === null ? undefined : keptSince(now, keep);
  const noteNext = (at: Date) => {
    if (!line.nextAt || at < line.nextAt) line.nextAt = at;
  };
  for (const place of places) {
    if ("partitions" in place) {
      for (const part of await partitionsOf(db, place.partitions)) {
        line.held.rows += part.rows;
        line.held.bytes += part.bytes;
        const end = endOf(part.month);
        if (part.rows === 0 && end > now) continue;
        if (since && keep !== null) noteNext(addMonths(end, keep));
        if (since && end <= since) {
          line.due.rows += part.rows;
          line.due.bytes += part.bytes;
        }
      }
      continue;
    }
    const [row] = await db.execute<{ held: number; due: number; bytes: number; oldest: string | null }>(
      place.rows === "customer_merge_rows"
        ? sql`select count(*)::int as held, pg_total_relation_size('customer_merge_rows') as bytes, min(m.at)::text as oldest,
            count(*) filter (where m.at < ${since ? instantParam(since) : sql`'-infinity'::timestamptz`})::int as due
          from customer_merge_rows r left join customer_merges m on m.id = r.merge_id`
        : sql`select count(*)::int as held, pg_total_relation_size(${place.rows}::regclass) as bytes, min(${sql.identifier(place.column)})::text as oldest,
            count(*) filter (where ${sql.identifier(place.column)} < ${since ? instantParam(since) : sql`'-infinity'::timestamptz`})::int as due
          from ${sql.identifier(place.rows)}`,
    );
    line.held.rows += row?.held ?? 0;
    line.held.bytes += row?.bytes ?? 0;
    line.due.rows += row?.due ?? 0;
    if (row?.oldest && keep !== null)
      noteNext(addMonths(new Date(row.oldest.replace(" ", "T").replace(/\+00$/, "Z")), keep));
  }
  if (line.nextAt && line.nextAt < now) line.nextAt = now;
  return line;
}

async function visitorsLine(db: Queryable, days: number | null, now: Date): Promise<RetentionLine> {
  const before = new Date(now.getTime() - (days ?? 0) * 86_400_000);
  const [row] = await db.execute<{ held: number; due: number; bytes: number; oldest: string | null }>(sql`
    select count(*)::int as held, pg_total_relation_size('visitors') as bytes, min(last_seen_at)::text as oldest,
      count(*) filter (where last_seen_at < ${instantParam(before)})::int as due
    from visitors where customer_id is null`);
  const oldest = row?.oldest ? new Date(row.oldest.replace(" ", "T").replace(/\+00$/, "Z")) : undefined;
  const nextAt =
    days === null || !oldest ? null : new Date(Math.max(now.getTime(), oldest.getTime() + days * 86_400_000));
  return {
    kind: "visitorDays",
    keep: days,
    due: { rows: days === null ? 0 : (row?.due ?? 0), bytes: 0 },
    held: { rows: row?.held ?? 0, bytes: row?.bytes ?? 0 },
    nextAt,
  };
}

export const setRetention = command({
  name: "privacy.set-retention",
  permission: "settings:write",
  input: retentionSettings,
  async run(ctx, settings) {
    const before = await readRetention(ctx.db);
    await ctx.db.execute(sql`
      insert into settings (name, value, updated_at) values (${settingName}, ${jsonParam(settings)}, ${instantParam(ctx.clock.now())})
      on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`);
    ctx.audit({ subjectType: "settings", subjectId: settingName, changes: { from: before, to: settings } });
    return settings;
  },
});

const rowBatch = 20_000;

/**
 * Lets go of what is older than the settings allow: whole partitions, and rows in batches. The log keeps what its
 * reader has not read. Busy tables are tried again tomorrow rather than waited for.
 */
export async function applyRetention(ctx: Context): Promise<Record<string, number>> {
  const db = ctx.db as Db;
  const settings = await readRetention(db);
  const now = ctx.clock.now();
  const gone: Record<string, number> = {};
  const [cursor] = await db.execute<{ at: string | null }>(
    sql`select min(received_at)::text as at from log_cursors`,
  );
  for (const [kind, places] of Object.entries(stores) as [keyof typeof stores, Store[]][]) {
    const keep = settings[kind];
    if (keep === null) continue;
    const since = keptSince(now, keep);
    for (const place of places) {
      if ("rows" in place) gone[place.rows] = await deleteRows(db, place, since);
      else
        for (const part of await partitionsOf(db, place.partitions)) {
          const isUnread =
            place.partitions === "event_log" &&
            (!cursor?.at || endOf(part.month) > new Date(cursor.at.replace(" ", "T").replace(/\+00$/, "Z")));
          if (endOf(part.month) > since || isUnread) continue;
          if (await dropPartition(db, part.name)) gone[place.partitions] = (gone[place.partitions] ?? 0) + 1;
          else
            ctx.log.warn(
              { partition: part.name },
              "a partition past its time is in use; tried again tomorrow",
            );
        }
    }
  }
  if (settings.visitorDays !== null)
    gone.visitors = await forgetVisitors(db, new Date(now.getTime() - settings.visitorDays * 86_400_000));
  return Object.fromEntries(Object.entries(gone).filter(([, count]) => count > 0));
}

async function dropPartition(db: Db, name: string): Promise<boolean> {
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local lock_timeout = '3s'`);
      await tx.execute(sql`drop table ${sql.identifier(name)}`);
      // No trigger tells of this: live segments judge everybody anew.
      await tx.execute(sql`
        insert into segment_marks (customer_id, topic) select 0, 'person' where exists (select from segments where is_live)`);
    });
    return true;
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause;
    if (cause?.code === "55P03") return false;
    throw error;
  }
}

async function deleteRows(
  db: Db,
  { rows, column }: { rows: string; column: string },
  since: Date,
): Promise<number> {
  for (let total = 0; ; ) {
    const done = await db.execute(
      rows === "customer_merge_rows"
        ? sql`delete from customer_merge_rows where (merge_id, id) in (
            select r.merge_id, r.id from customer_merge_rows r join customer_merges m on m.id = r.merge_id
            where m.at < ${instantParam(since)} limit ${rowBatch}) returning 1`
        : sql`delete from ${sql.identifier(rows)} where ctid in (
            select ctid from ${sql.identifier(rows)} where ${sql.identifier(column)} < ${instantParam(since)} limit ${rowBatch}) returning 1`,
    );
    total += done.length;
    if (done.length < rowBatch) return total;
  }
}

/** Visitors nobody knows, with what they did: domain practice is sixty days. */
async function forgetVisitors(db: Db, before: Date): Promise<number> {
  for (let total = 0; ; ) {
    const done = await db.transaction(async (tx) => {
      const rows = await tx.execute<{ id: number }>(sql`
        delete from visitors where id in (select id from visitors where customer_id is null and last_seen_at < ${instantParam(before)}
          limit 2000 for update skip locked) returning id`);
      const ids = sql`${sql.param(rows.map((row) => row.id))}::bigint[]`;
      if (rows.length > 0)
        for (const table of ["customer_events", "visits", "product_views", "carts"])
          await tx.execute(sql`delete from ${sql.identifier(table)} where customer_id = any(${ids})`);
      return rows.length;
    });
    total += done;
    if (done < 2000) return total;
  }
}
