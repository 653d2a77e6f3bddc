import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { instantParam, type Tx } from "@/server/db/client";
import { fields, seenAttributes } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { refuseWhileUsed } from "@/server/kernel/usages";
import { AppError } from "@/server/platform/errors";
import { fieldWorkRequested } from "./events";
import {
  type FieldObject,
  type FieldType,
  fieldPath,
  fieldUsageId,
  hasItems,
  isDated,
  isNumeric,
  isReservedCode,
  limits,
  suggestCode,
} from "./model";
import { conflict, invalid } from "./refusals";
import {
  arrangeFields as arrangeInput,
  createField as createInput,
  fieldRef,
  updateField as updateInput,
} from "./schema";
import { isFieldUsedByData } from "./store/records";
import { bumpVersion, fieldsInChange, lockFieldsForChange } from "./store/registry";
import {
  countFields,
  type FieldRow,
  groupsOf,
  hasDictionary,
  isSeen,
  lastPosition,
  lockField,
  savePlaces,
} from "./store/rows";
import { systemFields, systemGroups } from "./system-fields";

/** A new field. When data with its code was met before, its values are read in the background. */
export const createField = command({
  name: "fields.create-field",
  permission: "settings:write",
  input: createInput,
  async run(ctx, input) {
    await lockFieldsForChange(ctx.db, input.object);
    await bumpVersion(ctx.db);
    const code = await freeCode(ctx.db, input.object, input.code, input.name);
    if ((await countFields(ctx.db, input.object)) >= limits.fieldsPerObject)
      throw new AppError(
        "limit_exceeded",
        `${input.object} has ${limits.fieldsPerObject} custom fields, which is the most. Delete one that nobody needs.`,
      );
    await checkShape(ctx.db, input.object, input);
    const isDescribed = await isSeen(ctx.db, input.object, code);
    const row = (
      await ctx.db
        .insert(fields)
        .values({
          object: input.object,
          code,
          scope: "custom",
          name: input.name,
          description: input.description,
          type: input.type,
          groupCode: input.group,
          position: (await lastPosition(ctx.db, input.object)) + 1,
          isHidden: input.isHidden,
          dictionaryCode: hasItems(input.type) ? input.dictionaryCode : null,
          rules: rulesFor(input.type, input.rules),
          state: isDescribed ? "converting" : "active",
          createdBy: ctx.actor.label,
          createdAt: ctx.clock.now(),
          updatedAt: ctx.clock.now(),
        })
        .returning()
    )[0];
    await ctx.db
      .delete(seenAttributes)
      .where(and(eq(seenAttributes.object, input.object), eq(seenAttributes.code, code)));
    ctx.audit({
      subjectType: "field",
      subjectId: fieldUsageId(input.object, code),
      changes: { name: input.name, type: input.type },
    });
    if (isDescribed && row) ctx.announce({ name: fieldWorkRequested, data: { fieldId: row.id } });
    return { object: input.object, code, isConverting: isDescribed };
  },
});

/** Changes what may be changed: never the code; type and dictionary only while no record holds a value. */
export const updateField = command({
  name: "fields.update-field",
  permission: "settings:write",
  input: updateInput,
  async run(ctx, input) {
    const system = systemFields(input.object).find((field) => field.code === input.code);
    if (system) return await updateSystemField(ctx, input);
    const retypes = input.type !== undefined || input.dictionaryCode !== undefined;
    // Locks before rows, as every writer does.
    if (retypes) await lockFieldsForChange(ctx.db, input.object);
    await bumpVersion(ctx.db);
    const before = await lockField(ctx.db, input.object, input.code);
    const after = {
      name: input.name ?? before.name,
      description: input.description ?? before.description,
      type: (input.type ?? before.type) as FieldType,
      group: input.group === undefined ? before.groupCode : input.group,
      dictionaryCode: input.dictionaryCode === undefined ? before.dictionaryCode : input.dictionaryCode,
      rules: input.rules ?? before.rules,
      isHidden: input.isHidden ?? before.isHidden,
    };
    if (after.type !== before.type || after.dictionaryCode !== before.dictionaryCode)
      await refuseWhileHeld(ctx.db, before);
    await checkShape(ctx.db, input.object, after);
    await ctx.db
      .update(fields)
      .set({
        name: after.name,
        description: after.description,
        type: after.type,
        groupCode: after.group,
        dictionaryCode: hasItems(after.type) ? after.dictionaryCode : null,
        rules: rulesFor(after.type, after.rules),
        isHidden: after.isHidden,
        updatedAt: ctx.clock.now(),
      })
      .where(eq(fields.id, before.id));
    auditChanges(ctx, before, after);
    return { object: input.object, code: input.code };
  },
});

