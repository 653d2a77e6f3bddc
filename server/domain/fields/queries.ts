import { and, count, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/server/db/client";
import { fieldLeftovers, fields, seenAttributes } from "@/server/db/schema";
import { readSettings } from "@/server/domain/account";
import { query } from "@/server/kernel/command";
import { countUsages, type Usage, usagesOf } from "@/server/kernel/usages";
import { notFound } from "@/server/platform/errors";
import { type FieldDef, type FieldObject, fieldObjects, fieldUsageId, type Json } from "./model";
import { proposeType } from "./propose";
import {
  fieldRef,
  listLeftovers as leftoversInput,
  objectOnly,
  proposeField as proposeInput,
} from "./schema";
import { countHolders, estimateRecords, isFieldUsedByData, recordTable, sampleValues } from "./store/records";
import { type DictionaryEntry, loadFields } from "./store/registry";
import { groupsOf } from "./store/rows";
import { systemGroups } from "./system-fields";
import type { FieldProgress } from "./work";

export interface FieldView extends FieldDef {
  /** Places that refer to it. */
  usedBy: number;
  /** Of the work in the background, while there is any. */
  progress: { done: number; total: number } | null;
  /** Values that did not fit when it was described. */
  leftovers: number;
}
export interface FieldGroupView {
  code: string;
  /** Empty: the interface's own name of a system group. */
  name: string;
  isSystem: boolean;
}

/** Fields and groups of an object, in their order. */
export const listFields = query({
  name: "fields.list-fields",
  permission: "customers:read",
  input: objectOnly,
  async run(ctx, { object }): Promise<{ fields: FieldView[]; groups: FieldGroupView[] }> {
    const [registry, groups, usages, working, left] = await Promise.all([
      loadFields(ctx.db),
      listGroups(ctx.db, object),
      countUsages(ctx.db, "field"),
      ctx.db
        .select({ code: fields.code, progress: fields.progress })
        .from(fields)
        .where(and(eq(fields.object, object), sql`${fields.state} <> 'active'`)),
      ctx.db
        .select({ code: fieldLeftovers.code, n: count() })
        .from(fieldLeftovers)
        .where(eq(fieldLeftovers.object, object))
        .groupBy(fieldLeftovers.code),
    ]);
    const progressOf = new Map(working.map((row) => [row.code, row.progress as FieldProgress | null]));
    const leftOf = new Map(left.map((row) => [row.code, row.n]));
    return {
      groups,
      fields: registry.all(object).map((field) => ({
        ...field,
        usedBy: usages.get(fieldUsageId(object, field.code)) ?? 0,
        progress: progressOf.has(field.code)
          ? { done: progressOf.get(field.code)?.done ?? 0, total: progressOf.get(field.code)?.total ?? 0 }
          : null,
        leftovers: leftOf.get(field.code) ?? 0,
      })),
    };
  },
});

async function listGroups(db: Queryable, object: FieldObject): Promise<FieldGroupView[]> {
  const rows = await groupsOf(db, object);
  const placed = new Map(rows.map((row) => [row.code, row]));
  const system = systemGroups[object].map((code, i) => ({
    code,
    name: placed.get(code)?.name ?? "",
    isSystem: true,
    position: placed.get(code)?.position ?? i,
  }));
  const own = rows
    .filter((row) => !row.isSystem)
    .map(({ code, name, position }) => ({ code, name, isSystem: false, position }));
  return [...system, ...own]
    .sort((a, b) => a.position - b.position)
    .map(({ position: _, ...group }) => group);
}

/** One field with the places that refer to it. */
export const getField = query({
  name: "fields.get-field",
  permission: "settings:read",
  input: fieldRef,
  async run(ctx, { object, code }): Promise<FieldDef & { usages: Usage[]; hasValues: boolean }> {
    const field = (await loadFields(ctx.db)).all(object).find((one) => one.code === code);
    if (!field) throw notFound(`${object} field`, code);
    return {
      ...field,
      usages: await usagesOf(ctx.db, [{ kind: "field", id: fieldUsageId(object, code) }]),
      hasValues: field.scope === "custom" && (await isFieldUsedByData(ctx.db, object, code)),
    };
  },
});

/** What forms, lists and filters need of custom fields: those that are shown, with their items. */
export const listCustomFields = query({
  name: "fields.list-custom",
  permission: "customers:read",
  input: objectOnly,
  async run(ctx, { object }) {
    const registry = await loadFields(ctx.db);
    const shown = registry
      .all(object)
      .filter((field) => field.scope === "custom" && field.state !== "deleting");
    const groups = await listGroups(ctx.db, object);
    const dictionaries: Record<string, readonly DictionaryEntry[]> = {};
    for (const field of shown)
      if (field.dictionaryCode)
        dictionaries[field.dictionaryCode] = registry.items(field.dictionaryCode).slice(0, 1000);
    return { fields: shown, groups, dictionaries };
  },
});

const recent = 20_000;

/** Attributes that arrive and nobody has described, with how often a stretch of records holds them. */
export const listUndescribed = query({
  name: "fields.list-undescribed",
  permission: "settings:read",
  input: objectOnly,
  async run(ctx, { object }) {
    const seen = await ctx.db
      .select()
      .from(seenAttributes)
      .where(eq(seenAttributes.object, object))
      .orderBy(desc(seenAttributes.firstSeenAt), seenAttributes.code)
      .limit(500);
    if (seen.length === 0) return { items: [], looked: 0 };
    const rows = await ctx.db.execute<{ code: string; held: number; looked: number }>(sql`
      with sampled as (select attributes from ${recordTable(object)} limit ${recent})
      select k.code, count(*)::int as held, (select count(*)::int from sampled) as looked
      from sampled, jsonb_object_keys(sampled.attributes) as k(code) group by k.code`);
    const held = new Map(rows.map((row) => [row.code, row.held]));
    return {
      looked: rows[0]?.looked ?? 0,
      items: seen.map((row) => ({
        code: row.code,
        sample: row.sample as Json,
        firstSeenAt: row.firstSeenAt,
        held: held.get(row.code) ?? 0,
      })),
    };
  },
});

/** Which type the values of an undescribed attribute look like, and how many of a sample each type takes. */
export const proposeField = query({
  name: "fields.propose-field",
  permission: "settings:read",
  input: proposeInput,
  async run(ctx, { object, code }) {
    const { currency, timeZone, defaultCountry } = await readSettings(ctx.db);
    const values = await sampleValues(ctx.db, object, code, 5_000);
    return {
      ...proposeType(values, { currency, timeZone, defaultCountry }),
      samples: values.slice(0, 8),
      records: await estimateRecords(ctx.db, object),
    };
  },
});

/** Values that did not fit their field, with why. */
export const listLeftovers = query({
  name: "fields.list-leftovers",
  permission: "settings:read",
  input: leftoversInput,
  async run(ctx, { object, code, limit }) {
    const own = and(eq(fieldLeftovers.object, object), eq(fieldLeftovers.code, code));
    const [items, total] = await Promise.all([
      ctx.db
        .select({
          recordKey: fieldLeftovers.recordKey,
          customerId: fieldLeftovers.customerId,
          value: fieldLeftovers.value,
          problem: fieldLeftovers.problem,
          at: fieldLeftovers.at,
        })
        .from(fieldLeftovers)
        .where(own)
        .orderBy(fieldLeftovers.recordKey)
        .limit(limit),
      ctx.db.$count(fieldLeftovers, own),
    ]);
    return { items: items.map((item) => ({ ...item, value: item.value as Json })), total };
  },
});

/** How many records hold a value of the field: asked before it is deleted. */
export const countFieldValues = query({
  name: "fields.count-values",
  permission: "settings:read",
  input: fieldRef,
  run: async (ctx, { object, code }): Promise<{ held: number }> => ({
    held: await countHolders(ctx.db, object, code),
  }),
});

/** Objects with how many custom and undescribed fields each has: the tabs of the settings page. */
export const countFields = query({
  name: "fields.count-fields",
  permission: "settings:read",
  input: z.strictObject({}),
  async run(ctx) {
    const registry = await loadFields(ctx.db);
    const seen = await ctx.db
      .select({ object: seenAttributes.object, n: count() })
      .from(seenAttributes)
      .groupBy(seenAttributes.object);
    const undescribed = new Map(seen.map((row) => [row.object, row.n]));
    return fieldObjects.map((object) => ({
      object,
      custom: registry.all(object).filter((field) => field.scope === "custom").length,
      undescribed: undescribed.get(object) ?? 0,
    }));
  },
});
