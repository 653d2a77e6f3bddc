import type { RowProblem } from "@/server/domain/fields/values/parsed";
import { type ExtraIdentity, type IdentityRules, kindCode, kindName, refsOf } from "./identity-rules";
import type { Contest } from "./identity-store";
import {
  allFields,
  emptyProfile,
  fieldCode,
  identityCodes,
  identityKey,
  identityKindOf,
  identityKinds,
  type Json,
  type Profile,
  type ProfileField,
} from "./model";
import type { CustomerWrite } from "./row";

/** What the decision sees of the database: the people that a batch touches and whose identifiers are whose. */
export interface Registry {
  owners: Map<string, number>;
  people: Map<number, Profile>;
  /** What kinds of identifiers may do. */
  rules: IdentityRules;
  /** Identifiers that name nobody, by the user's list or because too many people brought them. */
  blocked: ReadonlySet<string>;
  /** Identifiers of people who were erased. */
  suppressed: ReadonlySet<string>;
  /** Merged people to whom their number belongs now. */
  survivors: ReadonlyMap<number, number>;
  /** Added while rows are applied: identifiers beside those of the form. */
  added: Map<string, number>;
  /** Former values of the form that stay hers. */
  kept: Set<string>;
  /** Who brought an identifier of somebody else. */
  contests: Contest[];
  /** Numbers that a new customer may be given; temporary until saved. */
  nextId(): number;
}
/** What to do with a row whose identifier belongs to another person: refuse the row, or leave the identifier there. */
export type TakenRule = "reject" | "skip";

export interface UpsertResult {
  /** null when rejected. */
  customerId: number | null;
  outcome: "created" | "updated" | "unchanged" | "rejected";
  /** Why it was rejected, or what was left out of an accepted row. */
  problems: RowProblem[];
  /** Codes of the fields whose value changed: `city`, `attributes.size`. */
  changed: string[];
}

export const rejectedRow = (problems: RowProblem[]): UpsertResult => ({
  customerId: null,
  outcome: "rejected",
  problems,
  changed: [],
});

/** Pure but for the registry, which it moves on: applying rows one after another is what a batch means. */
export function applyWrite(registry: Registry, write: CustomerWrite, taken: TakenRule): UpsertResult {
  const problems = [...write.problems];
  const id = write.id === undefined ? undefined : (registry.survivors.get(write.id) ?? write.id);
  if (id !== undefined && !registry.people.has(id))
    return rejectedRow([
      ...problems,
      { path: "id", code: "not_found", message: `There is no customer ${write.id}.` },
    ]);
  const refs = refsOf(write, registry.rules);
  const decides = ({ kind }: ExtraIdentity) => registry.rules.get(kindCode(kind))?.mayDecide ?? true;
  if (id === undefined && !refs.some(decides))
    return rejectedRow(problems.length > 0 ? problems : [noIdentity]);

  const found = id ?? findOwner(registry, refs);
  const conflicts = refs.filter((ref) => {
    const owner = registry.owners.get(identityKey(ref.kind, ref.value));
    return owner !== undefined && owner !== found;
  });
  const contender = refs.find((ref) => !conflicts.includes(ref));
  const contest = (customerId: number | null) => {
    for (const { kind, value } of conflicts)
      registry.contests.push({
        kind: kindCode(kind),
        value,
        contender: contender ? `${kindCode(contender.kind)} ${contender.value}` : `customer ${id ?? "new"}`,
        customerId,
      });
  };
  const refused = conflicts.map((ref) => takenProblem(registry, ref));
  if (taken === "reject" && conflicts.length > 0) {
    contest(found ?? null);
    return rejectedRow([...problems, ...refused]);
  }
  problems.push(...refused);
  // Every identifier belongs to others: creating a person nobody can name would only leave a ghost.
  if (found === undefined && refs.every((ref) => conflicts.includes(ref) || !decides(ref)))
    return rejectedRow(problems);

  const person = registry.people.get(found ?? Number.NaN) ?? emptyProfile(registry.nextId());
  if (found === undefined) {
    person.fieldTimes[allFields] = write.at;
    registry.people.set(person.id, person);
  }
  const changed = writeFields(registry, person, write, new Set(conflicts.map((ref) => ref.kind)));
  if (addExtras(registry, person, write, conflicts)) changed.push("identities");
  contest(person.id);
  if (write.seenAt && (person.lastSeenAt === null || write.seenAt > person.lastSeenAt))
    person.lastSeenAt = write.seenAt;
  const outcome = found === undefined ? "created" : changed.length > 0 ? "updated" : "unchanged";
  return { customerId: person.id, outcome, problems, changed };
}

/** The person a row names: the strongest identifier decides, unless its owner disagrees on a stronger one. */
function findOwner(registry: Registry, refs: readonly ExtraIdentity[]): number | undefined {
  for (const [rank, { kind, value }] of refs.entries()) {
    if (registry.rules.get(kindCode(kind))?.mayDecide === false) continue;
    const owner = registry.owners.get(identityKey(kind, value));
    if (owner === undefined) continue;
    const person = registry.people.get(owner);
    const isOther = refs.slice(0, rank).some((stronger) => {
      // Where a person may have several values, another one says nothing.
      if ((registry.rules.get(kindCode(stronger.kind))?.maxPerPerson ?? 1) > 1) return false;
      const field = identityKinds.find((name) => name === stronger.kind);
      const known = field ? person?.values[field] : null;
      const isHers = registry.owners.get(identityKey(stronger.kind, stronger.value)) === owner;
      return known !== null && known !== undefined && known !== stronger.value && !isHers;
    });
    if (!isOther) return owner;
  }
  return undefined;
}

