import { sameJson } from "./apply";
import { allFields, fieldCode, type Json, type Profile, type ProfileField, profileFields } from "./model";

/** What one write did: numbers of new records, and of each changed one what it was and what it became. */
export interface SavedChanges {
  created: number[];
  changed: RecordChange[];
}
export interface RecordChange {
  id: number;
  /** By field code, only what differs: `city`, `attributes.size`. */
  before: Record<string, Json>;
  after: Record<string, Json>;
}
/** Beside the fields of a change: when each was set before. */
export const timesKey = "@times";

/** What differs between people as they were (as text, by number) and as they are. */
export function changesOf(before: ReadonlyMap<number, string>, people: readonly Profile[]): RecordChange[] {
  return people.flatMap((person) => {
    const text = before.get(person.id);
    if (person.id < 0 || text === undefined || text === JSON.stringify(person)) return [];
    const old = JSON.parse(text) as Profile;
    const change: RecordChange = { id: person.id, before: {}, after: {} };
    const times: Record<string, Json> = {};
    const note = (code: string, from: Json, to: Json) => {
      if (sameJson(from, to)) return;
      change.before[code] = from;
      change.after[code] = to;
      times[code] = old.fieldTimes[code] ?? null;
    };
    for (const field of profileFields) {
      const key = fieldCode(field);
      note(key, old.values[field], person.values[field]);
      if (key in times) times[key] = old.fieldTimes[field] ?? null;
    }
    for (const code of new Set([...Object.keys(old.attributes), ...Object.keys(person.attributes)]))
      note(`attributes.${code}`, old.attributes[code] ?? null, person.attributes[code] ?? null);
    if (Object.keys(change.after).length === 0) return [];
    change.before[timesKey] = times;
    return [change];
  });
}

/** A value that cannot go back: somebody changed it since, or it is another person's by now. */
export interface KeptValue {
  id: number;
  field: string | null;
  code: "changed_since" | "identity_taken";
}

const fieldOf = new Map<string, ProfileField>(profileFields.map((field) => [fieldCode(field), field]));

/**
 * Puts one person's values back where they still are what the write made them. Moves `person`; says what stays. `isFree`
 * tells whether an identifier is nobody else's.
 */
export function revertPerson(
  person: Profile,
  change: RecordChange,
  isFree: (field: ProfileField, value: string) => boolean,
): { restored: number; kept: KeptValue[] } {
  const kept: KeptValue[] = [];
  let restored = 0;
  const times = (change.before[timesKey] ?? {}) as Record<string, string | null>;
  for (const [code, made] of Object.entries(change.after)) {
    const was = change.before[code] ?? null;
    const field = fieldOf.get(code);
    const attribute = code.slice("attributes.".length);
    const present = field ? person.values[field] : (person.attributes[attribute] ?? null);
    if (!sameJson(present, made)) {
      kept.push({ id: person.id, field: code, code: "changed_since" });
      continue;
    }
    if (field && typeof was === "string" && !isFree(field, was)) {
      kept.push({ id: person.id, field: code, code: "identity_taken" });
      continue;
    }
    if (field) person.values[field] = typeof was === "string" ? was : null;
    else if (was === null) delete person.attributes[attribute];
    else person.attributes[attribute] = was;
    const time = times[code];
    if (time) person.fieldTimes[field ?? code] = time;
    else if (person.fieldTimes[allFields] !== undefined) delete person.fieldTimes[field ?? code];
    restored++;
  }
  return { restored, kept };
}
