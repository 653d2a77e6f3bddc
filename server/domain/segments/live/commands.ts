import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { segmentMembers, segments } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { usagesOf } from "@/server/kernel/usages";
import { conflict, notFound } from "@/server/platform/errors";
import { type SegmentView, viewOf } from "../queries";
import { loadOthers } from "../references";
import { rule } from "../rule";
import { liveInput } from "../schema";
import { lockDefinitions, lockSegment, type SegmentRecord, updateSegment } from "../store";
import { listenersOf } from "./listeners";
import { listLive, saveDependencies } from "./store";
import { topicsOf } from "./topics";

/** Each costs some work with every change it asks about. */
export const maxLiveSegments = 200;

/** Has a segment's members kept current, or no longer. Lists always are: people change them by hand. */
export const setLive = command({
  name: "segments.set-live",
  permission: "segments:write",
  input: liveInput,
  async run(ctx, { id, isLive }): Promise<SegmentView> {
    await lockDefinitions(ctx.db);
    const before = await lockSegment(ctx.db, id);
    if (!before) throw notFound("segment", id);
    if (before.kind === "list") throw conflict("A list is as people left it; there is nothing to follow.");
    if (before.isLive === isLive) return viewOf(before);
    if (!isLive) await refuseWhileListened(ctx.db, id);
    const after = await beLive(ctx.db, before, isLive);
    ctx.audit({ subjectType: "segment", subjectId: id, changes: { isLive: { from: !isLive, to: isLive } } });
    return viewOf(after);
  },
});

/** Somebody begins something by its moves: it is kept current from now on, if it was not. */
export async function keepLive(ctx: CommandContext, id: string): Promise<void> {
  await lockDefinitions(ctx.db);
  const segment = await lockSegment(ctx.db, id);
  if (!segment) throw notFound("segment", id);
  if (segment.kind === "list" || segment.isLive) return;
  await beLive(ctx.db, segment, true);
  ctx.audit({ subjectType: "segment", subjectId: id, changes: { isLive: { from: false, to: true } } });
}

async function refuseWhileListened(tx: Tx, id: string): Promise<void> {
  const places = await usagesOf(tx, [listenersOf(id)]);
  if (places.length === 0) return;
  const named = places.slice(0, 5).map((place) => `${place.kind} "${place.label}"`);
  throw conflict(
    `It is kept current for those who begin by its moves: ${named.join(", ")}. Stop them first, or let them begin otherwise.`,
  );
}

/** Begins or ends the following of a dynamic segment; definitions are locked, see `lockDefinitions`. */
export async function beLive(
  tx: Tx,
  { id, definition }: SegmentRecord,
  isLive: boolean,
): Promise<SegmentRecord> {
  if (isLive) await makeLive(tx, id, definition);
  else await makeIdle(tx, id);
  return await updateSegment(tx, id, {
    isLive,
    isStale: isLive,
    evaluatedAt: null,
    nextChangeAt: null,
    problem: null,
  });
}

async function makeLive(tx: Tx, id: string, definition: unknown): Promise<void> {
  const live = await tx.$count(segments, sql`is_live`);
  if (live >= maxLiveSegments)
    throw conflict(
      `At most ${maxLiveSegments} segments can be kept current. Stop following another one, or count this one on demand.`,
    );
  const own = rule.parse(definition);
  await saveDependencies(tx, id, topicsOf(own, await loadOthers(tx, own, id)));
}

async function makeIdle(tx: Tx, id: string): Promise<void> {
  await saveDependencies(tx, id, new Set());
  await tx.delete(segmentMembers).where(eq(segmentMembers.segmentId, id));
}

/** A definition was replaced: it and every live segment made of it depend on other things now, and are judged anew. */
export const definitionChanged = (tx: Tx, id: string): Promise<void> =>
  judgeAnew(tx, (segment, others) => segment.id === id || others.segments.has(id));

/** An own metric is another one now, and so is every live segment that names it. */
export const metricChanged = (tx: Tx, code: string): Promise<void> =>
  judgeAnew(tx, (_, others) => others.metrics.has(code));

async function judgeAnew(
  tx: Tx,
  isMeant: (segment: SegmentRecord, others: Awaited<ReturnType<typeof loadOthers>>) => boolean,
): Promise<void> {
  for (const segment of await listLive(tx)) {
    const own = rule.parse(segment.definition);
    const others = await loadOthers(tx, own, segment.id);
    if (!isMeant(segment, others)) continue;
    await saveDependencies(tx, segment.id, topicsOf(own, others));
    await updateSegment(tx, segment.id, { isStale: true, problem: null });
  }
}
