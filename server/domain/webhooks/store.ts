import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import {
  arrayParam,
  instantParam,
  jsonParam,
  type Queryable,
  type Tx,
  toDateOrNull,
} from "@/server/db/client";
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookEvents } from "@/server/db/schema";
import type { DeliveryState, EndpointState } from "./model";

type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type EndpointRecord = Omit<EndpointRow, "state"> & { state: EndpointState };
const asEndpoint = (row: EndpointRow) => row as EndpointRecord;

export async function readEndpoints(db: Queryable): Promise<EndpointRecord[]> {
  const rows = await db.select().from(webhookEndpoints).orderBy(desc(webhookEndpoints.createdAt));
  return rows.map(asEndpoint);
}
export async function findEndpoint(db: Queryable, id: string): Promise<EndpointRecord | undefined> {
  const [row] = await db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  return row && asEndpoint(row);
}
export async function lockEndpoint(tx: Tx, id: string): Promise<EndpointRecord | undefined> {
  const [row] = await tx.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id)).for("update");
  return row && asEndpoint(row);
}
export async function insertEndpoint(
  tx: Tx,
  values: typeof webhookEndpoints.$inferInsert,
): Promise<EndpointRecord> {
  const [row] = await tx.insert(webhookEndpoints).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asEndpoint(row);
}
export async function saveEndpoint(
  tx: Tx,
  id: string,
  values: Partial<typeof webhookEndpoints.$inferInsert>,
): Promise<EndpointRecord | undefined> {
  const [row] = await tx.update(webhookEndpoints).set(values).where(eq(webhookEndpoints.id, id)).returning();
  return row && asEndpoint(row);
}
export const removeEndpoint = (tx: Tx, id: string) =>
  tx.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));

export interface EndpointNumbers {
  waiting: number;
  deliveredLastDay: number;
  failedLastDay: number;
}
/** Per endpoint: what waits, and the last day's outcome. */
export async function readNumbers(db: Queryable, now: Date): Promise<Map<string, EndpointNumbers>> {
  const rows = await db.execute<{ id: string; waiting: number; delivered: number; failed: number }>(sql`
    select endpoint_id as id, count(*) filter (where state = 'pending')::int as waiting,
      count(*) filter (where state = 'delivered' and updated_at > ${instantParam(now)} - interval '1 day')::int as delivered,
      count(*) filter (where state = 'failed' and updated_at > ${instantParam(now)} - interval '1 day')::int as failed
    from webhook_deliveries where state = 'pending' or updated_at > ${instantParam(now)} - interval '1 day'
    group by endpoint_id`);
  return new Map(
    rows.map((row) => [
      row.id,
      { waiting: row.waiting, deliveredLastDay: row.delivered, failedLastDay: row.failed },
    ]),
  );
}

/** An event for one endpoint alone, whatever it subscribes to. */
export async function insertEventFor(
  tx: Tx,
  endpointId: string,
  event: { type: string; data: unknown; now: Date },
): Promise<string> {
  const [row] = await tx
    .insert(webhookEvents)
    .values({ type: event.type, data: event.data, occurredAt: event.now, createdAt: event.now })
    .returning({ id: webhookEvents.id });
  if (!row) throw new Error("An insert returned no row.");
  await tx.insert(webhookDeliveries).values({
    endpointId,
    eventId: row.id,
    type: event.type,
    nextAttemptAt: event.now,
    createdAt: event.now,
    updatedAt: event.now,
  });
  return row.id;
}

export interface DeliveryPosition {
  at: Date;
  eventId: string;
}
export interface DeliveryRecord {
  endpointId: string;
  eventId: string;
  type: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
}
export async function pageOfDeliveries(
  db: Queryable,
  filter: { endpointId: string; state?: DeliveryState | undefined; type?: string | undefined },
  limit: number,
  before: DeliveryPosition | undefined,
): Promise<DeliveryRecord[]> {
  const t = webhookDeliveries;
  const rows = await db
    .select()
    .from(t)
    .where(
      and(
        eq(t.endpointId, filter.endpointId),
        filter.state && eq(t.state, filter.state),
        filter.type === undefined ? undefined : eq(t.type, filter.type),
        before &&
          or(lt(t.createdAt, before.at), and(eq(t.createdAt, before.at), lt(t.eventId, before.eventId))),
      ),
    )
    .orderBy(desc(t.createdAt), desc(t.eventId))
    .limit(limit);
  return rows as DeliveryRecord[];
}
export async function findDelivery(db: Queryable, endpointId: string, eventId: string) {
  const [row] = await db
    .select({ delivery: webhookDeliveries, event: webhookEvents })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.eventId, eventId)));
  if (!row) return undefined;
  const attempts = await db
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.endpointId, endpointId), eq(webhookAttempts.eventId, eventId)))
    .orderBy(desc(webhookAttempts.id))
    .limit(50);
  return { delivery: row.delivery as DeliveryRecord, event: row.event, attempts };
}

/** The schedule begins anew. How many. */
export async function requeue(
  tx: Tx,
  endpointId: string,
  which: { eventId: string } | { failedSince: Date },
  now: Date,
): Promise<number> {
  const what =
    "eventId" in which
      ? sql`event_id = ${which.eventId}::uuid`
      : sql`state = 'failed' and created_at >= ${instantParam(which.failedSince)}`;
  const rows = await tx.execute(sql`
    update webhook_deliveries set state = 'pending', attempts = 0, next_attempt_at = ${instantParam(now)}, lease_until = null,
      updated_at = ${instantParam(now)}
    where endpoint_id = ${endpointId}::uuid and ${what} returning 1`);
  return rows.length;
}