/** Of a system field only its group and whether it is shown. */
async function updateSystemField(ctx: CommandContext, input: z.output<typeof updateInput>) {
  const fixed = (["name", "description", "type", "dictionaryCode", "rules"] as const).filter(
    (key) => input[key] !== undefined,
  );
  if (fixed.length > 0)
    throw invalid(
      `${fixed[0]}: The field ${input.code} belongs to the system; only its group, place and visibility can change.`,
    );
  await bumpVersion(ctx.db);
  const registry = await fieldsInChange(ctx.db);
  const field = registry.at(input.object, input.code);
  if (!field) throw invalid(`code: There is no field ${input.code}.`);
  const group = input.group === undefined ? field.group : input.group;
  await checkGroup(ctx.db, input.object, group);
  const isHidden = input.isHidden ?? field.isHidden;
  await ctx.db.execute(sql`
    insert into fields (object, code, scope, type, position, group_code, is_hidden)
    values (${input.object}, ${input.code}, 'system', ${field.type}, ${field.position}, ${group}, ${isHidden})
    on conflict (object, lower(code)) do update set group_code = excluded.group_code, is_hidden = excluded.is_hidden,
      updated_at = ${instantParam(ctx.clock.now())}`);
  ctx.audit({
    subjectType: "field",
    subjectId: fieldUsageId(input.object, input.code),
    changes: { group, isHidden },
  });
  return { object: input.object, code: input.code };
}

/** The order and groups of all fields of an object, as on the screen. Fields not named keep their place after them. */
export const arrangeFields = command({
  name: "fields.arrange-fields",
  permission: "settings:write",
  input: arrangeInput,
  async run(ctx, input) {
    await bumpVersion(ctx.db);
    const registry = await fieldsInChange(ctx.db);
    const known = new Map(registry.all(input.object).map((field) => [fieldPath(field), field]));
    const groups = new Set((await groupsOf(ctx.db, input.object)).map((group) => group.code));
    for (const group of systemGroups[input.object]) groups.add(group);
    const places: Parameters<typeof savePlaces>[2][number][] = [];
    for (const { path, group } of input.fields) {
      const field = known.get(path);
      if (!field) throw invalid(`fields: There is no field ${JSON.stringify(path)} of ${input.object}.`);
      if (group !== null && !groups.has(group))
        throw invalid(`fields: There is no group ${JSON.stringify(group)}.`);
      places.push({ code: field.code, scope: field.scope, type: field.type, group });
      known.delete(path);
    }
    for (const field of known.values())
      places.push({ code: field.code, scope: field.scope, type: field.type, group: field.group });
    await savePlaces(ctx.db, input.object, places);
    return { count: places.length };
  },
});

/** Refused while anything refers to it. Otherwise it is gone at once; its values go in the background. */
export const deleteField = command({
  name: "fields.delete-field",
  permission: "settings:write",
  input: fieldRef,
  async run(ctx, { object, code }) {
    if (systemFields(object).some((field) => field.code === code))
      throw invalid(`code: The field ${code} belongs to the system and cannot be deleted. Hide it instead.`);
    await lockFieldsForChange(ctx.db, object);
    await bumpVersion(ctx.db);
    const row = await lockField(ctx.db, object, code);
    await refuseWhileUsed(
      ctx.db,
      { kind: "field", id: fieldUsageId(object, code) },
      `The field "${row.name}"`,
    );
    await ctx.db
      .update(fields)
      .set({ state: "deleting", progress: null, updatedAt: ctx.clock.now() })
      .where(eq(fields.id, row.id));
    ctx.audit({
      subjectType: "field",
      subjectId: fieldUsageId(object, code),
      changes: { name: row.name, type: row.type },
    });
    ctx.announce({ name: fieldWorkRequested, data: { fieldId: row.id } });
    return { object, code };
  },
});

