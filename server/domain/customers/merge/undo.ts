import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Tx, toDate } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { customersMerged } from "../events";
import { allFields, fieldCode, identityCodes, identityKinds, type Json, profileFields } from "../model";
import { claimIdentities, updateProfiles } from "../store";
import type { FieldChange, MergePerson } from "./decide";
import { refreshAfter } from "./merge";
import { loadPeople, saveCodes } from "./people-store";
import { type GivenBack, giveRowsBack } from "./undo-rows";
import { separateVisitor } from "./undo-visitor";

export interface MergeUndone extends GivenBack {
  donorId: number;
  ownerId: number;
  /** Fields of the survivor that were written since and therefore stay. */
  keptFields: string[];
  /** Identifiers that somebody else has by now. */
  lostIdentities: { kind: string; value: string }[];
  /** Letters not sent and campaigns left because of the merge: they do not start again. */
  cancelledLetters: number;
  leftCampaigns: number;
}
interface MergeRow extends Record<string, unknown> {
  customer_id: number;
  donor_id: number;
  donor_kind: string;
  at: string;
  details: { changed?: Record<string, FieldChange> };
  undone_at: string | null;
}

/** Takes a merge back: what moved goes back, what changed since stays, and the answer says which was which. */
export async function undoMerge(
  tx: Tx,
  mergeId: number,
  meta: { now: Date; actor: string },
): Promise<MergeUndone> {
  const merge = await lockMerge(tx, mergeId);
  const undoing = {
    mergeId,
    donorId: merge.donor_id,
    ownerId: merge.customer_id,
    mergedAt: toDate(merge.at),
  };
  const rows =
    merge.donor_kind === "visitor"
      ? await separateVisitor(tx, undoing)
      : await separateCustomer(tx, undoing, merge.details.changed ?? {}, meta.now);
  await tx.execute(sql`
    update customer_merges set undone_at = ${instantParam(meta.now)}, undone_by = ${meta.actor} where id = ${mergeId}`);
  await tx.execute(sql`delete from customer_merge_rows where merge_id = ${mergeId}`);
  await rememberDifferent(tx, undoing, meta);
  const both = [undoing.ownerId, undoing.donorId];
  await refreshAfter(tx, both, both, meta.now);
  await saveAnnouncements(tx, [{ name: customersMerged, data: { count: 1 } }]);
  return { ...rows, donorId: undoing.donorId, ownerId: undoing.ownerId };
}

async function lockMerge(tx: Tx, mergeId: number): Promise<MergeRow> {
  const find = () =>
    tx.execute<MergeRow>(sql`
      select customer_id, donor_id, donor_kind, at, details, undone_at from customer_merges where id = ${mergeId}`);
  const [seen] = await find();
  if (!seen) throw notFound("merge", mergeId);
  const people = await tx.execute<{ id: number; state: string }>(sql`
    select id, state from customers where id = any(${arrayParam([seen.customer_id, seen.donor_id], "bigint")}) order by id for update`);
  const [row] = await find();
  if (!row || row.undone_at !== null) throw conflict("This merge was taken back already.");
  if (row.customer_id !== seen.customer_id)
    throw conflict("The person was merged again a moment ago. Look again.");
  const stateOf = (id: number) => people.find((one) => one.id === id)?.state;
  if (
    stateOf(row.customer_id) !== "active" ||
    (row.donor_kind === "customer" && stateOf(row.donor_id) !== "merged")
  )
    throw conflict("One of the two was erased; there is nothing left to give back.");
  if (row.donor_kind === "customer") {
    const [log] = await tx.execute(
      sql`select 1 from customer_merge_rows where merge_id = ${mergeId} limit 1`,
    );
    if (!log)
      throw conflict(
        "What this merge moved is no longer on record (see Data and law). It cannot be taken back.",
      );
  }
  return row;
}

