import { sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import { LostRace } from "../replay";
import { loadProfiles } from "../store";
import type { MergedProfile, MergePerson } from "./decide";

const maxRounds = 8;

/** Whom these numbers stand for by now: a merged person is whom she was merged into. */
export async function survivorsOf(db: Queryable, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ id: number; survivor: number }>(sql`
    select id, coalesce(merged_into, id) as survivor from customers where id = any(${arrayParam(ids, "bigint")})`);
  return new Map(rows.map((row) => [row.id, row.survivor]));
}

/**
 * Locks whom these numbers stand for, in the one order of everybody, and says who that is. A merge that was faster
 * moves the target; then the new one is locked too, until nobody moves any more.
 */
export async function lockSurvivors(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  for (let round = 0; round < maxRounds; round++) {
    const survivors = await survivorsOf(tx, ids);
    const wanted = [...new Set(survivors.values())];
    const locked = await tx.execute<{ id: number; state: string }>(sql`
      select id, state from customers where id = any(${arrayParam(wanted, "bigint")}) order by id for update`);
    if (locked.every((row) => row.state !== "merged")) {
      const active = new Set(locked.filter((row) => row.state === "active").map((row) => row.id));
      return new Map([...survivors].filter(([, survivor]) => active.has(survivor)));
    }
  }
  throw new LostRace();
}

export async function loadPeople(db: Queryable, ids: readonly number[]): Promise<Map<number, MergePerson>> {
  const profiles = await loadProfiles(db, ids);
  const rows = await db.execute<{
    id: number;
    created_at: string;
    email_code: number;
    phone_code: number;
  }>(sql`
    select id, created_at, email_code, phone_code from customers where id = any(${arrayParam(ids, "bigint")})`);
  const more = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    profiles.map((profile) => {
      const row = more.get(profile.id);
      return [
        profile.id,
        {
          ...profile,
          createdAt: row ? toDate(row.created_at).toISOString() : "",
          emailCode: row?.email_code ?? 0,
          phoneCode: row?.phone_code ?? 0,
        },
      ];
    }),
  );
}

export interface MergeRecord {
  customerId: number;
  donorId: number;
  rule: string;
  details: Record<string, unknown>;
}

/** Writes the log rows; their numbers in the order given. */
export async function insertMerges(
  tx: Tx,
  records: readonly MergeRecord[],
  meta: { now: Date; actor: string },
): Promise<number[]> {
  const rows = await tx.execute<{ id: number; donor_id: number }>(sql`
    insert into customer_merges (customer_id, donor_id, donor_kind, rule, at, actor_label, details)
    select r."customerId", r."donorId", 'customer', r.rule, ${instantParam(meta.now)}, ${meta.actor}, r.details
    from jsonb_to_recordset(${jsonParam(records)}) as r("customerId" bigint, "donorId" bigint, rule text, details jsonb)
    returning id, donor_id`);
  const byDonor = new Map(rows.map((row) => [row.donor_id, row.id]));
  return records.map((record) => byDonor.get(record.donorId) ?? 0);
}

/** Donors answer as their survivor, and so does whoever was merged into them before: one step, never a chain. */
export async function closeDonors(
  tx: Tx,
  moves: readonly { mergeId: number; donorId: number; keepId: number }[],
  now: Date,
): Promise<void> {
  const source = sql`jsonb_to_recordset(${jsonParam(moves)}) as m("mergeId" bigint, "donorId" bigint, "keepId" bigint)`;
  await tx.execute(sql`
    with moved as (
      update customers c set merged_into = m."keepId" from ${source} where c.merged_into = m."donorId"
      returning m."mergeId" as merge_id, c.id)
    insert into customer_merge_rows (merge_id, table_name, what, rows)
    select merge_id, 'customers', 'moved', jsonb_agg(jsonb_build_object('id', id)) from moved group by merge_id`);
  await tx.execute(sql`
    update customers c set state = 'merged', merged_into = m."keepId", updated_at = ${instantParam(now)}
    from ${source} where c.id = m."donorId"`);
}

/** What updating the profiles does not know: the codes of addresses that came with their record. */
export const saveCodes = (tx: Tx, merged: readonly MergedProfile[]) =>
  tx.execute(sql`
    update customers c set email_code = r.email, phone_code = r.phone
    from jsonb_to_recordset(${jsonParam(
      merged.map(({ person }) => ({ id: person.id, email: person.emailCode, phone: person.phoneCode })),
    )}) as r(id bigint, email smallint, phone smallint)
    where c.id = r.id and (c.email_code, c.phone_code) is distinct from (r.email, r.phone)`);

/** Pairs are about people: what was said of the donor is said of the survivor, and the pair itself is settled. */
export async function settleSuggestions(
  tx: Tx,
  moves: readonly { donorId: number; keepId: number }[],
  meta: { now: Date; actor: string },
): Promise<void> {
  const source = sql`unnest(${arrayParam(
    moves.map((move) => move.donorId),
    "bigint",
  )}, ${arrayParam(
    moves.map((move) => move.keepId),
    "bigint",
  )}) as m(donor, keeper)`;
  await tx.execute(sql`
    update duplicate_suggestions s set state = 'merged', decided_by = ${meta.actor}, decided_at = ${instantParam(meta.now)}
    from ${source} where s.customer_id = least(m.donor, m.keeper) and s.other_id = greatest(m.donor, m.keeper)`);
  await tx.execute(sql`
    with gone as (
      delete from duplicate_suggestions s using ${source}
      where (s.customer_id = m.donor or s.other_id = m.donor) and s.state <> 'merged'
      returning s.*, m.donor, m.keeper)
    insert into duplicate_suggestions (customer_id, other_id, score, kind, evidence, state, decided_by, decided_at, found_at)
    select distinct on (least(third, keeper), greatest(third, keeper)) least(third, keeper), greatest(third, keeper), score, kind,
      evidence, state, decided_by, decided_at, found_at
    from (select *, case when customer_id = donor then other_id else customer_id end as third from gone) g
    where third <> keeper and state = 'different'
    on conflict (customer_id, other_id) do update set state = 'different', decided_by = excluded.decided_by, decided_at = excluded.decided_at
    where duplicate_suggestions.state = 'open'`);
}
