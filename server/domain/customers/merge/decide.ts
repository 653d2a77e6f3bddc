/** What merging decides. Pure: the order in which merges come never changes where they end. */
import {
  allFields,
  fieldCode,
  type IdentityKind,
  identityKinds,
  type Json,
  type Profile,
  profileFields,
} from "../model";

/** People who are one, as somebody says. */
export interface MergeRequest {
  ids: readonly number[];
  /** Who stays, when a person chose; otherwise the stronger, then the older. */
  keepId?: number | undefined;
  /** by-hand | api | alias | upsert | the code of a rule */
  rule: string;
  /** Fields whose value a person chose: code to the number of whom it is taken from. */
  choices?: Readonly<Record<string, number>> | undefined;
}
export interface MergePerson extends Profile {
  createdAt: string;
  emailCode: number;
  phoneCode: number;
}
export interface MergeGroup {
  keepId: number;
  donorIds: number[];
  rule: string;
  choices: Readonly<Record<string, number>>;
}

/** Strength by identifiers of the profile, then age, then number: the same for everybody who asks. */
export function compareRank(a: MergePerson, b: MergePerson): number {
  const strength = ({ values }: MergePerson) => {
    const at = identityKinds.findIndex((kind) => values[kind] !== null);
    return at < 0 ? identityKinds.length : at;
  };
  return (
    strength(a) - strength(b) ||
    (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0) ||
    a.id - b.id
  );
}

/** Requests that touch become one group, however they are written: a ring of merges is one person. */
export function groupRequests(
  requests: readonly MergeRequest[],
  people: ReadonlyMap<number, MergePerson>,
): MergeGroup[] {
  const parent = new Map<number, number>();
  const rootOf = (id: number): number => {
    let at = id;
    for (let next = parent.get(at); next !== undefined && next !== at; next = parent.get(at)) at = next;
    return at;
  };
  for (const { ids } of requests) {
    const known = ids.filter((id) => people.has(id));
    const [first, ...rest] = known;
    if (first === undefined) continue;
    if (!parent.has(first)) parent.set(first, first);
    for (const id of rest) {
      if (!parent.has(id)) parent.set(id, id);
      parent.set(rootOf(id), rootOf(first));
    }
  }
  const members = new Map<number, MergePerson[]>();
  for (const id of parent.keys()) {
    const person = people.get(id);
    if (person) members.set(rootOf(id), [...(members.get(rootOf(id)) ?? []), person]);
  }
  const groups: MergeGroup[] = [];
  for (const [root, group] of members) {
    if (group.length < 2) continue;
    const own = requests.filter(({ ids }) => ids.some((id) => parent.has(id) && rootOf(id) === root));
    const chosen = own.find(({ keepId }) => keepId !== undefined && group.some(({ id }) => id === keepId));
    const keepId = chosen?.keepId ?? [...group].sort(compareRank)[0]?.id ?? root;
    const donorIds = group.map(({ id }) => id).filter((id) => id !== keepId);
    groups.push({
      keepId,
      donorIds: donorIds.sort((a, b) => a - b),
      rule: own[0]?.rule ?? "by-hand",
      choices: Object.assign({}, ...own.map(({ choices }) => choices ?? {})),
    });
  }
  return groups.sort((a, b) => a.keepId - b.keepId);
}

export interface FieldChange {
  from: Json;
  to: Json;
  /** When the survivor's own value had been set; null: with the person. */
  fromTime: string | null;
  toTime: string;
  /** Whose value it is now. */
  of: number;
}
export interface MergedProfile {
  person: MergePerson;
  changed: Record<string, FieldChange>;
}

interface Candidate {
  id: number;
  value: Json;
  time: string | undefined;
  own: string | undefined;
}

/**
 * The later field wins; of the same moment the longer value, then the greater: nobody's order matters. Of two
 * registrations the first counts, whoever told of it last.
 */
function isBetter(a: Candidate, b: Candidate, path: string): boolean {
  if (path === "registeredAt" && a.value !== b.value)
    return a.value !== null && (b.value === null || a.value < b.value);
  const [at, bt] = [a.time ?? "", b.time ?? ""];
  if (at !== bt) return at > bt;
  const [av, bv] = [
    a.value === null ? "" : JSON.stringify(a.value),
    b.value === null ? "" : JSON.stringify(b.value),
  ];
  return av.length !== bv.length ? av.length > bv.length : av > bv;
}

/** The survivor as she is afterwards, and which of her fields changed. */
export function mergeProfiles(
  survivor: MergePerson,
  donors: readonly MergePerson[],
  choices: Readonly<Record<string, number>>,
): MergedProfile {
  const person: MergePerson = {
    ...survivor,
    values: { ...survivor.values },
    attributes: { ...survivor.attributes },
    fieldTimes: { ...survivor.fieldTimes },
  };
  const changed: Record<string, FieldChange> = {};
  const all = [survivor, ...donors];
  const decide = (path: string, code: string, read: (one: MergePerson) => Json) => {
    const candidates = all.map((one): Candidate => {
      const value = read(one);
      const own = one.fieldTimes[path];
      // A field nobody ever set says nothing; one that was cleared says so with its time.
      return {
        id: one.id,
        value,
        own,
        time: own ?? (value === null ? undefined : one.fieldTimes[allFields]),
      };
    });
    const [mine] = candidates;
    if (!mine) return undefined;
    const best =
      candidates.find(({ id }) => id === choices[code]) ??
      candidates.reduce((a, b) => (isBetter(b, a, path) ? b : a));
    if (best.id === survivor.id || JSON.stringify(best.value) === JSON.stringify(mine.value)) {
      if (best.id !== survivor.id && best.time !== undefined && best.time !== mine.time)
        person.fieldTimes[path] = best.time;
      return undefined;
    }
    const toTime = best.time ?? person.fieldTimes[allFields] ?? "";
    person.fieldTimes[path] = toTime;
    changed[code] = { from: mine.value, to: best.value, fromTime: mine.own ?? null, toTime, of: best.id };
    return { value: best.value };
  };
  for (const field of profileFields) {
    const found = decide(field, fieldCode(field), (one) => one.values[field]);
    if (found) person.values[field] = found.value as string | null;
  }
  const codes = new Set(all.flatMap((one) => Object.keys(one.attributes)));
  for (const code of codes) {
    const path = `attributes.${code}`;
    const found = decide(path, path, (one) =>
      Object.hasOwn(one.attributes, code) ? (one.attributes[code] ?? null) : null,
    );
    if (!found) continue;
    if (found.value === null) delete person.attributes[code];
    else person.attributes[code] = found.value;
  }
  person.emailCode = worstCode(person, all, "email", "emailCode");
  person.phoneCode = worstCode(person, all, "phone", "phoneCode");
  for (const { lastSeenAt } of donors)
    if (lastSeenAt !== null && (person.lastSeenAt === null || lastSeenAt > person.lastSeenAt))
      person.lastSeenAt = lastSeenAt;
  return { person, changed };
}

/** What is known of the address that stays, by anybody who had it: the worst. */
const worstCode = (
  person: MergePerson,
  all: readonly MergePerson[],
  kind: Extract<IdentityKind, "email" | "phone">,
  code: "emailCode" | "phoneCode",
): number =>
  Math.max(
    0,
    ...all
      .filter((one) => person.values[kind] !== null && one.values[kind] === person.values[kind])
      .map((one) => one[code]),
  );
