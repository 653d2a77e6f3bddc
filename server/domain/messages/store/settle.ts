import { sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import type { MessageEventKind, MessageKey } from "../model";
import { keyTable } from "./read";

/** Something that happened to a message, as it will be kept. */
export interface NewMessageEvent extends MessageKey {
  eventId: string;
  kind: MessageEventKind;
  at: Date;
  isMachine: boolean;
  linkNo: number | null;
  url: string | null;
  data: Record<string, unknown>;
}

/** Messages of these keys, locked in one order so that recorders never wait for one another in a circle. */
export async function lockMessages(tx: Tx, keys: readonly MessageKey[]) {
  return await tx.execute<{
    customer_id: number;
    id: string;
    source_kind: string;
    address: string | null;
  }>(sql`
    select m.customer_id, m.id, m.source_kind, m.address from messages m join ${keyTable(keys)}
      on (m.customer_id, m.planned_at, m.id) = (k.customer_id, k.planned_at, k.id)
    order by m.customer_id, m.planned_at, m.id for update of m`);
}

/** Adds events; one met before (same moment, same id) is left out. How many were new. */
export async function insertEvents(tx: Tx, events: readonly NewMessageEvent[]): Promise<number> {
  const rows = events.map((event) => ({ ...event, messageId: event.id }));
  const saved = await tx.execute(sql`
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, is_machine, link_no, url, data)
    select v."customerId", v.at, v."eventId", v."messageId", v."plannedAt", v.kind, v."isMachine", v."linkNo", v.url, v.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as v("customerId" bigint, "plannedAt" timestamptz, "messageId" uuid,
      "eventId" uuid, kind text, at timestamptz, "isMachine" boolean, "linkNo" int, url text, data jsonb)
    order by v."customerId", v.at, v."eventId"
    on conflict do nothing returning id`);
  return saved.length;
}

/**
 * Finds machines by their haste: within two seconds of the sending, or three different links within one second.
 * Judged over all events of the message each time, so late and reordered reports end in the same verdict.
 */
export async function unmaskMachines(tx: Tx, keys: readonly MessageKey[]): Promise<void> {
  await tx.execute(sql`
    with hits as (
      select e.customer_id, e.at, e.id, e.message_id, e.kind, e.link_no, m.first_attempt_at
      from message_events e join ${keyTable(keys)} on e.customer_id = k.customer_id and e.message_id = k.id
      join messages m on (m.customer_id, m.planned_at, m.id) = (k.customer_id, k.planned_at, k.id)
      where e.kind in ('opened', 'clicked') and m.provider <> 'sandbox'
    ),
    bursts as (
      select first.message_id, first.at from hits first join hits other on other.message_id = first.message_id
        and other.kind = 'clicked' and other.at between first.at and first.at + interval '1 second'
      where first.kind = 'clicked' group by first.message_id, first.at having count(distinct other.link_no) >= 3
    ),
    judged as (
      select h.customer_id, h.at, h.id, case
        when h.at < h.first_attempt_at + interval '2 seconds' then 'too_fast'
        when exists (select 1 from bursts b where b.message_id = h.message_id and h.kind = 'clicked'
          and h.at between b.at and b.at + interval '1 second') then 'many_links_at_once'
      end as why from hits h
    )
    update message_events e set is_machine = true, data = e.data || jsonb_build_object('machine', judged.why)
    from judged where (e.customer_id, e.at, e.id) = (judged.customer_id, judged.at, judged.id) and judged.why is not null and not e.is_machine`);
}

/**
 * Makes each row what its events say. A function of the set of events alone: any order and any number of the same
 * reports end in the same row. A bounce or a failure wins over a delivery, whenever it comes; an open or a click
 * proves a delivery; reports resolve what was uncertain.
 */
export async function settleMessages(tx: Tx, keys: readonly MessageKey[], now: Date): Promise<void> {
  await tx.execute(sql`
    with facts as (
      select e.customer_id, k.planned_at, e.message_id as id,
        min(e.at) filter (where e.kind = 'accepted') as accepted_at,
        min(e.at) filter (where e.kind in ('delivered', 'opened', 'clicked')) as delivered_at,
        min(e.at) filter (where e.kind in ('failed', 'bounced')) as failed_at,
        min(e.at) filter (where e.kind = 'bounced') as bounced_at,
        min(e.at) filter (where e.kind in ('opened', 'clicked') and not e.is_machine) as first_opened_at,
        min(e.at) filter (where e.kind = 'clicked' and not e.is_machine) as first_clicked_at,
        max(e.at) filter (where e.kind = 'clicked' and not e.is_machine) as last_clicked_at,
        min(e.at) filter (where e.kind in ('opened', 'clicked') and e.is_machine) as machine_opened_at,
        min(e.at) filter (where e.kind = 'clicked' and e.is_machine) as machine_clicked_at,
        min(e.at) filter (where e.kind = 'unsubscribed') as unsubscribed_at,
        min(e.at) filter (where e.kind = 'complained') as complained_at,
        (array_agg(e.data order by e.at, e.id) filter (where e.kind in ('failed', 'bounced')))[1] as trouble
      from message_events e join ${keyTable(keys)} on e.customer_id = k.customer_id and e.message_id = k.id
      group by e.customer_id, k.planned_at, e.message_id
    ),
    known as (
      select f.*, case when f.failed_at is not null then 'failed' when f.delivered_at is not null then 'delivered'
        when f.accepted_at is not null then 'accepted' end as state
      from facts f
    )
    update messages m set
      state = coalesce(f.state, m.state),
      reason = case when f.state is null then m.reason when f.state = 'failed' then f.trouble->>'reason' end,
      detail = case when f.state is null then m.detail when f.state = 'failed' then f.trouble->>'detail' end,
      attempt_open_since = case when f.state is null then m.attempt_open_since end,
      accepted_at = f.accepted_at, delivered_at = f.delivered_at, failed_at = f.failed_at, bounced_at = f.bounced_at,
      first_opened_at = f.first_opened_at, first_clicked_at = f.first_clicked_at, last_clicked_at = f.last_clicked_at,
      machine_opened_at = f.machine_opened_at, machine_clicked_at = f.machine_clicked_at,
      unsubscribed_at = f.unsubscribed_at, complained_at = f.complained_at, updated_at = ${instantParam(now)}
    from known f where (m.customer_id, m.planned_at, m.id) = (f.customer_id, f.planned_at, f.id)`);
}
