import { sql } from "drizzle-orm";
import { instantParam, type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import type { IssueCode } from "./consume/event-issues";

/** What a source has sent so far, step by step of its wiring; null = not yet. */
export interface InstallSteps {
  page: Date | null;
  productView: Date | null;
  cart: Date | null;
  identify: Date | null;
  order: Date | null;
}

export async function readInstallSteps(db: Queryable, sourceId: number): Promise<InstallSteps> {
  const [row] = await db.execute<Record<keyof InstallSteps, string | null>>(sql`
    with seen as (select type, name, events, last_seen_at as at from event_shapes where source_id = ${sourceId} and property = ''),
      bad as (select coalesce(sum(events), 0) as n from event_issues
        where source_id = ${sourceId} and name = 'Product Viewed' and code in ('missing_product_id', 'unknown_product'))
    select
      max(at) filter (where type in ('page', 'screen')) as page,
      max(at) filter (where name = 'Product Viewed' and events > (select n from bad)) as "productView",
      max(at) filter (where name = 'Product Added') as cart,
      max(at) filter (where type = 'identify') as identify,
      max(at) filter (where name = 'Order Completed' and exists (select from event_shapes p
        where p.source_id = ${sourceId} and p.name = 'Order Completed' and p.property in ('order_id', 'orderId'))) as "order"
    from seen`);
  return {
    page: toDateOrNull(row?.page ?? null),
    productView: toDateOrNull(row?.productView ?? null),
    cart: toDateOrNull(row?.cart ?? null),
    identify: toDateOrNull(row?.identify ?? null),
    order: toDateOrNull(row?.order ?? null),
  };
}

export interface SourceIssue {
  code: IssueCode | "type_change";
  /** Name of the event. */
  name: string;
  events: number;
  example: string | null;
  lastSeenAt: Date;
}

/** Problems of the last days, and properties that are now of one type, now of another. The most frequent first. */
export async function readIssues(db: Queryable, sourceId: number, since: Date): Promise<SourceIssue[]> {
  const rows = await db.execute<{
    code: SourceIssue["code"];
    name: string;
    events: number;
    example: string | null;
    last: string;
  }>(sql`
    select code, name, sum(events)::bigint as events, (array_agg(example order by last_seen_at desc))[1] as example, max(last_seen_at) as last
    from event_issues where source_id = ${sourceId} and day >= date_trunc('day', ${instantParam(since)}, 'UTC')
    group by code, name
    union all
    select 'type_change', name, events, property || ': ' || (select string_agg(key, ', ' order by key) from jsonb_each(kinds) where key <> 'null'), last_seen_at
    from event_shapes where source_id = ${sourceId} and property <> '' and last_seen_at >= ${instantParam(since)}
      and (select count(*) from jsonb_each(kinds) where key <> 'null') > 1
    order by events desc, name limit 100`);
  return rows.map((row) => ({ ...row, events: Number(row.events), lastSeenAt: toDate(row.last) }));
}

export interface EventShape {
  type: string;
  name: string;
  events: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  properties: { name: string; events: number; kinds: Record<string, number>; example: string | null }[];
}

export async function readShapes(db: Queryable, sourceId: number): Promise<EventShape[]> {
  const rows = await db.execute<{
    type: string;
    name: string;
    events: number;
    first: string;
    last: string;
    properties: EventShape["properties"] | null;
  }>(sql`
    select e.type, e.name, e.events, e.first_seen_at as first, e.last_seen_at as last, (
      select json_agg(json_build_object('name', p.property, 'events', p.events, 'kinds', p.kinds, 'example', p.example) order by p.events desc, p.property)
      from event_shapes p where (p.source_id, p.type, p.name) = (e.source_id, e.type, e.name) and p.property <> '') as properties
    from event_shapes e where e.source_id = ${sourceId} and e.property = '' order by e.events desc, e.type, e.name`);
  return rows.map((row) => ({
    type: row.type,
    name: row.name,
    events: Number(row.events),
    firstSeenAt: toDate(row.first),
    lastSeenAt: toDate(row.last),
    properties: row.properties ?? [],
  }));
}

/** Whose these events became: found by name and moment, which the timeline is indexed by. */
export interface JoinedTo {
  eventId: string;
  subjectId: number;
  /** Null while the visitor is nobody known. */
  customerName: string | null;
  isCustomer: boolean;
}
export async function readJoins(
  db: Queryable,
  events: readonly { id: string; type: string; occurredAt: Date; name: string }[],
): Promise<Map<string, JoinedTo>> {
  if (events.length === 0) return new Map();
  const rows = await db.execute<{ id: string; subject: number; name: string | null; known: boolean }>(sql`
    select e.id, e.customer_id as subject, c.id is not null as known,
      coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.external_id) as name
    from json_to_recordset(${JSON.stringify(
      events.map((one) => ({ id: one.id, at: one.occurredAt, name: one.name })),
    )}::text::json) as i (id uuid, at timestamptz, name text)
    join customer_events e on e.name = i.name and e.occurred_at = i.at and e.id = i.id
    left join customers c on c.id = e.customer_id`);
  return new Map(
    rows.map((row) => [
      row.id,
      { eventId: row.id, subjectId: Number(row.subject), customerName: row.name, isCustomer: row.known },
    ]),
  );
}