async function freeCode(
  tx: Tx,
  object: FieldObject,
  wanted: string | undefined,
  name: string,
): Promise<string> {
  const taken = new Set(
    (await tx.select({ code: fields.code }).from(fields).where(eq(fields.object, object))).map((row) =>
      row.code.toLowerCase(),
    ),
  );
  for (const field of systemFields(object)) taken.add(field.code.toLowerCase());
  const isFree = (code: string) => !taken.has(code.toLowerCase()) && !isReservedCode(code);
  if (wanted !== undefined) {
    if (isReservedCode(wanted))
      throw invalid(`code: ${JSON.stringify(wanted)} is reserved. Choose another code.`);
    if (!isFree(wanted)) throw conflict(`code: ${object} already has a field ${JSON.stringify(wanted)}.`);
    return wanted;
  }
  const base = suggestCode(name) || "field";
  for (let n = 1; n <= limits.fieldsPerObject * 2; n++) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (isFree(code)) return code;
  }
  throw invalid("code: No free code could be made from this name. Write one.");
}

async function checkShape(
  tx: Tx,
  object: FieldObject,
  field: { type: FieldType; group: string | null; dictionaryCode: string | null },
): Promise<void> {
  await checkGroup(tx, object, field.group);
  if (!hasItems(field.type)) return;
  if (!field.dictionaryCode)
    throw invalid("dictionaryCode: Choose the dictionary that the values come from.");
  if (!(await hasDictionary(tx, field.dictionaryCode)))
    throw invalid(`dictionaryCode: There is no dictionary ${JSON.stringify(field.dictionaryCode)}.`);
}

async function checkGroup(tx: Tx, object: FieldObject, group: string | null): Promise<void> {
  if (group === null || systemGroups[object].includes(group)) return;
  if (!(await groupsOf(tx, object)).some((one) => one.code === group))
    throw invalid(`group: ${object} has no group ${JSON.stringify(group)}.`);
}

/** Only the rules that mean something for the type. */
function rulesFor(type: FieldType, rules: Record<string, unknown>): Record<string, unknown> {
  const kept = ["isRequired"];
  if (isNumeric(type)) kept.push("min", "max");
  if (type === "decimal") kept.push("digits");
  if (isDated(type)) kept.push("earliest", "latest");
  if (type === "string" || type === "text" || type === "multiselect") kept.push("maxLength");
  return Object.fromEntries(
    kept.filter((key) => rules[key] !== undefined && rules[key] !== false).map((key) => [key, rules[key]]),
  );
}

/** Writers are locked out by now, so what is found is what there is. */
async function refuseWhileHeld(tx: Tx, field: FieldRow): Promise<void> {
  if (field.state !== "active")
    throw conflict(`The values of "${field.name}" are being read or removed. Wait until that has ended.`);
  if (await isFieldUsedByData(tx, field.object as FieldObject, field.code))
    throw conflict(
      `type: The type of "${field.name}" cannot change while records hold values of it. Make a new field, or remove the values first.`,
    );
}

function auditChanges(
  ctx: CommandContext,
  before: FieldRow,
  after: { name: string; type: string; group: string | null; isHidden: boolean; rules: unknown },
): void {
  const pairs: [string, unknown, unknown][] = [
    ["name", before.name, after.name],
    ["type", before.type, after.type],
    ["group", before.groupCode, after.group],
    ["isHidden", before.isHidden, after.isHidden],
    ["rules", before.rules, after.rules],
  ];
  const changes = Object.fromEntries(
    pairs
      .filter(([, from, to]) => JSON.stringify(from) !== JSON.stringify(to))
      .map(([key, from, to]) => [key, { from, to }]),
  );
  if (Object.keys(changes).length > 0)
    ctx.audit({
      subjectType: "field",
      subjectId: fieldUsageId(before.object as FieldObject, before.code),
      changes,
    });
}
