import type { Db, Tx } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { type ContactReport, markDirty, noteContacts, recordConsent } from "@/server/domain/customers";
import { codes } from "@/server/domain/customers/contacts/codes";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { messageEngaged } from "./events";
import { cancelUnwanted } from "./store/cancel";
import {
  insertEvents,
  lockMessages,
  type NewMessageEvent,
  settleMessages,
  unmaskMachines,
} from "./store/settle";

export type { NewMessageEvent } from "./store/settle";

/**
 * Keeps what happened to messages and brings their rows up to date, set-wise, once per event however often it is
 * told. Events of messages that are not in the ledger are left out. Complaints end the subscription to the channel;
 * hard bounces put the address out of use. How many events were new.
 */
export async function recordMessageEvents(ctx: Context, events: readonly NewMessageEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const db = ctx.db as Db;
  await ensurePartitions(
    db,
    "message_events",
    events.map((event) => event.at),
  );
  return await db.transaction((tx) => recordIn(tx, ctx, events));
}

export async function recordIn(tx: Tx, ctx: Context, events: readonly NewMessageEvent[]): Promise<number> {
  const now = ctx.clock.now();
  const found = new Map((await lockMessages(tx, events)).map((row) => [row.id, row]));
  const known = events.filter((event) => found.get(event.id)?.customer_id === event.customerId);
  if (known.length === 0) return 0;
  const isNew = await insertEvents(tx, known);
  if (isNew === 0) return 0;
  await unmaskMachines(tx, known);
  await settleMessages(tx, known, now);
  const real = known.filter((event) => found.get(event.id)?.source_kind !== "test");
  await noteContacts(
    tx,
    real.flatMap((event) => reportOf(event, found.get(event.id)?.address ?? null)),
    now,
  );
  await endComplained(tx, ctx, real);
  const engaged = real.filter(
    (event) => !event.isMachine && (event.kind === "opened" || event.kind === "clicked"),
  );
  await markDirty(
    tx,
    "attribution",
    engaged.map((event) => event.customerId),
    now,
  );
  if (engaged.length > 0) await saveAnnouncements(tx, [messageEngaged({ count: engaged.length })]);
  return isNew;
}

/** What an event says about the address it went to. */
function reportOf(event: NewMessageEvent, address: string | null): ContactReport[] {
  if (!address) return [];
  const about = {
    kind: "email" as const,
    value: address,
    customerId: event.customerId,
    ref: event.id,
    at: event.at,
  };
  const code = Number(event.data.contactCode ?? 0);
  if (event.kind === "bounced" && code > 0) return [{ ...about, code, by: "provider" }];
  if (event.kind === "complained") return [{ ...about, code: codes.spamComplaint, by: "complaint" }];
  return event.kind === "delivered" ? [{ ...about, code: 0, by: "provider" }] : [];
}

async function endComplained(tx: Tx, ctx: Context, events: readonly NewMessageEvent[]): Promise<void> {
  const complained = events.filter((event) => event.kind === "complained");
  if (complained.length === 0) return;
  const now = ctx.clock.now();
  await recordConsent(
    tx,
    complained.map((event) => ({
      customerId: event.customerId,
      channel: "email",
      state: "unsubscribed" as const,
      reason: "complaint",
      messageId: event.id,
    })),
    { source: "complaint", now },
  );
  await cancelUnwanted(
    tx,
    complained.map((event) => event.customerId),
    now,
  );
}
