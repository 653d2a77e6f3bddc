import { type SQL, sql } from "drizzle-orm";
import { type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import { consumerName } from "./consume/log-reader";

export interface SourceActivity {
  sourceId: number;
  eventsLastMinute: number;
  eventsLastHour: number;
  eventsLastDay: number;
  lastReceivedAt: Date | null;
  rejectedLastDay: number;
}

export async function readSourceActivity(db: Queryable, now: Date): Promise<SourceActivity[]> {
  const rows = await db.execute<{
    source_id: number;
    minute: number;
    hour: number;
    day: number;
    last: string | null;
    rejected: number;
  }>(sql`
    select s.id as source_id, coalesce(a.minute, 0)::int as minute, coalesce(a.hour, 0)::int as hour,
      coalesce(a.day, 0)::int as day, a.last, coalesce(r.rejected, 0)::int as rejected
    from sources s
    left join lateral (
      select sum(events) filter (where minute >= ${ago(now, 60)}) as minute,
        sum(events) filter (where minute >= ${ago(now, 3_600)}) as hour,
        sum(events) filter (where minute >= ${ago(now, 86_400)}) as day, max(last_received_at) as last
      from source_activity where source_id = s.id
    ) a on true
    left join (
      select source_id, count(*) as rejected from rejected_inputs where at >= ${ago(now, 86_400)} group by source_id
    ) r on r.source_id = s.id
    order by s.id`);
  return rows.map((row) => ({
    sourceId: row.source_id,
    eventsLastMinute: row.minute,
    eventsLastHour: row.hour,
    eventsLastDay: row.day,
    lastReceivedAt: toDateOrNull(row.last),
    rejectedLastDay: row.rejected,
  }));
}

const ago = (now: Date, seconds: number): SQL =>
  sql`${new Date(now.getTime() - seconds * 1_000).toISOString()}::timestamptz`;

/** Counting stops here: "more than 10,000" is all anyone needs to know. */
const backlogLimit = 10_001;

export async function readBacklog(
  db: Queryable,
): Promise<{ unread: number; oldestAt: Date | null; readUpTo: Date | null }> {
  const [row] = await db.execute<{ unread: number; oldest: string | null; read_up_to: string | null }>(sql`
    with cursor as (select coalesce(max(txid), 0) as txid, coalesce(max(seq), 0) as seq, max(received_at) as read_up_to
        from log_cursors where name = ${consumerName}),
      unread as (select l.received_at from event_log l, cursor c where (l.txid, l.seq) > (c.txid, c.seq)
        order by l.txid, l.seq limit ${backlogLimit})
    select (select count(*) from unread)::int as unread, (select min(received_at) from unread) as oldest, read_up_to from cursor`);
  return {
    unread: row?.unread ?? 0,
    oldestAt: toDateOrNull(row?.oldest ?? null),
    readUpTo: toDateOrNull(row?.read_up_to ?? null),
  };
}

export interface LiveEvent {
  id: string;
  sourceId: number;
  type: string;
  occurredAt: Date;
  receivedAt: Date;
  payload: string;
}
/** A search looks at the newest events only: the log has no index over its text, by intent. */
const searchDepth = 5_000;

export async function readLiveEvents(
  db: Queryable,
  filter: { sourceId?: number; search?: string; limit: number },
): Promise<LiveEvent[]> {
  const rows = await db.execute<{
    id: string;
    source_id: number;
    type: string;
    occurred_at: string;
    received_at: string;
    payload: string;
  }>(sql`
    select id, source_id, type, occurred_at, received_at, payload
    from (select * from event_log order by txid desc, seq desc limit ${searchDepth}) newest
    where ${filter.sourceId === undefined ? sql`true` : sql`source_id = ${filter.sourceId}`}
      and ${filter.search ? sql`position(lower(${filter.search}) in lower(payload)) > 0` : sql`true`}
    order by txid desc, seq desc limit ${filter.limit}`);
  return rows.map((row) => ({
    id: row.id,
    sourceId: row.source_id,
    type: row.type,
    occurredAt: toDate(row.occurred_at),
    receivedAt: toDate(row.received_at),
    payload: row.payload,
  }));
}

export async function readEventNames(
  db: Queryable,
  type: string | undefined,
): Promise<{ type: string; name: string; events: number; firstSeenAt: Date; lastSeenAt: Date }[]> {
  const rows = await db.execute<{
    type: string;
    name: string;
    events: number;
    first_seen_at: string;
    last_seen_at: string;
  }>(sql`
    select type, name, events, first_seen_at, last_seen_at from event_names
    where ${type === undefined ? sql`true` : sql`type = ${type}`} order by type, name`);
  return rows.map((row) => ({
    type: row.type,
    name: row.name,
    events: Number(row.events),
    firstSeenAt: toDate(row.first_seen_at),
    lastSeenAt: toDate(row.last_seen_at),
  }));
}