async function separateCustomer(
  tx: Tx,
  undoing: { mergeId: number; donorId: number; ownerId: number; mergedAt: Date },
  changed: Record<string, FieldChange>,
  now: Date,
) {
  await tx.execute(sql`
    update customers set state = 'active', merged_into = null, updated_at = ${instantParam(now)} where id = ${undoing.donorId}`);
  const back = await giveRowsBack(tx, undoing);
  const people = await loadPeople(tx, [undoing.ownerId, undoing.donorId]);
  const [owner, donor] = [people.get(undoing.ownerId), people.get(undoing.donorId)];
  if (!owner || !donor) throw conflict("One of the two is gone; there is nothing left to give back.");
  const keptFields = restoreFields(owner, changed);
  const lostIdentities = [
    ...(await matchIdentities(tx, owner, now)),
    ...(await matchIdentities(tx, donor, now)),
  ];
  await updateProfiles(tx, [owner, donor], now);
  await saveCodes(tx, [
    { person: owner, changed: {} },
    { person: donor, changed: {} },
  ]);
  const [ended] = await tx.execute<{ letters: number; campaigns: number }>(sql`
    select (select count(*) from messages where customer_id = ${undoing.donorId} and reason = 'merged'
        and updated_at = ${instantParam(undoing.mergedAt)})::int as letters,
      (select count(*) from campaign_participants where customer_id = ${undoing.donorId} and reason = 'merged'
        and finished_at = ${instantParam(undoing.mergedAt)})::int as campaigns`);
  return {
    ...back,
    keptFields,
    lostIdentities,
    cancelledLetters: ended?.letters ?? 0,
    leftCampaigns: ended?.campaigns ?? 0,
  };
}

/** Fields that still hold what the merge put there become what they were; the names of the others. */
function restoreFields(owner: MergePerson, changed: Record<string, FieldChange>): string[] {
  const kept: string[] = [];
  const byCode = new Map(profileFields.map((field) => [fieldCode(field), field]));
  for (const [code, change] of Object.entries(changed)) {
    const field = byCode.get(code);
    const attribute = code.startsWith("attributes.") ? code.slice("attributes.".length) : undefined;
    const present: Json = field
      ? owner.values[field]
      : attribute !== undefined && Object.hasOwn(owner.attributes, attribute)
        ? (owner.attributes[attribute] ?? null)
        : null;
    if (JSON.stringify(present) !== JSON.stringify(change.to)) {
      kept.push(code);
      continue;
    }
    if (field) owner.values[field] = change.from as string | null;
    else if (attribute !== undefined) {
      if (change.from === null) delete owner.attributes[attribute];
      else owner.attributes[attribute] = change.from;
    }
    const path = field ?? code;
    if (change.fromTime === null) delete owner.fieldTimes[path];
    else if (path !== allFields) owner.fieldTimes[path] = change.fromTime;
  }
  return kept;
}

/** The form shows only identifiers that are hers in the table of identities; a free one is claimed again. */
async function matchIdentities(tx: Tx, person: MergePerson, now: Date) {
  const wanted = identityKinds.flatMap((kind) => {
    const value = person.values[kind];
    return value === null ? [] : [{ kind, code: identityCodes[kind], value }];
  });
  if (wanted.length === 0) return [];
  await claimIdentities(
    tx,
    wanted.map(({ code, value }) => ({ kind: code, value, customerId: person.id })),
    "undo",
    now,
  );
  const owners = await tx.execute<{ kind: string; value: string; customer_id: number }>(sql`
    select i.kind, i.value, i.customer_id from jsonb_to_recordset(${jsonParam(wanted)}) as w(code text, value text)
    join customer_identities i on i.kind = w.code and i.value = w.value`);
  const lost = wanted.filter(
    ({ code, value }) =>
      owners.find((row) => row.kind === code && row.value === value)?.customer_id !== person.id,
  );
  for (const { kind } of lost) person.values[kind] = null;
  return lost.map(({ code, value }) => ({ kind: code, value }));
}

/** Who takes a merge back says that the two are not one: nobody is asked again. */
const rememberDifferent = (
  tx: Tx,
  { donorId, ownerId }: { donorId: number; ownerId: number },
  meta: { now: Date; actor: string },
) =>
  tx.execute(sql`
    insert into duplicate_suggestions (customer_id, other_id, score, kind, evidence, state, decided_by, decided_at)
    select least(a.id, b.id), greatest(a.id, b.id), 0, 'undone', '[]'::jsonb, 'different', ${meta.actor}, ${instantParam(meta.now)}
    from customers a, customers b where a.id = ${donorId} and b.id = ${ownerId}
    on conflict (customer_id, other_id) do update set state = 'different', decided_by = excluded.decided_by, decided_at = excluded.decided_at`);
