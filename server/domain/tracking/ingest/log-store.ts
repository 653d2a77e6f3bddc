import pg from "pg";
import { int2Array, textArray, timestamptzArray, uuidArray } from "@/server/db/binary-arrays";
import { storableReject } from "@/server/domain/rejects/model";
import type { Logger } from "@/server/platform/logger";
import { type EventType, eventTypes } from "./event";

export interface LogRow {
  id: string;
  sourceId: number;
  type: EventType;
  occurredAt: Date;
  receivedAt: Date;
  payload: Buffer;
}
export interface RejectRow {
  sourceId: number | undefined;
  reason: string;
  path: string | undefined;
  payload: string;
  eventId?: string;
}
/** Where the group commit writes. */
export interface LogStore {
  /**
   * One transaction: all rows and rejects, or an error and nothing. A reject that cannot be stored for its data is
   * left out; it never costs the rows.
   */
  append(rows: LogRow[], rejects: RejectRow[]): Promise<void>;
  /** Throws what `append` would throw for these rows; stores nothing. */
  probe(rows: LogRow[]): Promise<void>;
  /** Wakes the reader. */
  notify(): Promise<void>;
  end(): Promise<void>;
}

/** Rows that PostgreSQL will never take as they are, however often they are offered. */
export function isDataError(error: unknown): boolean {
  const code = typeof error === "object" && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && /^(22|23|54)/.test(code);
}

/**
 * One statement, one commit. The keys are inserted in the order of their ids, so that two flushes with common events
 * wait for one another instead of deadlocking. `ordinality` numbers the events of this transaction: with the
 * transaction's own number it is the log's order.
 */
const insertRows = `
  with input as materialized (
    select * from unnest($1::uuid[], $2::int2[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[])
      with ordinality as t (id, source_id, type, occurred_at, received_at, payload, seq)
  ), fresh as (
    insert into event_keys (id) select id from input order by id on conflict do nothing returning id
  )
  insert into event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload)
  select i.received_at, i.seq, (select pg_current_xact_id()::text::bigint), i.id, i.source_id, i.type, i.occurred_at, i.payload
  from input i join fresh using (id)`;

const insertRejects = `
  insert into rejected_inputs (door, entity, source_id, reason, path, payload, event_id)
  select 'tracking', 'event', source_id, reason, path, payload, event_id
  from jsonb_to_recordset($1::jsonb) as t (source_id int, reason text, path text, payload text, event_id uuid)`;

/** Connections of its own: dashboards that use up the process's pool do not stop events from being stored. */
export function createLogStore(url: string, log: Logger, connections = 3): LogStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "carillon event log",
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 0,
    query_timeout: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks must not take the process with it; the next query opens another.
  pool.on("error", () => {});

  const rowsQuery = (rows: LogRow[]) => ({
    name: "append-events",
    text: insertRows,
    values: [
      uuidArray(rows.map((row) => row.id)),
      int2Array(rows.map((row) => row.sourceId)),
      textArray(rows.map((row) => typeBytes(row.type))),
      timestamptzArray(rows.map((row) => row.occurredAt)),
      timestamptzArray(rows.map((row) => row.receivedAt)),
      textArray(rows.map((row) => row.payload)),
    ],
  });
  const rejectsQuery = (rejects: RejectRow[]) => ({
    text: insertRejects,
    values: [
      JSON.stringify(
        rejects.map((row) => ({
          source_id: row.sourceId ?? null,
          ...storableReject(row),
          event_id: row.eventId ?? null,
        })),
      ),
    ],
  });

  /** Runs `work` between `begin` and `ending`; on an error nothing of it stays. */
  async function inTransaction(
    ending: "commit" | "rollback",
    work: (client: pg.PoolClient) => Promise<void>,
  ) {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      await client.query("begin");
      await work(client);
      await client.query(ending);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // A connection in an unknown state is closed, not handed on.
      client.release(failure);
    }
  }

  /** In a savepoint of their own. What fails on its data is tried one by one, and left out if it fails again. */
  async function keepRejects(client: pg.PoolClient, rejects: RejectRow[]): Promise<void> {
    await client.query("savepoint rejects");
    try {
      await client.query(rejectsQuery(rejects));
    } catch (error) {
      if (!isDataError(error)) throw error;
      await client.query("rollback to savepoint rejects");
      if (rejects.length > 1) for (const one of rejects) await keepRejects(client, [one]);
      else log.error({ err: error, sourceId: rejects[0]?.sourceId }, "a refused event could not be kept");
    }
  }

  return {
    async append(rows, rejects) {
      if (rejects.length === 0) {
        if (rows.length > 0) await pool.query(rowsQuery(rows));
        return;
      }
      await inTransaction("commit", async (client) => {
        if (rows.length > 0) await client.query(rowsQuery(rows));
        await keepRejects(client, rejects);
      });
    },
    async probe(rows) {
      await inTransaction("rollback", async (client) => {
        await client.query(rowsQuery(rows));
      });
    },
    async notify() {
      await pool.query("select pg_notify('event_log', '')");
    },
    end: () => pool.end(),
  };
}

const typeBuffers = new Map(eventTypes.map((type) => [type, Buffer.from(type)]));
const typeBytes = (type: EventType): Buffer => typeBuffers.get(type) ?? Buffer.from(type);
