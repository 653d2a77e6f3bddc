import { and, eq, sql } from "drizzle-orm";
import { arrayParam } from "@/server/db/client";
import { fieldGroups, fields } from "@/server/db/schema";
import { command } from "@/server/kernel/command";
import { AppError, notFound } from "@/server/platform/errors";
import { isReservedCode, limits, suggestCode } from "./model";
import { conflict, invalid } from "./refusals";
import {
  arrangeGroups as arrangeInput,
  createGroup as createInput,
  fieldRef,
  renameGroup as renameInput,
} from "./schema";
import { bumpVersion } from "./store/registry";
import { groupsOf } from "./store/rows";
import { systemGroups } from "./system-fields";

export const createFieldGroup = command({
  name: "fields.create-group",
  permission: "settings:write",
  input: createInput,
  async run(ctx, { object, code: wanted, name }) {
    await bumpVersion(ctx.db);
    const groups = await groupsOf(ctx.db, object);
    if (groups.length >= limits.groupsPerObject)
      throw new AppError(
        "limit_exceeded",
        `${object} has ${limits.groupsPerObject} groups, which is the most.`,
      );
    const taken = new Set([...groups.map((group) => group.code), ...systemGroups[object]]);
    const code = wanted ?? freeCode(suggestCode(name) || "group", taken);
    if (isReservedCode(code))
      throw invalid(`code: ${JSON.stringify(code)} is reserved. Choose another code.`);
    if (taken.has(code)) throw conflict(`code: ${object} already has a group ${JSON.stringify(code)}.`);
    const position = Math.max(systemGroups[object].length, ...groups.map((group) => group.position + 1));
    await ctx.db.insert(fieldGroups).values({ object, code, name, position });
    ctx.audit({ subjectType: "field_group", subjectId: `${object}.${code}`, changes: { name } });
    return { object, code };
  },
});

const freeCode = (base: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(code)) return code;
  }
};

/** Also of a system group: its own name then replaces the interface's. */
export const renameFieldGroup = command({
  name: "fields.rename-group",
  permission: "settings:write",
  input: renameInput,
  async run(ctx, { object, code, name }) {
    await bumpVersion(ctx.db);
    if (systemGroups[object].includes(code)) {
      await ctx.db
        .insert(fieldGroups)
        .values({ object, code, name, position: systemGroups[object].indexOf(code), isSystem: true })
        .onConflictDoUpdate({ target: [fieldGroups.object, fieldGroups.code], set: { name } });
    } else {
      const renamed = await ctx.db
        .update(fieldGroups)
        .set({ name })
        .where(and(eq(fieldGroups.object, object), eq(fieldGroups.code, code)))
        .returning({ id: fieldGroups.id });
      if (renamed.length === 0) throw notFound(`${object} field group`, code);
    }
    ctx.audit({ subjectType: "field_group", subjectId: `${object}.${code}`, changes: { name } });
    return { object, code };
  },
});

/** The order of groups; those not named follow. */
export const arrangeFieldGroups = command({
  name: "fields.arrange-groups",
  permission: "settings:write",
  input: arrangeInput,
  async run(ctx, { object, codes }) {
    await bumpVersion(ctx.db);
    const known = new Set([
      ...(await groupsOf(ctx.db, object)).map((group) => group.code),
      ...systemGroups[object],
    ]);
    const unknown = codes.find((code) => !known.has(code));
    if (unknown !== undefined) throw invalid(`codes: There is no group ${JSON.stringify(unknown)}.`);
    const order = [...new Set([...codes, ...known])];
    const system = order.map((code) => systemGroups[object].includes(code));
    await ctx.db.execute(sql`
      insert into field_groups (object, code, position, is_system)
      select ${object}, r.code, r.n, r.is_system
      from unnest(${arrayParam(order, "text")}, ${arrayParam(system, "boolean")}) with ordinality as r(code, is_system, n)
      on conflict (object, code) do update set position = excluded.position`);
    return { count: order.length };
  },
});

/** Its fields stay, in no group. */
export const deleteFieldGroup = command({
  name: "fields.delete-group",
  permission: "settings:write",
  input: fieldRef,
  async run(ctx, { object, code }) {
    if (systemGroups[object].includes(code))
      throw invalid(`code: The group ${code} belongs to the system and cannot be deleted.`);
    await bumpVersion(ctx.db);
    const gone = await ctx.db
      .delete(fieldGroups)
      .where(and(eq(fieldGroups.object, object), eq(fieldGroups.code, code)))
      .returning({ id: fieldGroups.id });
    if (gone.length === 0) throw notFound(`${object} field group`, code);
    await ctx.db
      .update(fields)
      .set({ groupCode: null })
      .where(and(eq(fields.object, object), eq(fields.groupCode, code)));
    ctx.audit({ subjectType: "field_group", subjectId: `${object}.${code}`, changes: { deleted: true } });
    return { object, code };
  },
});
