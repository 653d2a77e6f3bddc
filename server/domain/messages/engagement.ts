import { sql } from "drizzle-orm";
import type { Context } from "@/server/kernel/context";
import { newUuid } from "@/server/platform/ids";
import { machineReason } from "./machine";
import { type NewMessageEvent, recordMessageEvents } from "./record-events";
import { currentKeys, loadHtml, loadProviders } from "./store/read";
import type { LinkTarget } from "./tokens";

/** One request for a pixel or a link. */
export interface EngagementHit {
  kind: "opened" | "clicked";
  target: LinkTarget;
  at: Date;
  url: string | null;
  method: string;
  userAgent: string | null;
  purpose: string | null;
  network: string;
}

/** Where a link of a letter leads: what was fixed when it was rendered, never what a request says. */
export async function findLinkUrl(ctx: Context, asked: LinkTarget): Promise<string | undefined> {
  const [target = asked] = await currentKeys(ctx.db, [asked]);
  const [row] = await ctx.db.execute<{ url: string | null }>(sql`
    select links->>${target.linkNo}::int as url from message_contents
    where customer_id = ${target.customerId} and planned_at = ${target.plannedAt.toISOString()}::timestamptz
      and message_id = ${target.id}::uuid`);
  return row?.url && /^https?:\/\//i.test(row.url) ? row.url : undefined;
}

/** The letter in a browser. */
export async function findLetterPage(ctx: Context, asked: LinkTarget): Promise<string | undefined> {
  const [target = asked] = await currentKeys(ctx.db, [asked]);
  return loadHtml(ctx.db, target);
}

/** Keeps every request, with what speaks for a machine; many at once cost as much as one. */
export async function recordHits(ctx: Context, received: readonly EngagementHit[]): Promise<void> {
  const targets = await currentKeys(
    ctx.db,
    received.map((hit) => hit.target),
  );
  const hits = received.map((hit, i) => ({ ...hit, target: targets[i] ?? hit.target }));
  const providers = await loadProviders(
    ctx.db,
    hits.map((hit) => hit.target),
  );
  await recordMessageEvents(
    ctx,
    hits.map((hit) => eventOf(hit, providers.get(hit.target.id) !== "sandbox")),
  );
}

function eventOf(hit: EngagementHit, leavesMachine: boolean): NewMessageEvent {
  const machine = machineReason({ ...hit, leavesMachine });
  const { customerId, plannedAt, id, linkNo } = hit.target;
  return {
    customerId,
    plannedAt,
    id,
    eventId: newUuid(),
    kind: hit.kind,
    at: hit.at,
    isMachine: machine !== null,
    linkNo: hit.kind === "clicked" ? linkNo : null,
    url: hit.url,
    data: {
      ...(hit.userAgent ? { userAgent: hit.userAgent.slice(0, 400).toWellFormed() } : {}),
      network: hit.network,
      ...(machine ? { machine } : {}),
    },
  };
}
