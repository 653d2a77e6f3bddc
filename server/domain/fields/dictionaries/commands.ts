import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { arrayParam, type Tx } from "@/server/db/client";
import { dictionaries } from "@/server/db/schema";
import { command } from "@/server/kernel/command";
import { refuseWhileUsed } from "@/server/kernel/usages";
import { AppError, notFound } from "@/server/platform/errors";
import { type FieldObject, fieldObjects, isReservedCode, type Json, limits, suggestCode } from "../model";
import { readFieldValue } from "../read-value";
import { conflict, invalid } from "../refusals";
import { isItemUsedByData } from "../store/records";
import { bumpVersion, lockFieldsForChange } from "../store/registry";
import { fieldsOfDictionary } from "../store/rows";
import {
  arrangeItems as arrangeInput,
  createDictionary as createInput,
  dictionaryRef,
  type ItemField,
  type itemInput,
  itemRef,
  saveItems as saveInput,
  updateDictionary as updateInput,
  updateItem as updateItemInput,
} from "./schema";
import {
  type DictionaryRow,
  type ItemRow,
  type ItemWrite,
  itemsOf,
  lockDictionary,
  removeItem,
  writeItems,
} from "./store";

export const createDictionary = command({
  name: "fields.create-dictionary",
  permission: "settings:write",
  input: createInput,
  async run(ctx, input) {
    await bumpVersion(ctx.db);
    const taken = new Set(
      (await ctx.db.select({ code: dictionaries.code }).from(dictionaries)).map((row) => row.code),
    );
    if (taken.size >= limits.dictionaries)
      throw new AppError(
        "limit_exceeded",
        `There are ${limits.dictionaries} dictionaries, which is the most.`,
      );
    const code = input.code ?? freeCode(suggestCode(input.name) || "dictionary", taken);
    if (isReservedCode(code))
      throw invalid(`code: ${JSON.stringify(code)} is reserved. Choose another code.`);
    if (taken.has(code)) throw conflict(`code: There is already a dictionary ${JSON.stringify(code)}.`);
    const [row] = await ctx.db
      .insert(dictionaries)
      .values({ code, name: input.name, description: input.description, itemFields: input.itemFields })
      .returning();
    if (row) await writeItems(ctx.db, row.id, mergeItems(row, [], input.items).items);
    ctx.audit({
      subjectType: "dictionary",
      subjectId: code,
      changes: { name: input.name, items: input.items.length },
    });
    return { code };
  },
});

/** The code never changes; the item fields may, as long as the values the items hold still fit them. */
export const updateDictionary = command({
  name: "fields.update-dictionary",
  permission: "settings:write",
  input: updateInput,
  async run(ctx, input) {
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, input.code);
    const itemFields = input.itemFields ?? (row.itemFields as ItemField[]);
    if (input.itemFields) await refitItems(ctx.db, row, itemFields);
    const after = { name: input.name ?? row.name, description: input.description ?? row.description };
    await ctx.db
      .update(dictionaries)
      .set({ ...after, itemFields, updatedAt: ctx.clock.now() })
      .where(eq(dictionaries.id, row.id));
    ctx.audit({ subjectType: "dictionary", subjectId: row.code, changes: after });
    return { code: row.code };
  },
});

/** Refused for a system one, and while a field or anything else refers to it. */
export const deleteDictionary = command({
  name: "fields.delete-dictionary",
  permission: "settings:write",
  input: dictionaryRef,
  async run(ctx, { code }) {
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, code);
    if (row.isSystem)
      throw conflict(`The dictionary "${row.name}" belongs to the system and cannot be deleted.`);
    const users = await fieldsOfDictionary(ctx.db, code);
    if (users.length > 0)
      throw conflict(
        `The dictionary "${row.name}" is used by ${users.map((field) => `the ${field.object.replaceAll("_", " ")} field "${field.name}"`).join(", ")}. Delete the field first.`,
      );
    await refuseWhileUsed(ctx.db, { kind: "dictionary", id: code }, `The dictionary "${row.name}"`);
    await ctx.db.delete(dictionaries).where(eq(dictionaries.id, row.id));
    ctx.audit({ subjectType: "dictionary", subjectId: code, changes: { name: row.name } });
    return { code };
  },
});

/** Adds and changes items by code, in one statement; an item without a code gets one from its name. */
export const saveDictionaryItems = command({
  name: "fields.save-items",
  permission: "settings:write",
  input: saveInput,
  async run(ctx, { code, items }) {
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, code);
    const merged = mergeItems(row, await itemsOf(ctx.db, row.id), items);
    await writeItems(ctx.db, row.id, merged.items);
    ctx.audit({
      subjectType: "dictionary",
      subjectId: code,
      changes: { added: merged.added, changed: merged.items.length - merged.added },
    });
    return {
      added: merged.added,
      changed: merged.items.length - merged.added,
      codes: merged.items.map((item) => item.code),
    };
  },
});

export const updateDictionaryItem = command({
  name: "fields.update-item",
  permission: "settings:write",
  input: updateItemInput,
  async run(ctx, { code, item, ...changes }) {
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, code);
    const known = (await itemsOf(ctx.db, row.id)).find((one) => one.code === item);
    if (!known) throw notFound(`item of the dictionary ${code}`, item);
    const merged = mergeItems(row, [known], [{ code: item, name: changes.name ?? known.name, ...changes }]);
    await writeItems(ctx.db, row.id, merged.items);
    ctx.audit({ subjectType: "dictionary", subjectId: code, changes: { item, ...changes } });
    return { code, item };
  },
});

