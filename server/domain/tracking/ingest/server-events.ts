import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { deterministicUuid, newUuid } from "@/server/platform/ids";
import { findJsonProblem } from "@/server/platform/json";
import { checkEvent, isObject, maxEventBytes } from "./event";

/** Where events come from that name no source of their own: REST and everything else a server says. */
const serverSource = { code: "server", name: "Server" };

export interface ServerEvents {
  now: Date;
  /** A source of tracking; without it the events belong to the source "Server". */
  sourceId?: number | undefined;
  /** They came by a public key and are only handed on: nobody vouches for them, and each must name somebody. */
  isPublic?: boolean;
}
export interface EventResult {
  /** The event's id in the log; null when it was refused. */
  id: string | null;
  /** duplicate: an event of this messageId is known. */
  outcome: "accepted" | "duplicate" | "rejected";
  problem?: { path: string; message: string };
}

/**
 * Events of Segment's protocol that a server vouches for, into the log, in the caller's transaction and in one statement.
 * As at the public door, but a `track` may name nobody: then it is a system event. `type` is track unless told. Bad ones
 * are told in their results; nothing is thrown for what an event holds. Profiles follow within seconds.
 */
export async function recordEvents(
  tx: Tx,
  events: readonly unknown[],
  { now, sourceId, isPublic = false }: ServerEvents,
): Promise<EventResult[]> {
  const source = sourceId ?? (await serverSourceId(tx));
  const results: EventResult[] = [];
  const rows: { id: string; type: string; occurredAt: Date; payload: string }[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    const row = rowOf(event, source, now, !isPublic);
    if ("problem" in row) results.push({ id: null, outcome: "rejected", problem: row.problem });
    else {
      const isNew = !seen.has(row.id);
      seen.add(row.id);
      results.push({ id: row.id, outcome: isNew ? "accepted" : "duplicate" });
      if (isNew) rows.push(row);
    }
  }
  const stored = new Set(await appendToLog(tx, rows, source, now));
  return results.map((result) =>
    result.outcome === "accepted" && result.id !== null && !stored.has(result.id)
      ? { ...result, outcome: "duplicate" }
      : result,
  );
}

function rowOf(event: unknown, sourceId: number, now: Date, isServer: boolean) {
  const refused = (path: string, message: string) => ({ problem: { path, message } });
  if (!isObject(event)) return refused("", "must be an object");
  const typed = event.type === undefined ? { ...event, type: "track" } : event;
  const checked = checkEvent(typed, { receivedAt: now, isServer });
  if (!checked.ok) return { problem: checked.problem };
  const problem = findJsonProblem(typed, "");
  if (problem) return { problem };
  const payload = JSON.stringify(typed);
  if (Buffer.byteLength(payload) > maxEventBytes)
    return refused("", `an event may have ${maxEventBytes} bytes`);
  const { type, messageId, occurredAt } = checked.head;
  return {
    id: messageId === undefined ? newUuid() : deterministicUuid(sourceId, messageId),
    type,
    occurredAt,
    payload,
  };
}

const asRows = (rows: readonly { id: string; type: string; occurredAt: Date; payload: string }[]) =>
  JSON.stringify(rows.map((row) => ({ ...row, occurred_at: row.occurredAt })));
const rowShape = sql.raw("(id uuid, type text, occurred_at timestamptz, payload text)");

/** Ids that were new. Places in the log go on from what this transaction has put there before. */
async function appendToLog(
  tx: Tx,
  rows: readonly { id: string; type: string; occurredAt: Date; payload: string }[],
  sourceId: number,
  now: Date,
): Promise<string[]> {
  if (rows.length === 0) return [];
  const stored = await tx.execute<{ id: string }>(sql`
    with input as materialized (
      select t.*, row_number() over () as seq from json_to_recordset(${asRows(rows)}::text::json) as t ${rowShape}
    ), fresh as (
      insert into event_keys (id) select id from input order by id on conflict do nothing returning id
    )
    insert into event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload)
    select ${now.toISOString()}::timestamptz, i.seq + ${lastPlace}, pg_current_xact_id()::text::bigint, i.id, ${sourceId}::smallint,
      i.type, i.occurred_at, i.payload
    from input i join fresh using (id) returning id`);
  await tx.execute(sql`select pg_notify('event_log', '')`);
  return stored.map((row) => row.id);
}

const lastPlace = sql`coalesce((select max(l.seq) from event_log l where l.txid = pg_current_xact_id()::text::bigint), 0)`;

/** An event that is known but could not be applied, put at the end of the log to be read once more. */
export interface LoggedOnce {
  id: string;
  sourceId: number;
  /** When it happened, as the log has it. */
  occurredAt: Date | null;
  payload: string;
}

/** Reads events again that are in the log. What they did before is not done twice. Returns a problem for each that cannot be. */
export async function readAgain(
  tx: Tx,
  events: readonly LoggedOnce[],
  now: Date,
): Promise<({ path: string; message: string } | undefined)[]> {
  const rows: { id: string; source: number; type: string; occurredAt: Date; payload: string }[] = [];
  const problems = events.map((event) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(event.payload);
    } catch {
      return { path: "", message: "is not valid JSON" };
    }
    if (!isObject(parsed)) return { path: "", message: "must be an object" };
    const checked = checkEvent(parsed, { receivedAt: now, isServer: true });
    if (!checked.ok) return checked.problem;
    rows.push({
      id: event.id,
      source: event.sourceId,
      type: checked.head.type,
      // The moment stays what it was: it is a part of the event's key.
      occurredAt: event.occurredAt ?? checked.head.occurredAt,
      payload: event.payload,
    });
    return undefined;
  });
  if (rows.length > 0) {
    await tx.execute(sql`
      insert into event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload)
      select ${now.toISOString()}::timestamptz, row_number() over () + ${lastPlace}, pg_current_xact_id()::text::bigint,
        t.id, t.source, t.type, t.occurred_at, t.payload
      from json_to_recordset(${JSON.stringify(rows.map((row) => ({ ...row, occurred_at: row.occurredAt })))}::text::json)
        as t (id uuid, source smallint, type text, occurred_at timestamptz, payload text)`);
    await tx.execute(sql`select pg_notify('event_log', '')`);
  }
  return problems;
}

async function serverSourceId(tx: Tx): Promise<number> {
  const [known] = await tx.execute<{ id: number }>(
    sql`select id from sources where code = ${serverSource.code}`,
  );
  if (known) return known.id;
  const [made] = await tx.execute<{ id: number }>(sql`
    insert into sources (name, code, write_key) values (${serverSource.name}, ${serverSource.code}, ${`wk_${newUuid().replaceAll("-", "")}`})
    on conflict (code) do update set code = excluded.code returning id`);
  if (!made) throw new Error("the source of servers could not be made");
  return made.id;
}
