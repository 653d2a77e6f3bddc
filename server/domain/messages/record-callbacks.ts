import { sql } from "drizzle-orm";
import { arrayParam, type Db, toDate } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import type { ProviderEvent } from "@/server/domain/channels";
import type { Context } from "@/server/kernel/context";
import { deterministicUuid } from "@/server/platform/ids";
import { machineReason } from "./machine";
import type { MessageKey } from "./model";
import { type NewMessageEvent, recordIn } from "./record-events";

/** A report dated further off than this is dated by its arrival. */
const believableMs = 45 * 24 * 3_600_000;
const bounceReasons = { hard: "bounced_hard", soft: "bounced_soft", block: "blocked" } as const;

/**
 * What a provider reported, each of its event ids once, in one transaction with its effects. Only messages this
 * provider was given are touched. A report may come before our own record of the sending, in any order, any number
 * of times. How many events were new.
 */
export async function recordCallbacks(
  ctx: Context,
  provider: string,
  reported: readonly ProviderEvent[],
): Promise<number> {
  const db = ctx.db as Db;
  const now = ctx.clock.now();
  const keys = await findKeys(db, provider, reported);
  const events = reported.flatMap((event) => {
    const key = event.messageId ? keys.get(event.messageId) : undefined;
    return key ? [{ providerEventId: event.eventId, event: eventOf(event, key, provider, now) }] : [];
  });
  if (events.length === 0) return 0;
  await ensurePartitions(
    db,
    "message_events",
    events.map(({ event }) => event.at),
  );
  return await db.transaction(async (tx) => {
    const fresh = await tx.execute<{ event_id: string }>(sql`
      insert into provider_events (provider, event_id, received_at)
      select ${provider}, id, ${now.toISOString()}::timestamptz
      from unnest(${arrayParam([...new Set(events.map((e) => e.providerEventId))].sort(), "text")}) as id
      on conflict do nothing returning event_id`);
    const isFresh = new Set(fresh.map((row) => row.event_id));
    return await recordIn(
      tx,
      ctx,
      events.filter((e) => isFresh.has(e.providerEventId)).map((e) => e.event),
    );
  });
}

async function findKeys(
  db: Db,
  provider: string,
  reported: readonly ProviderEvent[],
): Promise<Map<string, MessageKey>> {
  const ids = [...new Set(reported.flatMap((event) => event.messageId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ customer_id: number; planned_at: string; id: string }>(sql`
    select customer_id, planned_at, id from messages where id = any(${arrayParam(ids, "uuid")}) and provider = ${provider}`);
  return new Map(
    rows.map((row) => [
      row.id,
      { customerId: row.customer_id, plannedAt: toDate(row.planned_at), id: row.id },
    ]),
  );
}

function eventOf(event: ProviderEvent, key: MessageKey, provider: string, now: Date): NewMessageEvent {
  const isHit = event.kind === "opened" || event.kind === "clicked";
  const machine =
    isHit &&
    machineReason({
      method: "GET",
      userAgent: event.userAgent,
      purpose: null,
      kind: event.kind as "opened",
      leavesMachine: event.userAgent !== null,
    });
  const told = {
    provider,
    providerMessageId: event.providerMessageId,
    detail: event.detail || null,
    userAgent: event.userAgent,
    reason: event.bounce
      ? bounceReasons[event.bounce.class]
      : event.kind === "failed"
        ? "refused_by_provider"
        : null,
    contactCode: event.bounce?.contactCode,
    machine: machine || null,
  };
  return {
    ...key,
    eventId: deterministicUuid("provider event", provider, event.eventId),
    kind: event.kind,
    at: Math.abs(event.at.getTime() - now.getTime()) > believableMs ? now : event.at,
    isMachine: Boolean(machine),
    linkNo: null,
    url: event.url,
    data: Object.fromEntries(
      Object.entries(told).filter(([, value]) => value !== null && value !== undefined),
    ),
  };
}