function takenProblem(registry: Registry, { kind, value }: ExtraIdentity): RowProblem {
  const owner = registry.owners.get(identityKey(kind, value)) ?? 0;
  const whose = owner > 0 ? `the customer cus_${owner}` : "a customer created earlier in the same batch";
  return {
    path: identityKinds.some((name) => name === kind) ? kindCode(kind) : `identities.${kind}`,
    code: "identity_taken",
    message: `Belongs to ${whose}, who differs in a stronger identifier. Correct the one that is wrong.`,
  };
}

/** Identifiers beside those of the form become hers. True when one is new to her. */
function addExtras(
  registry: Registry,
  person: Profile,
  write: CustomerWrite,
  conflicts: readonly ExtraIdentity[],
): boolean {
  let isNew = false;
  for (const { kind, value } of write.extras) {
    const key = identityKey(kindName(kind), value);
    if (conflicts.some((ref) => identityKey(ref.kind, ref.value) === key)) continue;
    if (registry.owners.get(key) === person.id) continue;
    registry.owners.set(key, person.id);
    registry.added.set(key, person.id);
    isNew = true;
  }
  return isNew;
}

/** Identifiers that name nobody are taken out of the row; what a person's erasing keeps out refuses it. */
export function withoutRefused(
  registry: Pick<Registry, "blocked" | "suppressed" | "rules">,
  write: CustomerWrite,
): CustomerWrite {
  const problems: RowProblem[] = [];
  const isOut = (name: string, value: string): boolean => {
    const key = identityKey(name, value);
    const path = identityKinds.some((kind) => kind === name) ? kindCode(name) : `identities.${name}`;
    if (registry.suppressed.has(key)) problems.push({ path, ...suppressed });
    else if (registry.blocked.has(key)) problems.push({ path, ...blocked });
    else return false;
    return true;
  };
  const out = identityKinds.filter((kind) => {
    const value = write.keys[kind];
    return value !== undefined && isOut(kind, value);
  });
  const extras = write.extras.filter(({ kind, value }) => {
    if (isOut(kindName(kind), value)) return false;
    const isForm = kindName(kind) in identityCodes || kind in identityKindOf;
    if (!isForm || (registry.rules.get(kind)?.maxPerPerson ?? 1) > 1) return true;
    problems.push({ path: `identities.${kind}`, ...oneOnly });
    return false;
  });
  if (problems.length === 0) return write;
  const drop = <T>(values: Partial<Record<string, T>>): Partial<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([field]) => !out.some((kind) => kind === field)));
  return {
    ...write,
    keys: drop(write.keys),
    values: drop(write.values),
    extras,
    problems: [...write.problems, ...problems],
  };
}
export const suppressedCode = "erased_person";
const suppressed = {
  code: suppressedCode,
  message:
    "Belongs to a person who was erased and is kept out. If she comes back herself, let the address in again under Settings → Data and law.",
};
const blocked = {
  code: "refused_value",
  message: "Is on the list of values that name nobody (Settings → Identity rules). Leave it out.",
};
const oneOnly = {
  code: "identity_limit",
  message:
    "A person has one value of this kind. Send it as the field of the form, or raise the limit under Settings → Identity rules.",
};

const noIdentity: RowProblem = {
  path: "external_id",
  code: "no_identity",
  message: "Nothing names the person: give an external id, an e-mail address or a phone number.",
};

function writeFields(
  registry: Registry,
  person: Profile,
  write: CustomerWrite,
  conflicts: ReadonlySet<string>,
): string[] {
  const changed: string[] = [];
  for (const [field, value] of Object.entries(write.values) as [ProfileField, string | null][]) {
    const kind = identityKinds.find((name) => name === field);
    if (kind && conflicts.has(kind)) continue;
    const before = person.values[field];
    const isHers = kind && value !== null && registry.owners.get(identityKey(kind, value)) === person.id;
    // One of several numbers that merged systems gave her: it names her, and her own stays.
    if (field === "externalId" && isHers && before !== null) continue;
    if (!mayWrite(person, field, before !== null, before === value, write) || before === value) continue;
    person.values[field] = value;
    changed.push(fieldCode(field));
    if (!kind) continue;
    const keeps = isHers || (registry.rules.get(kindCode(kind))?.maxPerPerson ?? 1) > 1;
    if (before !== null && keeps) registry.kept.add(identityKey(kind, before));
    else if (before !== null) registry.owners.delete(identityKey(kind, before));
    if (value !== null) registry.owners.set(identityKey(kind, value), person.id);
  }
  for (const [code, value] of Object.entries(write.attributes)) {
    const before = Object.hasOwn(person.attributes, code) ? (person.attributes[code] ?? null) : null;
    const isSame = sameJson(before, value);
    if (!mayWrite(person, `attributes.${code}`, before !== null, isSame, write) || isSame) continue;
    if (value === null) delete person.attributes[code];
    else person.attributes[code] = value;
    changed.push(`attributes.${code}`);
  }
  return changed;
}

/** Last writer wins by the source's clock; on a tie the one who came later. Notes the time of what it allows. */
function mayWrite(
  person: Profile,
  field: string,
  hasValue: boolean,
  isSame: boolean,
  write: CustomerWrite,
): boolean {
  const since = person.fieldTimes[field] ?? (hasValue ? person.fieldTimes[allFields] : undefined);
  if (since !== undefined && write.at < since) return false;
  // An undated confirmation moves nothing, so that loading the same file again writes nothing.
  if (isSame && (!write.isDated || since === undefined)) return true;
  if (write.at !== person.fieldTimes[allFields] || person.fieldTimes[field] !== undefined)
    person.fieldTimes[field] = write.at;
  return true;
}

/** Equal as jsonb sees it: the order of an object's keys does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameJson(item, b[i] ?? null))
    );
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  );
}
