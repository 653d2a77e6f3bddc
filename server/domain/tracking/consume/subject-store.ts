import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Tx, toDate, toDateOrNull } from "@/server/db/client";
import type { Join, JoinedHow, KnownVisitor } from "./identity";

export interface SeenVisitor {
  anonymousId: string;
  firstAt: Date;
  lastAt: Date;
}

/** Makes and refreshes visitors, in the order of their ids so that nobody deadlocks; returns all of them. */
export async function upsertVisitors(tx: Tx, seen: readonly SeenVisitor[]): Promise<KnownVisitor[]> {
  if (seen.length === 0) return [];
  const rows = await tx.execute<{
    id: number;
    anonymous_id: string;
    customer_id: number | null;
    joined_at: string | null;
    joined_by: string | null;
    joined_how: JoinedHow | null;
  }>(sql`
    with input as (
      select * from json_to_recordset(${JSON.stringify(
        seen.map((one) => ({ anonymous_id: one.anonymousId, first_at: one.firstAt, last_at: one.lastAt })),
      )}::text::json) as t (anonymous_id text, first_at timestamptz, last_at timestamptz)
    ), known as (
      update visitors v set first_seen_at = least(v.first_seen_at, i.first_at), last_seen_at = greatest(v.last_seen_at, i.last_at)
      from input i where v.anonymous_id = i.anonymous_id
      returning v.id, v.anonymous_id, v.customer_id, v.joined_at, v.joined_by, v.joined_how
    ), added as (
      insert into visitors (id, anonymous_id, first_seen_at, last_seen_at)
      select nextval('subject_ids'), i.anonymous_id, i.first_at, i.last_at from input i
      where not exists (select from known k where k.anonymous_id = i.anonymous_id) order by i.anonymous_id
      returning id, anonymous_id, customer_id, joined_at, joined_by, joined_how
    )
    select * from known union all select * from added`);
  return rows.map((row) => ({
    id: Number(row.id),
    anonymousId: row.anonymous_id,
    customerId: row.customer_id === null ? null : Number(row.customer_id),
    joinedAt: toDateOrNull(row.joined_at),
    joinedBy: row.joined_by,
    joinedHow: row.joined_how,
  }));
}

/** Customers of these numbers who are still there; one who was merged is whom she was merged into. */
export async function findLiveCustomers(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.execute<{ id: number; customer_id: number }>(sql`
    select c.id, coalesce(m.id, c.id) as customer_id from customers c left join customers m on m.id = c.merged_into
    where c.id = any(${arrayParam(ids, "bigint")}) and coalesce(m.state, c.state) = 'active'`);
  return new Map(rows.map((row) => [Number(row.id), Number(row.customer_id)]));
}

const moveRows = (joins: readonly Join[]) => sql`(
  select * from json_to_recordset(${JSON.stringify(
    joins.map((join) => ({
      visitor: join.visitor.id,
      origin: join.from,
      target: join.to,
      at: join.at,
      event_id: join.eventId,
      how: join.how,
      anonymous_id: join.visitor.anonymousId,
    })),
  )}::text::json) as t (visitor bigint, origin bigint, target bigint, at timestamptz, event_id uuid, how text, anonymous_id text)) as m`;

/**
 * The visitor is the customer's from now on; what it did moves there. Its log says how to go back.
 * Returns when each new owner was last seen by what moved.
 */
