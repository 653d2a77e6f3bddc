import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Tx, toDate } from "@/server/db/client";
import { cartEventNames } from "../event-names";
import type { Cart, CartEvent } from "./cart";
import type { OwnedEvent } from "./order-events";
import { idleMs, type Visit } from "./session";
import type { TrackedEvent } from "./tracked-event";

/** Returns those that were not there yet: an event that is read again counts nowhere twice. */
export async function insertCustomerEvents(tx: Tx, events: readonly OwnedEvent[]): Promise<OwnedEvent[]> {
  if (events.length === 0) return [];
  const rows = events.map((event) => ({
    customer_id: event.subjectId,
    occurred_at: event.log.occurredAt,
    id: event.log.id,
    origin_id: event.originId,
    device_id: event.deviceId ?? null,
    source_id: event.log.sourceId,
    type: event.type,
    name: event.name,
    properties: event.type === "identify" || event.type === "group" ? event.traits : event.properties,
    context: event.context,
    received_at: event.log.receivedAt,
  }));
  const fresh = await tx.execute<{ id: string }>(sql`
    insert into customer_events (customer_id, occurred_at, id, origin_id, device_id, source_id, type, name, properties, context, received_at)
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id bigint, occurred_at timestamptz, id uuid,
      origin_id bigint, device_id bigint, source_id smallint, type text, name text, properties jsonb, context jsonb, received_at timestamptz)
    on conflict do nothing returning id`);
  if (fresh.length === events.length) return [...events];
  const ids = new Set(fresh.map((row) => row.id));
  return events.filter((event) => ids.has(event.log.id));
}

export async function insertSystemEvents(tx: Tx, events: readonly TrackedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.execute(sql`
    insert into system_events (occurred_at, id, source_id, name, properties, context, received_at)
    select * from json_to_recordset(${JSON.stringify(
      events.map((event) => ({
        occurred_at: event.log.occurredAt,
        id: event.log.id,
        source_id: event.log.sourceId,
        name: event.name,
        properties: event.properties,
        context: event.context,
        received_at: event.log.receivedAt,
      })),
    )}::text::json) as t (occurred_at timestamptz, id uuid, source_id smallint, name text, properties jsonb, context jsonb, received_at timestamptz)
    on conflict do nothing`);
}

/** The visits of one subject on one device, and the stretch of time that new events touch. */
export interface VisitScope {
  subjectId: number;
  originId: number;
  from: Date;
  to: Date;
}
export interface StoredVisit extends Visit {
  subjectId: number;
  originId: number;
}

const scopeRows = (scopes: readonly VisitScope[]) => sql`(
  select * from json_to_recordset(${JSON.stringify(
    scopes.map((scope) => ({
      subject: scope.subjectId,
      origin: scope.originId,
      starts: new Date(scope.from.getTime() - idleMs),
      ends: new Date(scope.to.getTime() + idleMs),
    })),
  )}::text::json) as t (subject bigint, origin bigint, starts timestamptz, ends timestamptz)) as s`;

/** Takes the visits out that new events may join; they are put back merged. */
export async function takeVisits(tx: Tx, scopes: readonly VisitScope[]): Promise<StoredVisit[]> {
  if (scopes.length === 0) return [];
  const rows = await tx.execute<{
    customer_id: number;
    origin_id: number;
    started_at: string;
    last_event_at: string;
    source_id: number;
    events: number;
    pages: number;
    landing_url: string | null;
    referrer: string | null;
    campaign: Record<string, unknown> | null;
    device: string | null;
  }>(sql`
    delete from visits v using ${scopeRows(scopes)}
    where v.customer_id = s.subject and v.origin_id = s.origin and v.last_event_at >= s.starts and v.started_at <= s.ends
    returning v.*`);
  return rows.map((row) => ({
    subjectId: Number(row.customer_id),
    originId: Number(row.origin_id),
    startedAt: toDate(row.started_at),
    lastEventAt: toDate(row.last_event_at),
    sourceId: row.source_id,
    events: row.events,
    pages: row.pages,
    landingUrl: row.landing_url,
    referrer: row.referrer,
    campaign: row.campaign,
    device: row.device,
  }));
}

export async function putVisits(tx: Tx, visits: readonly StoredVisit[]): Promise<void> {
  if (visits.length === 0) return;
  const rows = visits.map((visit) => ({
    customer_id: visit.subjectId,
    origin_id: visit.originId,
    started_at: visit.startedAt,
    last_event_at: visit.lastEventAt,
    source_id: visit.sourceId,
    events: visit.events,
    pages: visit.pages,
    landing_url: visit.landingUrl,
    referrer: visit.referrer,
    campaign: visit.campaign,
    device: visit.device,
  }));
  await tx.execute(sql`
    insert into visits (customer_id, origin_id, started_at, last_event_at, source_id, events, pages, landing_url, referrer, campaign, device)
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id bigint, origin_id bigint, started_at timestamptz,
      last_event_at timestamptz, source_id smallint, events int, pages int, landing_url text, referrer text,
      campaign jsonb, device text)`);
}

export interface DevicePoint {
  subjectId: number;
  deviceId: number;
  at: Date;
  sourceId: number;
  type: string;
  url: string | null;
  referrer: string | null;
  context: Record<string, unknown>;
}

