import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { identityKey, identityKinds, type Profile } from "./model";
import { type KeptValue, type RecordChange, revertPerson } from "./revert-model";
import { loadOwners, loadProfiles, lockPeople, ownerMap } from "./store";
import { savePeople, snapshotOf } from "./upsert";

/** The moments at which a load wrote, as a parameter: a record of one of them was last touched by that load. */
export const momentsParam = (moments: readonly Date[]) =>
  arrayParam(
    moments.map((at) => at.toISOString()),
    "timestamptz",
  );

/**
 * Takes changes of people back, in the order of the list: a value returns where it is still what the write made it.
 * People whom the same load created are left to `removeUntouched`. Up to some thousand in a constant number of statements.
 */
export async function revertCustomers(
  tx: Tx,
  given: readonly RecordChange[],
  moments: readonly Date[],
  now: Date,
): Promise<{ restored: number; kept: KeptValue[] }> {
  const ids = arrayParam(
    given.map((one) => one.id),
    "bigint",
  );
  const own = await tx.execute<{ id: number }>(sql`
    select id from customers where id = any(${ids}) and created_at = any(${momentsParam(moments)})`);
  const created = new Set(own.map((row) => row.id));
  const changes = given.filter((one) => !created.has(one.id));
  if (changes.length === 0) return { restored: 0, kept: [] };
  const refs = changes.flatMap(({ before }) =>
    identityKinds.flatMap((kind) => {
      const value = before[kind === "externalId" ? "external_id" : kind];
      return typeof value === "string" ? [{ kind, value }] : [];
    }),
  );
  await lockPeople(
    tx,
    refs,
    changes.map((one) => one.id),
  );
  const owners = ownerMap(await loadOwners(tx, refs));
  const profiles = await loadProfiles(tx, [...new Set(changes.map((one) => one.id))]);
  const before = snapshotOf(profiles);
  const people = new Map<number, Profile>(profiles.map((one) => [one.id, one]));
  const kept: KeptValue[] = [];
  const touched = new Set<number>();
  for (const change of changes) {
    const person = people.get(change.id);
    // Erased, merged or removed since: nothing of the load is left with her.
    if (!person) continue;
    const result = revertPerson(person, change, (field, value) => {
      const kind = identityKinds.find((one) => one === field);
      if (!kind) return true;
      const owner = owners.get(identityKey(kind, value));
      if (owner !== undefined && owner !== change.id) return false;
      owners.set(identityKey(kind, value), change.id);
      return true;
    });
    if (result.restored > 0) touched.add(change.id);
    kept.push(...result.kept);
  }
  await savePeople(tx, before, [...people.values()], { via: "undo", now });
  return { restored: touched.size, kept };
}

/** What somebody did or decided about a person: whoever has any of it stays. All other rows go with her. */
const facts = [
  "visitors",
  "customer_events",
  "carts",
  "orders",
  "receipts",
  "messages",
  "campaign_participants",
  "customer_merges",
  "customer_tags",
];

export interface KeptPerson {
  id: number;
  code: "changed_since" | "has_data" | "merged";
  /** The table that knows her, for `has_data`. */
  detail: string | null;
}

/**
 * Removes people that a load created, unless they were changed since or something else has come to know them.
 * Those who are gone already count as removed.
 */
export async function removeUntouched(
  tx: Tx,
  ids: readonly number[],
  moments: readonly Date[],
): Promise<{ removed: number; kept: KeptPerson[] }> {
  if (ids.length === 0) return { removed: 0, kept: [] };
  const list = arrayParam(
    [...ids].sort((a, b) => a - b),
    "bigint",
  );
  const present = await tx.execute<{ id: number; state: string; is_same: boolean }>(sql`
    select id, state, updated_at = any(${momentsParam(moments)}) as is_same from customers
    where id = any(${list}) order by id for update`);
  const kept = new Map<number, KeptPerson>();
  for (const row of present)
    if (row.state === "merged") kept.set(row.id, { id: row.id, code: "merged", detail: null });
    else if (!row.is_same) kept.set(row.id, { id: row.id, code: "changed_since", detail: null });
  const known = await tx.execute<{ id: number; what: string }>(sql`
    ${sql.join(
      facts.map(
        (name) =>
          sql`select distinct customer_id as id, ${name}::text as what from ${sql.identifier(name)} where customer_id = any(${list})`,
      ),
      sql` union all `,
    )}`);
  for (const row of known)
    if (!kept.has(row.id)) kept.set(row.id, { id: row.id, code: "has_data", detail: row.what });
  const gone = ids.filter((id) => !kept.has(id));
  const goneList = arrayParam(gone, "bigint");
  for (const name of Object.keys(customerTables).filter((one) => !facts.includes(one)))
    await tx.execute(sql`delete from ${sql.identifier(name)} where customer_id = any(${goneList})`);
  await tx.execute(sql`delete from customers where id = any(${goneList})`);
  return { removed: gone.length, kept: [...kept.values()] };
}