export async function moveVisitors(
  tx: Tx,
  joins: readonly Join[],
  now: Date,
): Promise<{ customerId: number; at: Date }[]> {
  if (joins.length === 0) return [];
  await tx.execute(sql`
    update visitors v set customer_id = m.target, joined_at = m.at, joined_by = m.event_id, joined_how = m.how
    from ${moveRows(joins)} where v.id = m.visitor`);
  const moves = joins.filter((join) => join.from !== join.to);
  if (moves.length === 0) return [];
  // Only what the visitor did before signing in: what a customer did signed in stays hers.
  const seen = await tx.execute<{ target: number; origin: number; at: string }>(sql`
    with moved as (
      update customer_events e set customer_id = m.target from ${moveRows(moves)}
      where e.customer_id = m.origin and e.origin_id = m.visitor returning m.target, m.origin, e.occurred_at)
    select target, origin, max(occurred_at) as at from moved group by target, origin`);
  // Whom they were taken from was perhaps not seen that late.
  await tx.execute(sql`
    update customers c set last_seen_at = (select max(occurred_at) from customer_events e where e.customer_id = c.id)
    from json_to_recordset(${JSON.stringify(seen)}::text::json) as s (origin bigint, at timestamptz)
    where c.id = s.origin and c.last_seen_at = s.at`);
  await tx.execute(sql`
    update product_views v set customer_id = m.target from ${moveRows(moves)}
    where v.customer_id = m.origin and v.origin_id = m.visitor`);
  const fresh = moves.filter((join) => join.from === join.visitor.id);
  if (fresh.length > 0) {
    await tx.execute(sql`
      update visits v set customer_id = m.target from ${moveRows(fresh)} where v.customer_id = m.origin and v.origin_id = m.visitor`);
    await tx.execute(
      sql`delete from carts where customer_id = any(${arrayParam(
        fresh.map((join) => join.from),
        "bigint",
      )})`,
    );
  }
  await tx.execute(sql`
    insert into customer_merges (customer_id, donor_id, donor_kind, rule, at, actor_label, details)
    select m.target, m.visitor, 'visitor', case m.how when 'link' then 'letter-link' else 'first-sign-in' end, ${instantParam(now)}, 'tracking',
      jsonb_build_object('anonymousId', m.anonymous_id, 'eventId', m.event_id, 'signedInAt', m.at,
        'takenFrom', case when m.origin <> m.visitor then m.origin end)
    from ${moveRows(moves)}`);
  return seen.map((row) => ({ customerId: Number(row.target), at: toDate(row.at) }));
}

/** Orders that follow their visitor: all it placed while nobody, and those its own checkouts began. */
export async function readOrdersToMove(
  tx: Tx,
  joins: readonly Join[],
): Promise<{ customerId: number; externalId: string }[]> {
  const moves = joins.filter((join) => join.from !== join.to);
  if (moves.length === 0) return [];
  const rows = await tx.execute<{ target: number; external_id: string }>(sql`
    select m.target, o.external_id from ${moveRows(moves)} join orders o on o.customer_id = m.origin
    where m.origin = m.visitor or exists (
      select from customer_events e
      where e.customer_id = m.target and e.origin_id = m.visitor and e.type = 'track' and e.name = 'Order Completed'
        and e.id::text = o.source_event_id)`);
  return rows.map((row) => ({ customerId: Number(row.target), externalId: row.external_id }));
}

export interface ActivityCount {
  sourceId: number;
  minute: Date;
  events: number;
  lastReceivedAt: Date;
}
export async function addActivity(tx: Tx, counts: readonly ActivityCount[]): Promise<void> {
  if (counts.length === 0) return;
  await tx.execute(sql`
    insert into source_activity as a (source_id, minute, events, last_received_at)
    select * from jsonb_to_recordset(${jsonParam(
      counts.map((one) => ({
        source_id: one.sourceId,
        minute: one.minute,
        events: one.events,
        last_received_at: one.lastReceivedAt,
      })),
    )}) as t (source_id smallint, minute timestamptz, events int, last_received_at timestamptz)
    on conflict (source_id, minute) do update set events = a.events + excluded.events,
      last_received_at = greatest(a.last_received_at, excluded.last_received_at)`);
}

export interface NameCount {
  type: string;
  name: string;
  events: number;
  firstAt: Date;
  lastAt: Date;
}
/** More names than any person can pick from: then only those known already are counted on. */
const maxNames = 2_000;

export async function addNames(tx: Tx, names: readonly NameCount[]): Promise<void> {
  if (names.length === 0) return;
  await tx.execute(sql`
    with input as (
      select * from jsonb_to_recordset(${jsonParam(
        names.map((one) => ({
          type: one.type,
          name: one.name,
          events: one.events,
          first_at: one.firstAt,
          last_at: one.lastAt,
        })),
      )}) as t (type text, name text, events int, first_at timestamptz, last_at timestamptz)
    ), known as (
      update event_names n set events = n.events + i.events, last_seen_at = greatest(n.last_seen_at, i.last_at),
        first_seen_at = least(n.first_seen_at, i.first_at)
      from input i where n.type = i.type and n.name = i.name returning n.type, n.name
    )
    insert into event_names (type, name, events, first_seen_at, last_seen_at)
    select i.type, i.name, i.events, i.first_at, i.last_at from input i
    where not exists (select from known k where k.type = i.type and k.name = i.name)
    order by i.events desc, i.name
    limit greatest(0, ${maxNames} - (select count(*) from event_names))`);
}
