import { sql } from "drizzle-orm";
import { type Queryable, toDate } from "@/server/db/client";
import type { MessageEventKind, MessageKey } from "../model";

export interface StoryEvent {
  kind: MessageEventKind;
  at: Date;
  isMachine: boolean;
  linkNo: number | null;
  url: string | null;
  data: Record<string, unknown>;
}

/** Everything that happened to a message, in the order it happened. */
export async function selectEvents(db: Queryable, key: MessageKey): Promise<StoryEvent[]> {
  const rows = await db.execute<{
    kind: MessageEventKind;
    at: string;
    is_machine: boolean;
    link_no: number | null;
    url: string | null;
    data: Record<string, unknown>;
  }>(sql`
    select kind, at, is_machine, link_no, url, data from message_events
    where message_id = ${key.id}::uuid and customer_id = ${key.customerId}
    order by at, array_position(array['planned', 'skipped', 'accepted', 'delivered'], kind), id limit 1000`);
  return rows.map((row) => ({
    kind: row.kind,
    at: toDate(row.at),
    isMachine: row.is_machine,
    linkNo: row.link_no,
    url: row.url,
    data: row.data,
  }));
}

/** The entry into the chain that led to a message. */
export interface EntryOrigin {
  enteredAt: Date;
  triggerKey: string;
  version: number;
}
export async function selectOrigin(db: Queryable, id: string): Promise<EntryOrigin | null> {
  const [row] = await db.execute<{ entered_at: string; trigger_key: string; version: number }>(sql`
    select p.entered_at, p.trigger_key, p.version from messages m
    join campaign_participants p on p.customer_id = m.customer_id and p.id = m.participant_id
    where m.id = ${id}::uuid`);
  return row
    ? { enteredAt: toDate(row.entered_at), triggerKey: row.trigger_key, version: row.version }
    : null;
}

/** The orders and receipts this message earned. */
export async function selectEarned(db: Queryable, key: MessageKey) {
  const rows = await db.execute<{ kind: "order" | "receipt"; id: number; at: string; amount: number }>(sql`
    select purchase_kind as kind, purchase_id as id, purchased_at as at, amount_minor as amount from order_attributions
    where customer_id = ${key.customerId} and message_id = ${key.id}::uuid order by purchased_at limit 100`);
  return rows.map((row) => ({ kind: row.kind, id: row.id, at: toDate(row.at), amountMinor: row.amount }));
}
