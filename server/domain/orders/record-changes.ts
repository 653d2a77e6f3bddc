import { isDeepStrictEqual } from "node:util";
import type { KeptValue, RecordChange } from "@/server/domain/customers";
import type { FieldValue } from "./fields";

/** What purchases and the catalogue's records have in common. */
interface FlatRecord {
  id: number;
  values: Record<string, FieldValue>;
  attributes: Record<string, unknown>;
}
type Value = RecordChange["before"][string];

/** Everything of a record under one name each: columns, `attributes.size`, and what `also` names. */
function flat<Item extends FlatRecord>(record: Item, also: readonly (keyof Item & string)[]) {
  const all: Record<string, Value> = {};
  for (const [column, value] of Object.entries(record.values)) all[column] = value as Value;
  for (const [code, value] of Object.entries(record.attributes)) all[`attributes.${code}`] = value as Value;
  for (const name of also)
    if (record[name] !== undefined) all[`@${name}`] = JSON.parse(JSON.stringify(record[name])) as Value;
  return all;
}

/** What differs between records as they were (as text, by number) and as they are. */
export function recordChanges<Item extends FlatRecord>(
  before: ReadonlyMap<number, string>,
  records: readonly Item[],
  also: readonly (keyof Item & string)[],
): RecordChange[] {
  return records.flatMap((record) => {
    const text = before.get(record.id);
    if (record.id < 0 || text === undefined || text === JSON.stringify(record)) return [];
    const was = flat(JSON.parse(text) as Item, also);
    const is = flat(record, also);
    const change: RecordChange = { id: record.id, before: {}, after: {} };
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const [from, to] = [was[name] ?? null, is[name] ?? null];
      if (isDeepStrictEqual(from, to)) continue;
      change.before[name] = from;
      change.after[name] = to;
    }
    return Object.keys(change.after).length === 0 ? [] : [change];
  });
}

/** Puts a record back where it still is what the write made it. Moves `record`; says what stays. */
export function revertRecord<Item extends FlatRecord>(
  record: Item,
  change: RecordChange,
  also: readonly (keyof Item & string)[],
): { restored: number; kept: KeptValue[] } {
  const present = flat(record, also);
  const kept: KeptValue[] = [];
  let restored = 0;
  for (const [name, made] of Object.entries(change.after)) {
    const was = change.before[name] ?? null;
    if (!isDeepStrictEqual(present[name] ?? null, made)) {
      kept.push({ id: record.id, field: name.replace("@", ""), code: "changed_since" });
      continue;
    }
    const code = name.slice("attributes.".length);
    if (name.startsWith("@")) Object.assign(record, { [name.slice(1)]: was });
    else if (!name.startsWith("attributes.")) record.values[name] = was as FieldValue;
    else if (was === null) delete record.attributes[code];
    else record.attributes[code] = was;
    restored++;
  }
  return { restored, kept };
}
