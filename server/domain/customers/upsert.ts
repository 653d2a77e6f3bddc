import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { lockFields, noteSeenAttributes } from "@/server/domain/fields";
import { applyWrite, type Registry, rejectedRow, type TakenRule, type UpsertResult } from "./apply";
import { identityCodes, identityKey, identityKinds, type Profile } from "./model";
import { LostRace, replaying } from "./replay";
import { type CustomerInput, type CustomerWrite, type ReadingRules, readCustomer } from "./row";
import {
  claimIdentities,
  type IdentityRef,
  insertProfiles,
  loadOwners,
  loadProfiles,
  lockPeople,
  type Ownership,
  ownerMap,
  releaseIdentities,
  takeSubjectIds,
  updateProfiles,
} from "./store";

export interface UpsertMeta {
  /** Where it comes from, kept with new people and identifiers: api | import | tracking | page | order … */
  via: string;
  now: Date;
  /** A row with an unreadable value: refused whole (default), or accepted without that value. */
  onInvalid?: "reject" | "drop";
  /** An identifier that is another person's: the row is refused (default), or accepted without it. */
  onTaken?: TakenRule;
  /** How dates and phones are read; the project's settings when absent. */
  rules?: ReadingRules;
}

const maxRows = 10_000;
const maxRounds = 5;

/**
 * Creates and updates people: one result per row, in order, as if the rows had been written one after another.
 * A constant number of statements for any number of rows. Runs in a savepoint of `tx`: a race lost against another
 * writer is replayed on what that one committed. Throws only when the database fails, never for what a row holds.
 */
export async function upsertCustomers(
  tx: Tx,
  rows: readonly CustomerInput[],
  meta: UpsertMeta,
): Promise<UpsertResult[]> {
  if (rows.length === 0) return [];
  if (rows.length > maxRows)
    throw new RangeError(`At most ${maxRows} rows in one upsert; ${rows.length} were given.`);
  const fields = await lockFields(tx, ["customer"]);
  const rules = { ...(meta.rules ?? (await readingRules(tx))), fields };
  const writes = rows.map((row) => readCustomer(row, rules, meta.now));
  const attributes = writes.map((write) => write.attributes);
  await noteSeenAttributes(tx, "customer", attributes, fields);
  return replaying(tx, (inner) => upsertOnce(inner, writes, meta));
}

export async function readingRules(tx: Tx): Promise<ReadingRules> {
  const { defaultCountry, timeZone, currency } = await readSettings(tx);
  return { defaultCountry, timeZone, currency };
}

async function upsertOnce(
  tx: Tx,
  writes: readonly CustomerWrite[],
  meta: UpsertMeta,
): Promise<UpsertResult[]> {
  const loaded = await loadLocked(
    tx,
    identitiesOf(writes),
    writes.flatMap((write) => write.id ?? []),
  );
  const before = snapshotOf(loaded.profiles);
  let next = -1;
  const registry: Registry = {
    owners: ownerMap(loaded.owners),
    people: new Map(loaded.profiles.map((profile) => [profile.id, profile])),
    nextId: () => next--,
  };
  const results = writes.map((write) =>
    write.problems.length > 0 && meta.onInvalid !== "drop"
      ? rejectedRow(write.problems)
      : applyWrite(registry, write, meta.onTaken ?? "reject"),
  );
  const numbers = await save(tx, before, [...registry.people.values()], meta);
  return results.map((result) => ({
    ...result,
    customerId: numbers.get(result.customerId ?? 0) ?? result.customerId,
  }));
}

function identitiesOf(writes: readonly CustomerWrite[]): IdentityRef[] {
  const refs = new Map<string, IdentityRef>();
  for (const write of writes)
    for (const kind of identityKinds) {
      const value = write.keys[kind];
      if (value !== undefined) refs.set(identityKey(kind, value), { kind, value });
    }
  return [...refs.values()];
}

/** Locks, then reads; when an identifier moved to somebody not yet locked in between, again. */
async function loadLocked(tx: Tx, refs: readonly IdentityRef[], ids: readonly number[]) {
  for (let round = 0; round < maxRounds; round++) {
    const locked = await lockPeople(tx, refs, ids);
    const owners = await loadOwners(tx, refs);
    if (owners.some((one) => !locked.has(one.customerId))) continue;
    return { owners, profiles: await loadProfiles(tx, [...locked]) };
  }
  throw new LostRace();
}

interface Snapshot {
  /** By number: the profile as text, to see later whether it changed. */
  texts: Map<number, string>;
  identities: Ownership[];
}
const snapshotOf = (profiles: readonly Profile[]): Snapshot => ({
  texts: new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)])),
  identities: profiles.flatMap(identitiesOfProfile),
});

/** Writes the difference between the snapshot and the people as they are now. Returns the numbers of new people. */
async function save(
  tx: Tx,
  before: Snapshot,
  people: readonly Profile[],
  meta: UpsertMeta,
): Promise<Map<number, number>> {
  const added = people.filter((person) => person.id < 0);
  const changed = people.filter(
    (person) => person.id > 0 && before.texts.get(person.id) !== JSON.stringify(person),
  );
  const ids = added.length > 0 ? await takeSubjectIds(tx, added.length) : [];
  const numbers = new Map(added.map((person, i) => [person.id, ids[i] ?? 0]));
  const numbered = added.map((person) => ({ ...person, id: numbers.get(person.id) ?? 0 }));

  const now = [...numbered, ...people.filter((person) => person.id > 0)].flatMap(identitiesOfProfile);
  const [held, had] = [new Set(now.map(ownershipKey)), new Set(before.identities.map(ownershipKey))];
  const released = before.identities.filter((one) => !held.has(ownershipKey(one)));
  const claims = now.filter((one) => !had.has(ownershipKey(one)));
  if (released.length > 0) await releaseIdentities(tx, released);
  // Before the people: a lost race must not cost the larger writes.
  if (claims.length > 0 && (await claimIdentities(tx, claims.map(asRow), meta.via, meta.now)) < claims.length)
    throw new LostRace();
  if (numbered.length > 0) await insertProfiles(tx, numbered, meta.via, meta.now);
  if (changed.length > 0) await updateProfiles(tx, changed, meta.now);
  return numbers;
}

const ownershipKey = (one: Ownership) => `${one.customerId} ${identityKey(one.kind, one.value)}`;
const asRow = (one: Ownership) => ({
  kind: identityCodes[one.kind],
  value: one.value,
  customerId: one.customerId,
});

const identitiesOfProfile = (person: Profile): Ownership[] =>
  identityKinds.flatMap((kind) => {
    const value = person.values[kind];
    return value === null ? [] : [{ kind, value, customerId: person.id }];
  });
