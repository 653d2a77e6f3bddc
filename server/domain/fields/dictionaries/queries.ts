import { sql } from "drizzle-orm";
import { query } from "@/server/kernel/command";
import { countUsages, usagesOf } from "@/server/kernel/usages";
import { fieldsOfDictionary } from "../store/rows";
import {
  dictionaryRef,
  type ItemField,
  listDictionaries as listInput,
  listItems as listItemsInput,
} from "./schema";
import { findDictionary } from "./store";

export interface DictionaryView {
  code: string;
  name: string;
  description: string;
  isSystem: boolean;
  itemFields: ItemField[];
  items: number;
  /** Fields and other places that refer to it. */
  usedBy: number;
}
export interface DictionaryItemView {
  code: string;
  name: string;
  position: number;
  isActive: boolean;
  attributes: Record<string, unknown>;
}

/** By name; a search looks in names and codes. */
export const listDictionaries = query({
  name: "fields.list-dictionaries",
  permission: "settings:read",
  input: listInput,
  async run(ctx, { search }): Promise<DictionaryView[]> {
    const wanted = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
    const rows = await ctx.db.execute<{
      code: string;
      name: string;
      description: string;
      is_system: boolean;
      item_fields: ItemField[];
      items: number;
      fields: number;
    }>(sql`
      select d.code, d.name, d.description, d.is_system, d.item_fields,
        (select count(*)::int from dictionary_items i where i.dictionary_id = d.id) as items,
        (select count(*)::int from fields f where f.dictionary_code = d.code and f.scope = 'custom') as fields
      from dictionaries d where ${wanted}::text is null or d.name ilike ${wanted} or d.code ilike ${wanted}
      order by d.is_system desc, lower(d.name), d.code`);
    const usages = await countUsages(ctx.db, "dictionary");
    return rows.map((row) => ({
      code: row.code,
      name: row.name,
      description: row.description,
      isSystem: row.is_system,
      itemFields: row.item_fields,
      items: row.items,
      usedBy: row.fields + (usages.get(row.code) ?? 0),
    }));
  },
});

/** One dictionary with where it is used. */
export const getDictionary = query({
  name: "fields.get-dictionary",
  permission: "settings:read",
  input: dictionaryRef,
  async run(ctx, { code }) {
    const row = await findDictionary(ctx.db, code);
    return {
      code: row.code,
      name: row.name,
      description: row.description,
      isSystem: row.isSystem,
      itemFields: row.itemFields as ItemField[],
      fields: await fieldsOfDictionary(ctx.db, code),
      usages: await usagesOf(ctx.db, [{ kind: "dictionary", id: code }]),
    };
  },
});

/** In the dictionary's order. Readable by everybody who sees records: a form offers them. */
export const listDictionaryItems = query({
  name: "fields.list-items",
  permission: "customers:read",
  input: listItemsInput,
  async run(ctx, { code, search, limit }): Promise<{ items: DictionaryItemView[]; total: number }> {
    const row = await findDictionary(ctx.db, code);
    const wanted = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
    const rows = await ctx.db.execute<{
      code: string;
      name: string;
      position: number;
      is_active: boolean;
      attributes: Record<string, unknown>;
      total: number;
    }>(sql`
      select code, name, position, is_active, attributes, count(*) over ()::int as total from dictionary_items
      where dictionary_id = ${row.id}::uuid and (${wanted}::text is null or name ilike ${wanted} or code ilike ${wanted})
      order by position, name, code limit ${limit}`);
    return {
      total: rows[0]?.total ?? 0,
      items: rows.map(({ is_active, total: _, ...item }) => ({ ...item, isActive: is_active })),
    };
  },
});
