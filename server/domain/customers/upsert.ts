import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { lockFields, noteSeenAttributes } from "@/server/domain/fields";
import {
  applyWrite,
  type Registry,
  rejectedRow,
  suppressedCode,
  type TakenRule,
  type UpsertResult,
  withoutRefused,
} from "./apply";
import { type IdentityRules, kindCode, kindName, refsOf } from "./identity-rules";
import {
  loadIdentityRules,
  loadStanding,
  noteContests,
  type Standing,
  trimIdentities,
} from "./identity-store";
import { mergeClaimed } from "./merge/merge-claimed";
import { survivorsOf } from "./merge/people-store";
import { markDirty } from "./metrics";
import { identityKey, identityKinds, type Profile } from "./model";
import { LostRace, replaying } from "./replay";
import { changesOf, type SavedChanges } from "./revert-model";
import { type CustomerInput, type CustomerWrite, type ReadingRules, readCustomer } from "./row";
import {
  claimIdentities,
  type IdentityRef,
  insertProfiles,
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
  /**
   * An identifier that is another person's: the row is refused (default), or accepted without it, or the two are merged
   * first where the kind of the identifier allows that.
   */
  onTaken?: TakenRule | "merge";
  /** How dates and phones are read; the project's settings when absent. */
  rules?: ReadingRules;
  /** Hears what was written, for those who may have to take it back. */
  onSaved?: ((saved: SavedChanges) => void) | undefined;
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
  const given = meta.rules ?? (await readingRules(tx));
  const identity = given.identity ?? (await loadIdentityRules(tx));
  const rules = { ...given, fields, identity };
  const writes = rows.map((row) => readCustomer(row, rules, meta.now));
  const attributes = writes.map((write) => write.attributes);
  await noteSeenAttributes(tx, "customer", attributes, fields);
  if (meta.onTaken === "merge") await mergeClaimed(tx, writes, identity, meta);
  const { results, saved } = await replaying(tx, (inner) => upsertOnce(inner, writes, identity, meta));
  meta.onSaved?.(saved());
  return results;
}

export async function readingRules(tx: Tx): Promise<ReadingRules> {
  const { defaultCountry, timeZone, currency } = await readSettings(tx);
  return { defaultCountry, timeZone, currency };
}

async function upsertOnce(
  tx: Tx,
  given: readonly CustomerWrite[],
  rules: IdentityRules,
  meta: UpsertMeta,
): Promise<{ results: UpsertResult[]; saved: () => SavedChanges }> {
  const asked = given.flatMap((write) => write.id ?? []);
  const loaded = await loadLocked(tx, identitiesOf(given, rules), asked);
  const { blocked, suppressed } = loaded.standing;
  const isClean = blocked.size + suppressed.size === 0;
  const writes = isClean ? given : given.map((one) => withoutRefused({ blocked, suppressed, rules }, one));
  const before = snapshotOf(loaded.profiles, loaded.standing.owners);
  const registry = registryOf(loaded, rules);
  const taken = meta.onTaken === "merge" ? "skip" : (meta.onTaken ?? "reject");
  const results = writes.map((write) =>
    (write.problems.length > 0 && meta.onInvalid !== "drop") ||
    write.problems.some(({ code }) => code === suppressedCode)
      ? rejectedRow(write.problems)
      : applyWrite(registry, write, taken),
  );
  const people = [...registry.people.values()];
  const numbers = await savePeople(tx, before, people, meta, registry);
  const numberOf = (id: number) => numbers.get(id) ?? id;
  await noteContests(
    tx,
    registry.contests.map((one) => ({
      ...one,
      customerId: one.customerId === null ? null : numberOf(one.customerId),
    })),
    rules,
    meta.now,
  );
  await markDirty(tx, "duplicates", looksDifferent(results), meta.now);
  return {
    results: results.map((result) => ({
      ...result,
      customerId: result.customerId === null ? null : numberOf(result.customerId),
    })),
    saved: () => ({ created: [...numbers.values()], changed: changesOf(before.texts, people) }),
  };
}

function registryOf(loaded: Awaited<ReturnType<typeof loadLocked>>, rules: IdentityRules): Registry {
  let next = -1;
  return {
    owners: ownerMap(loaded.standing.owners),
    people: new Map(loaded.profiles.map((profile) => [profile.id, profile])),
    rules,
    blocked: loaded.standing.blocked,
    suppressed: loaded.standing.suppressed,
    survivors: loaded.survivors,
    added: new Map(),
    kept: new Set(),
    contests: [],
    nextId: () => next--,
  };
}