export interface Claimed {
  eventId: string;
  type: string;
  occurredAt: Date;
  data: unknown;
  attempts: number;
}
export interface DueEndpoint {
  id: string;
  url: string;
  state: EndpointState;
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  failuresInRow: number;
}

/** Endpoints with something to send now. A ping goes whatever the state. */
export async function findDue(db: Queryable, now: Date, except: readonly string[]): Promise<DueEndpoint[]> {
  const rows = await db.execute<
    Omit<DueEndpoint, "previousSecretUntil"> & { previousSecretUntil: string | null }
  >(sql`
    select e.id, e.url, e.state, e.secret, e.previous_secret as "previousSecret",
      e.previous_secret_until as "previousSecretUntil", e.failures_in_row as "failuresInRow"
    from webhook_endpoints e
    where not (e.id = any(${arrayParam(except, "uuid")})) and (e.rests_until is null or e.rests_until <= ${instantParam(now)})
      and exists (select 1 from webhook_deliveries d where ${isDue(now)})`);
  return rows.map((row) => ({ ...row, previousSecretUntil: toDateOrNull(row.previousSecretUntil) }));
}
const isDue = (now: Date) => sql`d.endpoint_id = e.id and d.state = 'pending'
  and d.next_attempt_at <= ${instantParam(now)} and (d.lease_until is null or d.lease_until <= ${instantParam(now)})
  and (e.state = 'active' or d.type = 'test.ping')`;

/** Takes up to `limit` deliveries of an endpoint for `leaseMs`; another process takes others. */
export async function claim(
  db: Queryable,
  endpointId: string,
  limit: number,
  now: Date,
  leaseMs: number,
): Promise<Claimed[]> {
  const rows = await db.execute<Omit<Claimed, "occurredAt"> & { occurredAt: string }>(sql`
    with due as materialized (
      select d.event_id from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
      where d.endpoint_id = ${endpointId}::uuid and ${isDue(now)}
      order by d.next_attempt_at limit ${limit} for update of d skip locked
    ), taken as (
      update webhook_deliveries d set lease_until = ${instantParam(new Date(now.getTime() + leaseMs))}
      from due where d.endpoint_id = ${endpointId}::uuid and d.event_id = due.event_id
      returning d.event_id, d.type, d.attempts)
    select taken.event_id as "eventId", taken.type, taken.attempts, v.occurred_at as "occurredAt", v.data
    from taken join webhook_events v on v.id = taken.event_id`);
  return rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt) }));
}

export interface AttemptResult {
  eventId: string;
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  answer: string | null;
  state: DeliveryState;
  /** For what stays pending. */
  nextAttemptAt: Date | null;
}
/** What came of a batch, in three statements. */
export async function recordAttempts(
  tx: Tx,
  endpointId: string,
  results: readonly AttemptResult[],
  endpoint: Partial<typeof webhookEndpoints.$inferInsert>,
  now: Date,
): Promise<void> {
  const records = jsonParam(
    results.map((one) => ({
      event_id: one.eventId,
      at: one.at.toISOString(),
      duration_ms: one.durationMs,
      status: one.status,
      error: one.error,
      answer: one.answer,
      state: one.state,
      next_at: one.nextAttemptAt?.toISOString() ?? null,
    })),
  );
  const source = sql`jsonb_to_recordset(${records}) as r(event_id uuid, at timestamptz, duration_ms int, status int,
    error text, answer text, state text, next_at timestamptz)`;
  await tx.execute(sql`
    update webhook_deliveries d set state = r.state, attempts = d.attempts + 1, last_status = r.status, last_error = r.error,
      next_attempt_at = coalesce(r.next_at, d.next_attempt_at), lease_until = null,
      delivered_at = case when r.state = 'delivered' then r.at end, updated_at = ${instantParam(now)}
    from ${source} where d.endpoint_id = ${endpointId}::uuid and d.event_id = r.event_id`);
  await tx.execute(sql`
    insert into webhook_attempts (endpoint_id, event_id, at, duration_ms, status, error, answer)
    select ${endpointId}::uuid, r.event_id, r.at, r.duration_ms, r.status, r.error, r.answer from ${source}`);
  await tx.update(webhookEndpoints).set(endpoint).where(eq(webhookEndpoints.id, endpointId));
}

/** When something will be due again; null when nothing waits. */
export async function nextDueAt(db: Queryable): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(sql`
    select min(greatest(d.next_attempt_at, coalesce(d.lease_until, d.next_attempt_at), coalesce(e.rests_until, d.next_attempt_at))) as at
    from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
    where d.state = 'pending' and (e.state = 'active' or d.type = 'test.ping')`);
  return toDateOrNull(row?.at ?? null);
}

/** In bites: events that are old and wait for nothing, with their deliveries; attempts. How many events. */
export async function deleteOld(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from webhook_events where id in (
      select v.id from webhook_events v where v.created_at < ${instantParam(before)}
        and not exists (select 1 from webhook_deliveries d where d.event_id = v.id and d.state = 'pending')
      order by v.created_at limit ${limit}) returning 1`);
  await db.execute(sql`delete from webhook_attempts where at < ${instantParam(before)}`);
  return rows.length;
}