/** Every visit-making event of these subjects on these devices: for visits that must be cut anew. */
export async function readDevicePoints(
  tx: Tx,
  pairs: readonly { subjectId: number; deviceId: number }[],
): Promise<DevicePoint[]> {
  if (pairs.length === 0) return [];
  const rows = await tx.execute<{
    customer_id: number;
    device_id: number;
    occurred_at: string;
    source_id: number;
    type: string;
    url: string | null;
    referrer: string | null;
    context: Record<string, unknown>;
  }>(sql`
    select e.customer_id, e.device_id, e.occurred_at, e.source_id, e.type, e.context,
      coalesce(e.context #>> '{page,url}', case when e.type = 'page' then e.properties ->> 'url' end) as url,
      coalesce(e.context #>> '{page,referrer}', case when e.type = 'page' then e.properties ->> 'referrer' end) as referrer
    from unnest(${arrayParam(
      pairs.map((pair) => pair.subjectId),
      "bigint",
    )}, ${arrayParam(
      pairs.map((pair) => pair.deviceId),
      "bigint",
    )}) as p (subject, device)
    join customer_events e on e.customer_id = p.subject and e.device_id = p.device
    where e.type in ('track', 'page', 'screen')`);
  return rows.map((row) => ({
    subjectId: Number(row.customer_id),
    deviceId: Number(row.device_id),
    at: toDate(row.occurred_at),
    sourceId: row.source_id,
    type: row.type,
    url: row.url,
    referrer: row.referrer,
    context: row.context,
  }));
}

/** As literals, so that the partial index of these events applies. */
const cartNames = sql.raw(cartEventNames.map((name) => `'${name}'`).join(", "));
/** A cart is what the last so many actions make of it; nobody fills a cart with more. */
const maxCartEvents = 1_000;

export async function readCartEvents(
  tx: Tx,
  subjectIds: readonly number[],
): Promise<Map<number, CartEvent[]>> {
  const events = new Map<number, CartEvent[]>(subjectIds.map((id) => [id, []]));
  if (subjectIds.length === 0) return events;
  const rows = await tx.execute<{
    customer_id: number;
    id: string;
    occurred_at: string;
    name: string;
    source_id: number;
    properties: Record<string, unknown>;
  }>(sql`
    select e.* from unnest(${arrayParam(subjectIds, "bigint")}) as s (id)
    cross join lateral (
      select customer_id, id, occurred_at, name, source_id, properties from customer_events
      where customer_id = s.id and type = 'track' and name in (${cartNames})
      order by occurred_at desc, id desc limit ${maxCartEvents}) e`);
  for (const row of rows)
    events.get(Number(row.customer_id))?.push({
      id: row.id,
      at: toDate(row.occurred_at),
      name: row.name,
      sourceId: row.source_id,
      properties: row.properties,
    });
  return events;
}

export interface OwnedCart extends Cart {
  subjectId: number;
}

/** The carts of these subjects are exactly these. Returns the earliest last action among open carts that changed. */
export async function saveCarts(
  tx: Tx,
  subjectIds: readonly number[],
  carts: readonly OwnedCart[],
  now: Date,
): Promise<Date | undefined> {
  const rows = carts.map((cart) => ({
    customer_id: cart.subjectId,
    container: cart.container,
    state: cart.state,
    started_at: cart.startedAt,
    last_action_at: cart.lastActionAt,
    items: cart.items,
    items_count: cart.itemsCount,
    total_minor: cart.totalMinor,
    currency: cart.currency,
    cart_url: cart.cartUrl,
    source_id: cart.sourceId,
  }));
  const saved = await tx.execute<{ state: string; last_action_at: string }>(sql`
    with input as (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t (customer_id bigint, container text, state text,
        started_at timestamptz, last_action_at timestamptz, items jsonb, items_count int, total_minor bigint, currency text,
        cart_url text, source_id smallint)
    ), gone as (
      delete from carts c where c.customer_id = any(${arrayParam(subjectIds, "bigint")})
        and not exists (select from input i where i.customer_id = c.customer_id and i.container = c.container)
    )
    insert into carts as c (customer_id, container, state, started_at, last_action_at, items, items_count, total_minor, currency, cart_url, source_id, updated_at)
    select i.*, ${instantParam(now)} from input i order by i.customer_id, i.container
    on conflict (customer_id, container) do update set state = excluded.state, started_at = excluded.started_at,
      last_action_at = excluded.last_action_at, items = excluded.items, items_count = excluded.items_count,
      total_minor = excluded.total_minor, currency = excluded.currency, cart_url = excluded.cart_url,
      source_id = excluded.source_id, updated_at = excluded.updated_at
    where (c.state, c.started_at, c.last_action_at, c.items, c.total_minor, c.currency, c.cart_url) is distinct from
      (excluded.state, excluded.started_at, excluded.last_action_at, excluded.items, excluded.total_minor, excluded.currency, excluded.cart_url)
    returning c.state, c.last_action_at`);
  const open = saved.filter((row) => row.state === "open").map((row) => toDate(row.last_action_at).getTime());
  return open.length > 0 ? new Date(Math.min(...open)) : undefined;
}
