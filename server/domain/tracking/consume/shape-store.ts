import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import type { Issue } from "./event-issues";
import type { ShapeCount } from "./event-shapes";

/** Different properties remembered for a source that says nothing else. */
export const defaultPropertyNames = 2_000;

/**
 * Counts on what is known and takes in what is new while the source's limit lasts. Returns how many new names of each
 * source found no place: a flood of made-up names costs nothing but its own events, and reading stays fast.
 */
export async function addShapes(tx: Tx, shapes: readonly ShapeCount[]): Promise<Map<number, number>> {
  if (shapes.length === 0) return new Map();
  const rows = await tx.execute<{ source_id: number; left_out: number }>(sql`
    with input as materialized (
      select * from json_to_recordset(${JSON.stringify(
        shapes.map((one) => ({
          source_id: one.sourceId,
          type: one.type,
          name: one.name,
          property: one.property,
          events: one.events,
          kinds: one.kinds,
          example: one.example,
          first_at: one.firstAt,
          last_at: one.lastAt,
        })),
      )}::text::json) as t (source_id smallint, type text, name text, property text, events int, kinds jsonb, example text,
        first_at timestamptz, last_at timestamptz)
    ), known as (
      update event_shapes s set events = s.events + i.events, last_seen_at = greatest(s.last_seen_at, i.last_at),
        example = coalesce(i.example, s.example),
        kinds = (select coalesce(jsonb_object_agg(k.kind, k.n), '{}') from (
          select kind, sum(n::bigint) as n from (
            select key as kind, value::text as n from jsonb_each(s.kinds) union all select key, value::text from jsonb_each(i.kinds)) b
          group by kind) k)
      from input i where (s.source_id, s.type, s.name, s.property) = (i.source_id, i.type, i.name, i.property)
      returning s.source_id, s.type, s.name, s.property
    ), fresh as (
      select i.*, row_number() over (partition by i.source_id order by i.events desc, i.type, i.name, i.property) as place
      from input i where not exists (select from known k
        where (k.source_id, k.type, k.name, k.property) = (i.source_id, i.type, i.name, i.property))
    ), room as (
      select s.id as source_id, greatest(0, coalesce(s.max_property_names, ${defaultPropertyNames})
        - (select count(*) from event_shapes e where e.source_id = s.id)) as places
      from sources s where s.id in (select source_id from fresh)
    ), added as (
      insert into event_shapes (source_id, type, name, property, events, kinds, example, first_seen_at, last_seen_at)
      select f.source_id, f.type, f.name, f.property, f.events, f.kinds, f.example, f.first_at, f.last_at
      from fresh f join room r using (source_id) where f.place <= r.places
      on conflict do nothing
    )
    select f.source_id, count(*)::int as left_out from fresh f join room r using (source_id)
    where f.place > r.places group by f.source_id`);
  return new Map(rows.map((row) => [row.source_id, row.left_out]));
}

export async function addIssues(tx: Tx, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return;
  await tx.execute(sql`
    insert into event_issues as o (source_id, code, name, day, events, example, event_id, last_seen_at)
    select source_id, code, name, date_trunc('day', last_at, 'UTC'), events, example, event_id, last_at
    from json_to_recordset(${JSON.stringify(
      issues.map((one) => ({
        source_id: one.sourceId,
        code: one.code,
        name: one.name,
        events: one.events,
        example: one.example,
        event_id: one.eventId,
        last_at: one.lastAt,
      })),
    )}::text::json) as t (source_id smallint, code text, name text, events int, example text, event_id uuid, last_at timestamptz)
    order by source_id, code, name
    on conflict (source_id, day, code, name) do update set events = o.events + excluded.events,
      example = coalesce(excluded.example, o.example), event_id = coalesce(excluded.event_id, o.event_id),
      last_seen_at = greatest(o.last_seen_at, excluded.last_seen_at)`);
}

/** Which of these products the catalogue does not know; nothing when there is no catalogue yet. */
export async function findUnknownProducts(tx: Tx, externalIds: readonly string[]): Promise<Set<string>> {
  if (externalIds.length === 0) return new Set();
  const rows = await tx.execute<{ id: string }>(sql`
    select i.id from unnest(${arrayParam(externalIds, "text")}) as i (id)
    where not exists (select from products p where p.external_id = i.id) and exists (select from products)`);
  return new Set(rows.map((row) => row.id));
}
