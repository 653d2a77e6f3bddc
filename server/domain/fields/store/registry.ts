import { sql } from "drizzle-orm";
import { arrayParam, jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { AppError } from "@/server/platform/errors";
import type { AttributeFields } from "../attributes";
import { type FieldDef, type FieldObject, type FieldRules, type FieldType, fieldObjects } from "../model";
import { systemFields } from "../system-fields";

/** Everything that says how custom fields are read, as of one version. Immutable; share it freely. */
export interface FieldRegistry extends AttributeFields {
  readonly version: number;
  /** Fields of an object in the order people gave them: system and custom. */
  all(object: FieldObject): readonly FieldDef[];
  /** The field at `first_name` or `attributes.children`. */
  at(object: FieldObject, path: string): FieldDef | undefined;
  /** Items of a dictionary, in their order. */
  items(dictionaryCode: string): readonly DictionaryEntry[];
  /** Has somebody used this name already, described or not? */
  isKnownAttribute(object: FieldObject, code: string): boolean;
}
export interface DictionaryEntry {
  code: string;
  name: string;
  isActive: boolean;
}

interface Loaded {
  fields: FieldRow[];
  items: { dictionary: string; code: string; name: string; isActive: boolean }[];
  seen: { object: FieldObject; code: string }[];
}
interface FieldRow {
  object: FieldObject;
  code: string;
  scope: "system" | "custom";
  name: string;
  description: string;
  type: FieldType;
  group_code: string | null;
  position: number;
  is_hidden: boolean;
  dictionary_code: string | null;
  rules: FieldRules;
  state: FieldDef["state"];
}

/** By database and version: a version is one state for good, also when its transaction rolled back. */
const remembered = new Map<string, FieldRegistry>();
const maxRemembered = 20;

/**
 * The fields as they are now. One small statement when nothing changed since this process last looked, so call it
 * once per batch. Inside a transaction that writes attributes call `lockFields` instead.
 */
export async function loadFields(db: Queryable): Promise<FieldRegistry> {
  const [row] = await db.execute<{ version: number; base: string }>(
    sql`select version, current_database() || ' ' || pg_postmaster_start_time() as base from field_registry`,
  );
  if (!row) throw new AppError("internal", "The table field_registry is empty: run the migrations.");
  const key = `${row.base} ${row.version}`;
  const known = remembered.get(key);
  if (known) return known;
  const loaded = await readRegistry(db);
  // The version says what the rows were when both were read in one statement; a change in between is noticed here.
  if (loaded.version === row.version) {
    if (remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value ?? "");
    remembered.set(key, loaded.registry);
  }
  return loaded.registry;
}

/** First key of the advisory locks of this domain; the second is the object's number. */
const lockSpace = 7_301_905;

/**
 * For a transaction that writes attributes: the fields, which cannot change their type or be deleted until it ends.
 * Shared: writers do not wait for each other.
 */
export async function lockFields(tx: Tx, objects: readonly FieldObject[]): Promise<FieldRegistry> {
  const numbers = objects.map((object) => fieldObjects.indexOf(object)).sort((a, b) => a - b);
  // A statement of its own: what is read next is read after the wait.
  await tx.execute(sql`
    select pg_advisory_xact_lock_shared(${lockSpace}::int, n) from unnest(${arrayParam(numbers, "int")}) as n`);
  return await loadFields(tx);
}

/** For a change of what values of an object mean: waits until no transaction writes its attributes, keeps new ones away. */
export async function lockFieldsForChange(tx: Tx, object: FieldObject): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(${lockSpace}::int, ${fieldObjects.indexOf(object)}::int)`,
  );
}

/**
 * Every change of fields, groups, dictionaries or items begins with this: changes queue here, one after another. Until the
 * change is written, `fieldsInChange` reads; `loadFields` would remember the rows of before under the new version.
 */
export async function bumpVersion(tx: Tx): Promise<void> {
  await tx.execute(sql`update field_registry set version = nextval('field_versions')`);
}

/** Keeps changes of fields away until the transaction ends; readers and writers of records go on. */
export async function lockRegistry(tx: Tx): Promise<void> {
  await tx.execute(sql`select 1 from field_registry for update`);
}

/** Names met for the first time in undescribed attributes: remembered with a sample, once. */
export async function noteSeenAttributes(
  tx: Tx,
  object: FieldObject,
  written: Iterable<Record<string, unknown>>,
  registry: FieldRegistry,
): Promise<void> {
  const fresh = new Map<string, unknown>();
  for (const attributes of written)
    for (const code in attributes)
      if (attributes[code] !== null && !fresh.has(code) && !registry.isKnownAttribute(object, code))
        fresh.set(code, attributes[code]);
  if (fresh.size === 0) return;
  const rows = [...fresh].map(([code, sample]) => ({ code, sample }));
  await tx.execute(sql`
    insert into seen_attributes (object, code, sample)
    select ${object}, r.code, r.sample from jsonb_to_recordset(${jsonParam(rows)}) as r(code text, sample jsonb)
    order by r.code on conflict do nothing`);
}

/** The fields in the middle of a change: read, never remembered, since the version's rows are still being written. */
export const fieldsInChange = async (tx: Tx): Promise<FieldRegistry> => (await readRegistry(tx)).registry;

async function readRegistry(db: Queryable): Promise<{ version: number; registry: FieldRegistry }> {
  // One statement is one snapshot: rows and version belong together.
  const [row] = await db.execute<{ version: number; loaded: Loaded }>(sql`
    select version, json_build_object(
      'fields', (select coalesce(json_agg(f order by f.position, f.code), '[]') from (
        select object, code, scope, name, description, type, group_code, position, is_hidden, dictionary_code, rules, state
        from fields) f),
      'items', (select coalesce(json_agg(i), '[]') from (
        select d.code as dictionary, i.code, i.name, i.is_active as "isActive"
        from dictionaries d join dictionary_items i on i.dictionary_id = d.id order by d.code, i.position, i.name) i),
      'seen', (select coalesce(json_agg(s), '[]') from (select object, code from seen_attributes) s)) as loaded
    from field_registry`);
  if (!row) throw new AppError("internal", "The table field_registry is empty: run the migrations.");
  return { version: row.version, registry: registryOf(row.version, row.loaded) };
}

function registryOf(version: number, loaded: Loaded): FieldRegistry {
  const byObject = new Map(fieldObjects.map((object) => [object, orderedFields(object, loaded.fields)]));
  const custom = new Map<string, FieldDef>();
  const system = new Map<string, FieldDef>();
  for (const field of [...byObject.values()].flat())
    (field.scope === "custom" ? custom : system).set(`${field.object} ${field.code}`, field);
  const dictionaries = indexDictionaries(loaded.items);
  const seen = new Set(loaded.seen.map((one) => `${one.object} ${one.code}`));
  return {
    version,
    all: (object) => byObject.get(object) ?? [],
    custom: (object, code) => custom.get(`${object} ${code}`),
    at: (object, path) =>
      path.startsWith("attributes.")
        ? custom.get(`${object} ${path.slice("attributes.".length)}`)
        : system.get(`${object} ${path}`),
    items: (code) => dictionaries.get(code)?.items ?? [],
    itemOf: (code, text) => {
      const dictionary = dictionaries.get(code);
      return dictionary?.byCode.get(text) ?? dictionary?.byName.get(text.toLowerCase());
    },
    isKnownAttribute: (object, code) => custom.has(`${object} ${code}`) || seen.has(`${object} ${code}`),
  };
}

/** System fields with what people changed of them, and custom ones, in one order. */
function orderedFields(object: FieldObject, rows: readonly FieldRow[]): FieldDef[] {
  const own = rows.filter((row) => row.object === object);
  const overrides = new Map(own.filter((row) => row.scope === "system").map((row) => [row.code, row]));
  const system = systemFields(object).map((field) => {
    const row = overrides.get(field.code);
    return row ? { ...field, group: row.group_code, position: row.position, isHidden: row.is_hidden } : field;
  });
  const custom = own
    .filter((row) => row.scope === "custom")
    .map(
      (row): FieldDef => ({
        object,
        code: row.code,
        name: row.name,
        type: row.type,
        scope: "custom",
        group: row.group_code,
        position: row.position,
        isHidden: row.is_hidden,
        dictionaryCode: row.dictionary_code,
        rules: row.rules,
        description: row.description,
        isReadOnly: false,
        state: row.state,
      }),
    );
  return [...system, ...custom].sort((a, b) => a.position - b.position);
}

interface DictionaryIndex {
  items: DictionaryEntry[];
  byCode: Map<string, string>;
  byName: Map<string, string>;
}
function indexDictionaries(rows: Loaded["items"]): Map<string, DictionaryIndex> {
  const found = new Map<string, DictionaryIndex>();
  for (const { dictionary, ...item } of rows) {
    const known: DictionaryIndex = found.get(dictionary) ?? {
      items: [],
      byCode: new Map(),
      byName: new Map(),
    };
    known.items.push(item);
    known.byCode.set(item.code, item.code);
    // Codes in another case, and names; the first of two equal names in the dictionary's order.
    for (const word of [item.code.toLowerCase(), item.name.toLowerCase()])
      if (!known.byName.has(word)) known.byName.set(word, item.code);
    found.set(dictionary, known);
  }
  return found;
}