/** Refused while a record holds it: deactivate it then. */
export const deleteDictionaryItem = command({
  name: "fields.delete-item",
  permission: "settings:write",
  input: itemRef,
  async run(ctx, { code, item }) {
    const users = await fieldsOfDictionary(ctx.db, code);
    const objects = fieldObjects.filter((object) => users.some((field) => field.object === object));
    for (const object of objects) await lockFieldsForChange(ctx.db, object);
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, code);
    const known = (await itemsOf(ctx.db, row.id)).find((one) => one.code === item);
    if (!known) throw notFound(`item of the dictionary ${code}`, item);
    for (const field of users)
      if (await isItemUsedByData(ctx.db, { ...field, object: field.object as FieldObject }, item))
        throw conflict(
          `The item "${known.name}" is held by records in the field "${field.name}". Deactivate it instead: it stays readable and is no longer offered.`,
        );
    await refuseWhileUsed(
      ctx.db,
      { kind: "dictionary_item", id: `${code}.${item}` },
      `The item "${known.name}"`,
    );
    await removeItem(ctx.db, row.id, item);
    ctx.audit({ subjectType: "dictionary", subjectId: code, changes: { deleted: item } });
    return { code, item };
  },
});

/** The order in which items are offered; those not named follow. */
export const arrangeDictionaryItems = command({
  name: "fields.arrange-items",
  permission: "settings:write",
  input: arrangeInput,
  async run(ctx, { code, items }) {
    await bumpVersion(ctx.db);
    const row = await lockDictionary(ctx.db, code);
    const order = [...new Set([...items, ...(await itemsOf(ctx.db, row.id)).map((item) => item.code)])];
    await ctx.db.execute(sql`
      update dictionary_items i set position = r.n
      from unnest(${arrayParam(order, "text")}) with ordinality as r(code, n)
      where i.dictionary_id = ${row.id}::uuid and i.code = r.code and i.position <> r.n`);
    return { count: order.length };
  },
});

const freeCode = (base: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(code)) return code;
  }
};

/** Pure: the items as they will be. Two rows of one code in the input: the later wins. */
function mergeItems(
  dictionary: DictionaryRow,
  known: readonly ItemRow[],
  input: readonly z.output<typeof itemInput>[],
): { items: ItemWrite[]; added: number } {
  const byCode = new Map(known.map((item) => [item.code, item]));
  const taken = new Set(byCode.keys());
  const written = new Map<string, ItemWrite>();
  let position = known.reduce((most, item) => Math.max(most, item.position), 0);
  let added = 0;
  for (const [i, item] of input.entries()) {
    const code = item.code ?? freeCode(suggestCode(item.name) || "item", taken);
    const before = written.get(code) ?? byCode.get(code);
    if (!before) added++;
    taken.add(code);
    written.set(code, {
      code,
      name: item.name,
      isActive: item.isActive ?? before?.isActive ?? true,
      position: before?.position ?? ++position,
      attributes: {
        ...(before?.attributes as Record<string, Json> | undefined),
        ...readItemAttributes(dictionary, item.attributes ?? {}, `items[${i}]`),
      },
    });
  }
  if (known.length + added > limits.itemsPerDictionary)
    throw new AppError(
      "limit_exceeded",
      `A dictionary holds at most ${limits.itemsPerDictionary} items; this would make ${known.length + added}.`,
    );
  return { items: [...written.values()], added };
}

/** No item refers to another dictionary, no amount has a currency: nothing of the project is needed to read them. */
const plainRules = { currency: "EUR", timeZone: "UTC", defaultCountry: "RU" };
function readItemAttributes(
  dictionary: DictionaryRow,
  raw: Record<string, unknown>,
  path: string,
): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [code, value] of Object.entries(raw)) {
    const field = (dictionary.itemFields as ItemField[]).find((one) => one.code === code);
    if (!field)
      throw invalid(
        `${path}.attributes.${code}: The dictionary "${dictionary.name}" has no such item field. Add it to the dictionary first.`,
      );
    const read = readFieldValue({ type: field.type, rules: {}, dictionaryCode: null }, value, plainRules);
    if (!read.ok) throw invalid(`${path}.attributes.${code}: ${read.problem.message}`);
    values[code] = read.value;
  }
  return values;
}

/** The items' values by the new item fields; throws when one does not fit. Values of removed fields go. */
async function refitItems(tx: Tx, dictionary: DictionaryRow, itemFields: ItemField[]): Promise<void> {
  const items = await itemsOf(tx, dictionary.id);
  const next = { ...dictionary, itemFields };
  const codes = new Set(itemFields.map((field) => field.code));
  const refitted = items.map((item) => {
    const kept = Object.fromEntries(
      Object.entries(item.attributes).filter(([code, value]) => codes.has(code) && value !== null),
    );
    return { ...item, attributes: readItemAttributes(next, kept, `item "${item.name}"`) };
  });
  await writeItems(tx, dictionary.id, refitted);
}
