import type { RowProblem } from "@/server/domain/fields/values/parsed";
import {
  allFields,
  emptyProfile,
  fieldCode,
  type IdentityKind,
  identityCodes,
  identityKey,
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
  if (write.id !== undefined && !registry.people.has(write.id))
    return rejectedRow([
      ...problems,
      { path: "id", code: "not_found", message: `There is no customer ${write.id}.` },
    ]);
  if (write.id === undefined && identityKinds.every((kind) => write.keys[kind] === undefined))
    return rejectedRow(problems.length > 0 ? problems : [noIdentity]);

  const found = write.id ?? findOwner(registry, write);
  const conflicts = takenKeys(registry, write, found);
  if (taken === "reject" && conflicts.length > 0)
    return rejectedRow([...problems, ...conflicts.map((kind) => takenProblem(registry, write, kind))]);
  problems.push(...conflicts.map((kind) => takenProblem(registry, write, kind)));
  // Every identifier belongs to others: creating a person nobody can name would only leave a ghost.
  if (
    found === undefined &&
    identityKinds.every((kind) => write.keys[kind] === undefined || conflicts.includes(kind))
  )
    return rejectedRow(problems);

  const person = registry.people.get(found ?? Number.NaN) ?? emptyProfile(registry.nextId());
  if (found === undefined) {
    person.fieldTimes[allFields] = write.at;
    registry.people.set(person.id, person);
  }
  const changed = writeFields(registry, person, write, conflicts);
  if (write.seenAt && (person.lastSeenAt === null || write.seenAt > person.lastSeenAt))
    person.lastSeenAt = write.seenAt;
  const outcome = found === undefined ? "created" : changed.length > 0 ? "updated" : "unchanged";
  return { customerId: person.id, outcome, problems, changed };
}

/** The person a row names: the strongest identifier decides, unless its owner disagrees on a stronger one. */
function findOwner(registry: Registry, write: CustomerWrite): number | undefined {
  for (const [rank, kind] of identityKinds.entries()) {
    const value = write.keys[kind];
    const owner = value === undefined ? undefined : registry.owners.get(identityKey(kind, value));
    if (owner === undefined) continue;
    const person = registry.people.get(owner);
    const isOther = identityKinds.slice(0, rank).some((stronger) => {
      const [sent, known] = [write.keys[stronger], person?.values[stronger]];
      return sent !== undefined && known !== null && known !== undefined && known !== sent;
    });
    if (!isOther) return owner;
  }
  return undefined;
}

const takenKeys = (registry: Registry, write: CustomerWrite, found: number | undefined): IdentityKind[] =>
  identityKinds.filter((kind) => {
    const value = write.keys[kind];
    const owner = value === undefined ? undefined : registry.owners.get(identityKey(kind, value));
    return owner !== undefined && owner !== found;
  });

function takenProblem(registry: Registry, write: CustomerWrite, kind: IdentityKind): RowProblem {
  const owner = registry.owners.get(identityKey(kind, write.keys[kind] ?? "")) ?? 0;
  const whose = owner > 0 ? `the customer cus_${owner}` : "a customer created earlier in the same batch";
  return {
    path: identityCodes[kind],
    code: "identity_taken",
    message: `Belongs to ${whose}, who differs in a stronger identifier. Correct the one that is wrong.`,
  };
}

const noIdentity: RowProblem = {
  path: "external_id",
  code: "no_identity",
  message: "Nothing names the person: give an external id, an e-mail address or a phone number.",
};

function writeFields(
  registry: Registry,
  person: Profile,
  write: CustomerWrite,
  conflicts: IdentityKind[],
): string[] {
  const changed: string[] = [];
  for (const [field, value] of Object.entries(write.values) as [ProfileField, string | null][]) {
    const kind = identityKinds.find((name) => name === field);
    if (kind && conflicts.includes(kind)) continue;
    const before = person.values[field];
    if (!mayWrite(person, field, before !== null, before === value, write) || before === value) continue;
    person.values[field] = value;
    changed.push(fieldCode(field));
    if (!kind) continue;
    if (before !== null) registry.owners.delete(identityKey(kind, before));
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