/** Fields by which duplicates are looked for. New people are found by their age. */
const telling = new Set(["first_name", "last_name", "birth_on", "email", "phone", "identities"]);
const looksDifferent = (results: readonly UpsertResult[]): number[] =>
  results.flatMap(({ customerId, outcome, changed }) =>
    customerId !== null && outcome === "updated" && changed.some((code) => telling.has(code))
      ? [customerId]
      : [],
  );

function identitiesOf(writes: readonly CustomerWrite[], rules: IdentityRules): IdentityRef[] {
  const refs = new Map<string, IdentityRef>();
  for (const write of writes)
    for (const ref of refsOf(write, rules)) refs.set(identityKey(ref.kind, ref.value), ref);
  return [...refs.values()];
}

/** Locks, then reads; when an identifier moved to somebody not yet locked in between, again. */
async function loadLocked(tx: Tx, refs: readonly IdentityRef[], ids: readonly number[]) {
  for (let round = 0; round < maxRounds; round++) {
    const locked = await lockPeople(tx, refs, ids);
    const standing: Standing = await loadStanding(tx, refs);
    if (standing.owners.some((one) => !locked.has(one.customerId))) continue;
    const profiles = await loadProfiles(tx, [...locked]);
    const found = new Set(profiles.map((profile) => profile.id));
    const missing = ids.filter((id) => !found.has(id));
    const survivors = await survivorsOf(tx, missing);
    // Merged between the locking and the reading.
    if ([...survivors.values()].some((id) => !locked.has(id))) continue;
    return { standing, profiles, survivors };
  }
  throw new LostRace();
}

export interface Snapshot {
  /** By number: the profile as text, to see later whether it changed. */
  texts: Map<number, string>;
  identities: Ownership[];
  /** Identifiers that were theirs before, beside those of the form. */
  owned: readonly Ownership[];
}
export const snapshotOf = (profiles: readonly Profile[], owned: readonly Ownership[] = []): Snapshot => ({
  texts: new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)])),
  identities: profiles.flatMap(identitiesOfProfile),
  owned,
});

/** Writes the difference between the snapshot and the people as they are now. Returns the numbers of new people. */
export async function savePeople(
  tx: Tx,
  before: Snapshot,
  people: readonly Profile[],
  meta: Pick<UpsertMeta, "via" | "now">,
  { added: extras, kept, rules }: Partial<Pick<Registry, "added" | "kept" | "rules">> = {},
): Promise<Map<number, number>> {
  const added = people.filter((person) => person.id < 0);
  const changed = people.filter(
    (person) => person.id > 0 && before.texts.get(person.id) !== JSON.stringify(person),
  );
  const ids = added.length > 0 ? await takeSubjectIds(tx, added.length) : [];
  const numbers = new Map(added.map((person, i) => [person.id, ids[i] ?? 0]));
  const numbered = added.map((person) => ({ ...person, id: numbers.get(person.id) ?? 0 }));

  const now = [...numbered, ...people.filter((person) => person.id > 0)].flatMap(identitiesOfProfile);
  const held = new Set(now.map(ownershipKey));
  const had = new Set([...before.identities, ...before.owned].map(ownershipKey));
  const released = before.identities.filter(
    (one) => !held.has(ownershipKey(one)) && !kept?.has(identityKey(one.kind, one.value)),
  );
  const more = [...(extras ?? [])].map(([key, id]) => extraOf(key, numbers.get(id) ?? id));
  const claims = [...now, ...more].filter((one) => !had.has(ownershipKey(one)));
  if (released.length > 0) await releaseIdentities(tx, released);
  // Before the people: a lost race must not cost the larger writes.
  if (claims.length > 0 && (await claimIdentities(tx, claims.map(asRow), meta.via, meta.now)) < claims.length)
    throw new LostRace();
  if (numbered.length > 0) await insertProfiles(tx, numbered, meta.via, meta.now);
  if (changed.length > 0) await updateProfiles(tx, changed, meta.now);
  const several = [...more.map((one) => one.customerId), ...(kept?.size ? changed.map((one) => one.id) : [])];
  if (rules && several.length > 0) await trimIdentities(tx, several, rules);
  return numbers;
}

const ownershipKey = (one: Ownership) => `${one.customerId} ${identityKey(one.kind, one.value)}`;
/** A key of `identityKey` taken apart again: kinds hold no space. */
const extraOf = (key: string, customerId: number): Ownership => {
  const gap = key.indexOf(" ");
  return { kind: kindName(key.slice(0, gap)), value: key.slice(gap + 1), customerId };
};
const asRow = (one: Ownership) => ({
  kind: kindCode(one.kind),
  value: one.value,
  customerId: one.customerId,
});

const identitiesOfProfile = (person: Profile): Ownership[] =>
  identityKinds.flatMap((kind) => {
    const value = person.values[kind];
    return value === null ? [] : [{ kind, value, customerId: person.id }];
  });
