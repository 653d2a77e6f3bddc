import { eq, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx } from "@/server/db/client";
import { busConnections } from "@/server/db/schema";
import type { BusRules } from "./model";

type Row = typeof busConnections.$inferSelect;
export const busStates = ["waiting", "connecting", "reading", "failing"] as const;
export type BusState = (typeof busStates)[number];
export type ConnectionRecord = Omit<Row, "rules" | "state"> & { rules: BusRules; state: BusState };
const asRecord = (row: Row): ConnectionRecord => ({
  ...row,
  state: row.state as BusState,
  rules: Array.isArray(row.rules) ? { items: [] } : (row.rules as BusRules),
});

export async function readConnections(db: Queryable): Promise<ConnectionRecord[]> {
  return (await db.select().from(busConnections).orderBy(busConnections.createdAt)).map(asRecord);
}
export async function findConnection(db: Queryable, id: string): Promise<ConnectionRecord | undefined> {
  const [row] = await db.select().from(busConnections).where(eq(busConnections.id, id));
  return row && asRecord(row);
}
export async function insertConnection(tx: Queryable, values: typeof busConnections.$inferInsert) {
  const [row] = await tx.insert(busConnections).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asRecord(row);
}
export async function saveConnection(
  db: Queryable,
  id: string,
  values: Partial<typeof busConnections.$inferInsert>,
): Promise<ConnectionRecord | undefined> {
  const [row] = await db.update(busConnections).set(values).where(eq(busConnections.id, id)).returning();
  return row && asRecord(row);
}
export const removeConnection = (tx: Tx, id: string) =>
  tx.delete(busConnections).where(eq(busConnections.id, id));

/** Which of these are new: noted in the transaction of their effect. Twice in one batch is once. */
export async function claimMessages(
  tx: Tx,
  connectionId: string,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    insert into bus_messages as m (connection_id, message_id, at, state)
    select ${connectionId}::uuid, id, ${instantParam(now)}, 'done'
    from (select distinct unnest(${arrayParam([...ids], "text")}) as id) given order by id
    on conflict (connection_id, message_id) do update set state = 'done', at = excluded.at where m.state = 'begun'
    returning message_id as id`);
  return new Set(rows.map((row) => row.id));
}

/** One more delivery of these that ended in nobody knows what. Their number of tries so far. */
export async function noteRedelivered(
  db: Queryable,
  connectionId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const rows = await db.execute<{ id: string; tries: number; state: string }>(sql`
    insert into bus_messages as m (connection_id, message_id, at, state, tries)
    select ${connectionId}::uuid, id, ${instantParam(now)}, 'begun', 1
    from (select distinct unnest(${arrayParam([...ids], "text")}) as id) given order by id
    on conflict (connection_id, message_id) do update set tries = m.tries + 1 where m.state = 'begun'
    returning message_id as id, tries, state`);
  return new Map(rows.map((row) => [row.id, row.tries]));
}
export const markRejected = (tx: Queryable, connectionId: string, ids: readonly string[]) =>
  tx.execute(sql`
    update bus_messages set state = 'rejected'
    where connection_id = ${connectionId}::uuid and message_id = any(${arrayParam([...ids], "text")})`);

export const countMessages = (
  tx: Queryable,
  connectionId: string,
  counts: { messages: number; rejected: number },
  now: Date,
) =>
  tx.execute(sql`
    update bus_connections set messages = messages + ${counts.messages}, rejected = rejected + ${counts.rejected},
      last_message_at = ${instantParam(now)} where id = ${connectionId}::uuid`);

/** In bites. */
export async function forgetMessages(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from bus_messages where (connection_id, message_id) in (
      select connection_id, message_id from bus_messages where at < ${instantParam(before)} limit ${limit}) returning 1`);
  return rows.length;
}

export interface OpenReject {
  id: number;
  payload: string;
}
/** Refused messages of a connection that nobody has settled, oldest first. */
export async function openRejects(tx: Tx, origin: string, limit: number): Promise<OpenReject[]> {
  const rows = await tx.execute<{ id: number; payload: string }>(sql`
    select id, payload from rejected_inputs
    where door = 'bus' and state = 'open' and origin = ${origin} and payload is not null
    order by id limit ${limit} for update skip locked`);
  return [...rows];
}
export async function settleRejects(
  tx: Tx,
  accepted: readonly number[],
  refused: readonly { id: number; reason: string }[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update rejected_inputs set state = 'resolved', tries = tries + 1, tried_at = ${instantParam(now)}, settled_by = ${by}
    where id = any(${arrayParam([...accepted], "bigint")})`);
  const again = JSON.stringify(refused.map(({ id, reason }) => ({ id, reason: reason.slice(0, 500) })));
  await tx.execute(sql`
    update rejected_inputs i set tries = tries + 1, tried_at = ${instantParam(now)}, settled_by = ${by}, reason = r.reason
    from json_to_recordset(${again}::text::json) as r(id bigint, reason text) where i.id = r.id`);
}
export async function countOpenRejects(db: Queryable): Promise<Map<string, number>> {
  const rows = await db.execute<{ origin: string; n: number }>(sql`
    select origin, count(*)::int as n from rejected_inputs where door = 'bus' and state = 'open' group by origin`);
  return new Map(rows.map((row) => [row.origin, row.n]));
}
