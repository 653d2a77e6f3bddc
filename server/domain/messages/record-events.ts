import type { Db, Tx } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { type ContactCode, markDirty, noteEmailCodes, recordConsent } from "@/server/domain/customers";
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
  await noteEmailCodes(
    tx,
    real.flatMap((event): ContactCode[] => {
      const code = Number(event.data.contactCode ?? 0);
      const address = found.get(event.id)?.address;
      return event.kind === "bounced" && code > 0 && address
        ? [{ customerId: event.customerId, address, code }]
        : [];
    }),
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
