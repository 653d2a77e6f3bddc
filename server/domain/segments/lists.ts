import type { Tx } from "@/server/db/client";
import { command } from "@/server/kernel/command";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { tellListeners } from "./live/listeners";
import { type Moves, noteDays } from "./live/store";
import { localDay } from "./moments";
import { peopleOfIdentities } from "./people-of-identities";
import { projectScope } from "./project-scope";
import { listByIdentity, listMembers } from "./schema";
import { addSomeMembers, lockSegment, removeMembers, type SegmentRecord, updateSegment } from "./store";

/**
 * Puts people into a list, or takes them out; both note the moves and the new size. They answer with those whom it changed:
 * who was in (or out) already stays as she was, and who is no active customer is passed over.
 */
export async function putIntoList(
  tx: Tx,
  id: string,
  customerIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const list = await lockList(tx, id);
  const changed = await addSomeMembers(tx, id, customerIds, now);
  await noteSize(tx, list, { entered: changed.length, left: 0 }, now);
  return changed;
}
export async function takeOutOfList(
  tx: Tx,
  id: string,
  customerIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const list = await lockList(tx, id);
  const changed = await removeMembers(tx, id, customerIds, now);
  await noteSize(tx, list, { entered: 0, left: changed.length }, now);
  return changed;
}

async function lockList(tx: Tx, id: string): Promise<SegmentRecord> {
  const segment = await lockSegment(tx, id);
  if (!segment) throw notFound("segment", id);
  if (segment.kind !== "list")
    throw conflict("This segment follows its definition; people cannot be put into it by hand.");
  return segment;
}

async function noteSize(tx: Tx, list: SegmentRecord, moves: Moves, now: Date): Promise<void> {
  const size = Math.max(0, (list.size ?? 0) + moves.entered - moves.left);
  const { zone } = await projectScope(tx, now);
  await updateSegment(tx, list.id, { size, sizeAt: now });
  await noteDays(tx, localDay(now, zone), [{ segmentId: list.id, size, ...moves }]);
  if (moves.entered + moves.left > 0) await tellListeners(tx, [list.id]);
}

export const addToList = command({
  name: "segments.add-members",
  permission: "segments:write",
  input: listMembers,
  async run(ctx, { id, customerIds }): Promise<{ changed: number }> {
    const { length: changed } = await putIntoList(ctx.db, id, customerIds, ctx.clock.now());
    ctx.audit({ subjectType: "segment", subjectId: id, changes: { added: changed } });
    return { changed };
  },
});

export const removeFromList = command({
  name: "segments.remove-members",
  permission: "segments:write",
  input: listMembers,
  async run(ctx, { id, customerIds }): Promise<{ changed: number }> {
    const { length: changed } = await takeOutOfList(ctx.db, id, customerIds, ctx.clock.now());
    ctx.audit({ subjectType: "segment", subjectId: id, changes: { removed: changed } });
    return { changed };
  },
});

export interface ListFilled {
  /** Put in now; the rest of those found were in it already. */
  changed: number;
  found: number;
  /** Identifiers that nobody carries, as they were given. */
  unknown: string[];
}

/**
 * Puts in whoever carries these identifiers: e-mails, phones, external ids or numbers of cards, as a file or a message has
 * them. Each is read as every kind it can be.
 */
export const addByIdentity = command({
  name: "segments.add-by-identity",
  permission: "segments:write",
  input: listByIdentity,
  async run(ctx, { id, identifiers }): Promise<ListFilled> {
    const given = [...new Set(identifiers.map((one) => one.trim()).filter((one) => one !== ""))];
    if (given.length === 0)
      throw invalid("identifiers: There is nothing in it.", [
        { path: "identifiers", message: "Give at least one e-mail, phone or external id." },
      ]);
    const people = await peopleOfIdentities(ctx.db, given);
    const ids = [...new Set(people.values())];
    const changed = ids.length > 0 ? await putIntoList(ctx.db, id, ids, ctx.clock.now()) : [];
    ctx.audit({
      subjectType: "segment",
      subjectId: id,
      changes: { added: changed.length, given: given.length },
    });
    return { changed: changed.length, found: ids.length, unknown: given.filter((one) => !people.has(one)) };
  },
});
