import { sql } from "drizzle-orm";
import { arrayParam, type Db, instantParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import { type EventType, isEventType } from "../ingest/event";

/** The row of `log_cursors` that the one reader of the log moves. */
export const consumerName = "tracking";

/** The last event whose effects are in the database. */
export interface Position {
  txid: number;
  seq: number;
}
export interface LoggedEvent extends Position {
  id: string;
  sourceId: number;
  type: EventType;
  occurredAt: Date;
  receivedAt: Date;
  payload: string;
}

export async function readPosition(db: Db): Promise<Position> {
  const [row] = await db.execute<{ txid: number; seq: number }>(sql`
    insert into log_cursors (name) values (${consumerName})
    on conflict (name) do update set name = excluded.name returning txid, seq`);
  return { txid: Number(row?.txid ?? 0), seq: Number(row?.seq ?? 0) };
}

/**
 * Every transaction of this database below this number is over. Transactions commit out of order, so a higher number
 * may be visible before a lower one; below the horizon nothing can appear any more.
 *
 * A snapshot's own xmin would do as well, but it also waits for transactions of other databases on the same server.
 * So: the snapshot's xmax is fixed first, then the running transactions are looked at. One that is not among them ended
 * before, and any later snapshot sees it. (Running transactions of other roles are hidden from us; only the app writes
 * the log.)
 */
async function readHorizon(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ horizon: number }>(sql`
    with taken as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next),
      running as (
        select backend_xid::text::bigint as xid from pg_stat_activity
        where backend_xid is not null and datname = current_database() and backend_type <> 'autovacuum worker'
        union all
        select transaction::text::bigint from pg_prepared_xacts where database = current_database()),
      -- The activity view has the lower 32 bits only; the rest is that of the next number, or one less.
      numbered as (
        select (next >> 32 << 32) + xid - case when (next >> 32 << 32) + xid >= next + (1::bigint << 31) then 1::bigint << 32 else 0 end as xid
        from running, taken)
    select least(next, (select min(xid) from numbered)) as horizon from taken`);
  return Number(row?.horizon ?? 0);
}

/** What is new and final, in the log's order. */
export async function readNewEvents(db: Db, after: Position, limit: number): Promise<LoggedEvent[]> {
  // In this order, as two statements: the second one's snapshot must be the later one.
  const horizon = await readHorizon(db);
  const rows = await db.execute<{
    txid: number;
    seq: number;
    id: string;
    source_id: number;
    type: string;
    occurred_at: string;
    received_at: string;
    payload: string;
  }>(sql`
    select txid, seq, id, source_id, type, occurred_at, received_at, payload from event_log
    where (txid, seq) > (${after.txid}::bigint, ${after.seq}::bigint) and txid < ${horizon}::bigint
    order by txid, seq limit ${limit}`);
  return rows.map((row) => ({
    txid: Number(row.txid),
    seq: Number(row.seq),
    id: row.id,
    sourceId: row.source_id,
    type: isEventType(row.type) ? row.type : "track",
    occurredAt: toDate(row.occurred_at),
    receivedAt: toDate(row.received_at),
    payload: row.payload,
  }));
}

/** True when this transaction may move the cursor from here; false when another reader holds or has moved it. */
export async function claimPosition(tx: Tx, expected: Position): Promise<boolean> {
  const [row] = await tx.execute<{ txid: number; seq: number }>(sql`
    select txid, seq from log_cursors where name = ${consumerName} for update skip locked`);
  return row !== undefined && Number(row.txid) === expected.txid && Number(row.seq) === expected.seq;
}

/** Effects and position in one transaction: effects happen once. */
export async function movePosition(tx: Tx, last: LoggedEvent, now: Date): Promise<void> {
  await tx.execute(sql`
    update log_cursors set txid = ${last.txid}, seq = ${last.seq}, received_at = ${instantParam(last.receivedAt)},
      moved_at = ${instantParam(now)}
    where name = ${consumerName}`);
}

/** Events of people who were erased leave the log as soon as it is known whose they are. */
export async function forgetLogged(tx: Tx, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.execute(sql`
    delete from event_log l using unnest(${arrayParam(
      events.map((event) => event.txid),
      "bigint",
    )}, ${arrayParam(
      events.map((event) => event.seq),
      "bigint",
    )}, ${arrayParam(
      events.map((event) => event.receivedAt.toISOString()),
      "timestamptz",
    )}) as e(txid, seq, received_at)
    where l.txid = e.txid and l.seq = e.seq and l.received_at = e.received_at`);
}
