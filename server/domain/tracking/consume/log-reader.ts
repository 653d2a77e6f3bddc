import { sql } from "drizzle-orm";
import { type Db, instantParam, type Queryable, type Tx, toDate } from "@/server/db/client";
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
 * What is new and final. Transactions commit out of order, so a higher number may be visible before a lower one: only
 * those below the oldest transaction still running are read, and none can appear there later.
 */
export async function readNewEvents(db: Queryable, after: Position, limit: number): Promise<LoggedEvent[]> {
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
    where (txid, seq) > (${after.txid}::bigint, ${after.seq}::bigint)
      and txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
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
