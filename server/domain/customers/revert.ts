import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import { customerTables } from "@/server/db/customer-tables";
import { identityKey, identityKinds, type Profile } from "./model";
import { type KeptValue, type RecordChange, revertPerson } from "./revert-model";
import { loadOwners, loadProfiles, lockPeople, ownerMap } from "./store";
import { savePeople, snapshotOf } from "./upsert";

/**
 * Takes changes of people back, newest first within the list's order: a value returns where it is still what the write
 * made it. Up to some thousand in a constant number of statements.
 */
export async function revertCustomers(
  tx: Tx,
  changes: readonly RecordChange[],
  now: Date,
): Promise<{ restored: number; kept: KeptValue[] }> {
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
    if (!person) {
      kept.push({ id: change.id, field: null, code: "gone" });
      continue;
    }
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

/** Rows that come and go with a person: they are no reason to keep her. */
const own = new Set(["customer_identities", "customer_metrics", "subscriptions", "consent_log"]);

export interface KeptPerson {
  id: number;
  code: "changed_since" | "has_data" | "merged";
  /** The table that knows her, for `has_data`. */
  detail: string | null;
}

/**
 * Removes people that a load created at `at`, unless they were changed since or something else has come to know them.
 * Those who are gone already count as removed.
 */
export async function removeUntouched(
  tx: Tx,
  ids: readonly number[],
  at: Date,
): Promise<{ removed: number; kept: KeptPerson[] }> {
  if (ids.length === 0) return { removed: 0, kept: [] };
  const list = arrayParam(
    [...ids].sort((a, b) => a - b),
    "bigint",
  );
  const present = await tx.execute<{ id: number; state: string; is_same: boolean }>(sql`
    select id, state, updated_at = ${at.toISOString()}::timestamptz as is_same from customers
    where id = any(${list}) order by id for update`);
  const kept = new Map<number, KeptPerson>();
  for (const row of present)
    if (row.state === "merged") kept.set(row.id, { id: row.id, code: "merged", detail: null });
    else if (!row.is_same) kept.set(row.id, { id: row.id, code: "changed_since", detail: null });
  const facts = Object.entries(customerTables).filter(([name, rule]) => !own.has(name) && !rule.isInternal);
  const known = await tx.execute<{ id: number; what: string }>(sql`
    ${sql.join(
      facts.map(
        ([name]) =>
          sql`select distinct customer_id as id, ${name}::text as what from ${sql.identifier(name)} where customer_id = any(${list})`,
      ),
      sql` union all `,
    )}`);
  for (const row of known)
    if (!kept.has(row.id)) kept.set(row.id, { id: row.id, code: "has_data", detail: row.what });
  const gone = ids.filter((id) => !kept.has(id));
  const goneList = arrayParam(gone, "bigint");
  const going = Object.entries(customerTables).filter(([name, rule]) => own.has(name) || rule.isInternal);
  for (const [name] of going)
    await tx.execute(sql`delete from ${sql.identifier(name)} where customer_id = any(${goneList})`);
  await tx.execute(sql`delete from customers where id = any(${goneList})`);
  return { removed: gone.length, kept: [...kept.values()] };
}
