import type { Tx } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import { customersMerged } from "../events";
import { markDirty, refreshMetrics } from "../metrics";
import { replaying } from "../replay";
import { updateProfiles } from "../store";
import { groupRequests, type MergeGroup, type MergePerson, type MergeRequest, mergeProfiles } from "./decide";
import { type Move, moveRows } from "./move-rows";
import {
  closeDonors,
  insertMerges,
  loadPeople,
  lockSurvivors,
  type MergeRecord,
  saveCodes,
  settleSuggestions,
} from "./people-store";

export interface MergeMeta {
  now: Date;
  /** Who does it, as the log shows. */
  actor: string;
}
export interface MergeDone {
  mergeId: number;
  keepId: number;
  donorId: number;
  rule: string;
}

/**
 * Makes one person of each group that the requests name. A constant number of statements for any number of merges; what
 * is one person already is left alone, so repeating is harmless, and rings and chains end in one person whatever the
 * order. Runs in a savepoint: a deadlock against another writer is played again.
 */
export async function mergeCustomers(
  tx: Tx,
  requests: readonly MergeRequest[],
  meta: MergeMeta,
): Promise<MergeDone[]> {
  if (requests.length === 0) return [];
  return replaying(tx, (inner) => mergeOnce(inner, requests, meta));
}

async function mergeOnce(tx: Tx, requests: readonly MergeRequest[], meta: MergeMeta): Promise<MergeDone[]> {
  const named = [...new Set(requests.flatMap(({ ids }) => ids))];
  const survivors = await lockSurvivors(tx, named);
  const people = await loadPeople(tx, [...new Set(survivors.values())]);
  const groups = groupRequests(
    requests.map((request) => asOfNow(request, survivors)),
    people,
  );
  if (groups.length === 0) return [];
  const merged = groups.map((group) => ({ group, ...mergeGroup(group, people) }));
  const records = merged.flatMap(({ group, changed }) =>
    group.donorIds.map(
      (donorId): MergeRecord => ({
        customerId: group.keepId,
        donorId,
        rule: group.rule,
        // Undoing one of several donors gives back the fields that came from her.
        details: {
          changed: Object.fromEntries(Object.entries(changed).filter(([, change]) => change.of === donorId)),
        },
      }),
    ),
  );
  const mergeIds = await insertMerges(tx, records, meta);
  const moves: Move[] = records.map((record, i) => ({
    mergeId: mergeIds[i] ?? 0,
    donorId: record.donorId,
    keepId: record.customerId,
  }));
  await moveRows(tx, moves, meta.now);
  await closeDonors(tx, moves, meta.now);
  await updateProfiles(
    tx,
    merged.map(({ person }) => person),
    meta.now,
  );
  await saveCodes(tx, merged);
  await settleSuggestions(tx, moves, meta);
  await refreshAfter(
    tx,
    groups.flatMap((group) => [group.keepId, ...group.donorIds]),
    groups.map((group) => group.keepId),
    meta.now,
  );
  await saveAnnouncements(tx, [{ name: customersMerged, data: { count: moves.length } }]);
  return moves.map((move, i) => ({ ...move, rule: records[i]?.rule ?? "" }));
}

/** The request in the numbers of today. A choice of a field names whom it was taken from. */
const asOfNow = (request: MergeRequest, survivors: ReadonlyMap<number, number>): MergeRequest => ({
  rule: request.rule,
  ids: [...new Set(request.ids.flatMap((id) => survivors.get(id) ?? []))],
  keepId: request.keepId === undefined ? undefined : survivors.get(request.keepId),
  choices: request.choices
    ? Object.fromEntries(
        Object.entries(request.choices).flatMap(([code, id]) => {
          const now = survivors.get(id);
          return now === undefined ? [] : [[code, now]];
        }),
      )
    : undefined,
});

function mergeGroup(group: MergeGroup, people: ReadonlyMap<number, MergePerson>) {
  const survivor = people.get(group.keepId);
  if (!survivor) throw new Error(`Customer ${group.keepId} was locked and is not there.`);
  const donors = group.donorIds.flatMap((id) => people.get(id) ?? []);
  return mergeProfiles(survivor, donors, group.choices);
}

/** What is derived from rows that changed hands. */
export async function refreshAfter(
  tx: Tx,
  everybody: readonly number[],
  active: readonly number[],
  now: Date,
): Promise<void> {
  await refreshMetrics(tx, everybody, now);
  for (const topic of ["attribution", "metrics", "duplicates", "tracking"])
    await markDirty(tx, topic, active, now);
}
