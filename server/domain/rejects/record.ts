import { sql } from "drizzle-orm";
import { instantParam, type Queryable } from "@/server/db/client";
import { type RejectDoor, type RejectEntity, storableReject } from "./model";

export interface NewReject {
  door: Exclude<RejectDoor, "import">;
  entity: RejectEntity;
  /** In words, for a person: what is wrong. */
  reason: string;
  /** Machine-readable, when the door has one: identity_taken, invalid_email … */
  code?: string | undefined;
  /** Where in the input: `items[3].email`, a column. */
  path?: string | undefined;
  /** The input: text as it came, or a value that is written as JSON. */
  payload: string | object;
  /** By what it came: the file's name, the connection's, the queue's, the operation's. */
  origin?: string | undefined;
  /** Source of tracking. */
  sourceId?: number | undefined;
  /** Of an event that is in the log. */
  eventId?: string | undefined;
  /** When that event happened. */
  occurredAt?: Date | undefined;
}

/** Keeps refused inputs, in the caller's transaction, in one statement. Never fails for what they hold. */
export async function recordRejects(db: Queryable, rows: readonly NewReject[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    door: row.door,
    entity: row.entity,
    source_id: row.sourceId ?? null,
    code: row.code?.slice(0, 100) ?? null,
    event_id: row.eventId ?? null,
    occurred_at: row.occurredAt ?? null,
    ...storableReject({
      ...row,
      payload: typeof row.payload === "string" ? row.payload : JSON.stringify(row.payload),
    }),
  }));
  await db.execute(sql`
    insert into rejected_inputs (at, door, entity, source_id, code, event_id, occurred_at, reason, path, origin, payload)
    select ${instantParam(now)}, t.* from json_to_recordset(${JSON.stringify(records)}::text::json) as t
      (door text, entity text, source_id smallint, code text, event_id uuid, occurred_at timestamptz, reason text, path text, origin text, payload text)`);
}
