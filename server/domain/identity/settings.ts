import { sql } from "drizzle-orm";
import { z } from "zod";
import { instantParam } from "@/server/db/client";
import { loadIdentityRules } from "@/server/domain/customers";
import { isPlaceholder } from "@/server/domain/fields/values/text";
import { command, query } from "@/server/kernel/command";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { automaticRules } from "./duplicates/refresh";
import { mergesOrdered } from "./events";
import { ruleCodes } from "./model";
import { identityKindInput, identityKindRef, refusalInput, refusalsInput, ruleInput } from "./schema";

/** Kinds with how many values and people have them, and which rules merge by themselves. */
export const getIdentityRules = query({
  name: "identity.get-rules",
  permission: "customers:read",
  input: z.object({}),
  async run(ctx) {
    const [kinds, counts, active] = await Promise.all([
      loadIdentityRules(ctx.db),
      ctx.db.execute<{ kind: string; values: number }>(
        sql`select kind, count(*)::int as values from customer_identities group by kind`,
      ),
      automaticRules(ctx.db),
    ]);
    const byKind = new Map(counts.map((row) => [row.kind, row.values]));
    return {
      kinds: [...kinds.values()].map((kind) => ({ ...kind, values: byKind.get(kind.code) ?? 0 })),
      rules: ruleCodes.map((code) => ({ code, isAutomatic: active.includes(code) })),
    };
  },
});

/** Makes an own kind, or changes what a kind may do. */
export const saveIdentityKind = command({
  name: "identity.save-kind",
  permission: "settings:write",
  input: identityKindInput,
  async run(ctx, kind) {
    const before = (await loadIdentityRules(ctx.db)).get(kind.code);
    if (!before && kind.name === "")
      throw invalid("name: give the kind a name.", [{ path: "name", message: "Give the kind a name." }]);
    if (kind.code === "external_id" && (kind.maxPerPerson !== 1 || !kind.mayDecide))
      throw invalid("The external id is one per person and always decides: systems know people by it.");
    await ctx.db.execute(sql`
      insert into identity_kinds as k (code, name, priority, max_per_person, may_decide, may_merge, block_after, created_at)
      values (${kind.code}, ${kind.name}, ${kind.priority}, ${kind.maxPerPerson}, ${kind.mayDecide}, ${kind.mayMerge},
        ${kind.blockAfter}, ${instantParam(ctx.clock.now())})
      on conflict (code) do update set name = excluded.name, priority = excluded.priority, max_per_person = excluded.max_per_person,
        may_decide = excluded.may_decide, may_merge = excluded.may_merge, block_after = excluded.block_after`);
    ctx.audit({
      subjectType: "identity_kind",
      subjectId: kind.code,
      changes: { from: before ?? null, to: kind },
    });
    return kind;
  },
});

/** Takes an own kind away; only while nobody has a value of it. */
export const removeIdentityKind = command({
  name: "identity.remove-kind",
  permission: "settings:write",
  input: identityKindRef,
  async run(ctx, { code }) {
    const kind = (await loadIdentityRules(ctx.db)).get(code);
    if (!kind) throw notFound("kind of identifier", code);
    if (kind.isBuiltIn) throw conflict("A built-in kind stays. Turn off what it may do instead.");
    const [used] = await ctx.db.execute<{ n: number }>(
      sql`select count(*)::int as n from customer_identities where kind = ${code}`,
    );
    if (used && used.n > 0)
      throw conflict(`${used.n} values of this kind are in use. They would name nobody any more.`);
    await ctx.db.execute(sql`delete from identity_kinds where code = ${code}`);
    ctx.audit({ subjectType: "identity_kind", subjectId: code, changes: { removed: kind } });
    return { code };
  },
});

/** Values that name nobody: by hand, and those found out because too many people brought them. */
export const listRefusals = query({
  name: "identity.list-refusals",
  permission: "customers:read",
  input: refusalsInput,
  async run(ctx, { search, limit }) {
    const rows = await ctx.db.execute<{
      kind: string;
      value: string;
      reason: string;
      people: number | null;
      added_by: string;
      added_at: string;
    }>(sql`
      select kind, value, reason, people, added_by, added_at from identity_refusals
      where ${search ? sql`value like ${`%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`}` : sql`true`}
      order by added_at desc, value limit ${limit}`);
    return rows.map((row) => ({ ...row, addedBy: row.added_by, addedAt: new Date(row.added_at) }));
  },
});

/** From now on the value names nobody; who had it keeps it as a contact only. */
export const addRefusal = command({
  name: "identity.add-refusal",
  permission: "settings:write",
  input: refusalInput,
  async run(ctx, { kind, value: raw }) {
    const value = raw.toLowerCase();
    if (isPlaceholder(value)) throw conflict(`"${raw}" is on the built-in list already.`);
    await ctx.db.execute(sql`
      insert into identity_refusals (kind, value, reason, added_by, added_at)
      values (${kind}, ${value}, 'listed', ${ctx.actor.label}, ${instantParam(ctx.clock.now())})
      on conflict (kind, value) do nothing`);
    const released = await ctx.db.execute(sql`
      delete from customer_identities where lower(value) = ${value} and (${kind} = '' or kind = ${kind}) and kind <> 'anonymous_id' returning 1`);
    ctx.audit({ subjectType: "identity_refusal", subjectId: kind || "any", changes: { added: true } });
    return { released: released.length };
  },
});

export const removeRefusal = command({
  name: "identity.remove-refusal",
  permission: "settings:write",
  input: refusalInput,
  async run(ctx, { kind, value }) {
    await ctx.db.execute(
      sql`delete from identity_refusals where kind = ${kind} and value = ${value.toLowerCase()}`,
    );
    // Counting begins anew, or the next one would block it again at once.
    await ctx.db.execute(
      sql`delete from identity_contests where kind = ${kind} and lower(value) = ${value.toLowerCase()}`,
    );
    ctx.audit({ subjectType: "identity_refusal", subjectId: kind || "any", changes: { removed: true } });
    return { kind, value };
  },
});

/** Lets a rule merge by itself, or stops it. What it would merge is counted by `countMergeable`. */
export const setMergeRule = command({
  name: "identity.set-rule",
  permission: "settings:write",
  input: ruleInput,
  async run(ctx, { code, isAutomatic }) {
    await ctx.db.execute(sql`
      insert into merge_rules (code, is_automatic, updated_at) values (${code}, ${isAutomatic}, ${instantParam(ctx.clock.now())})
      on conflict (code) do update set is_automatic = excluded.is_automatic, updated_at = excluded.updated_at`);
    ctx.audit({ subjectType: "merge_rule", subjectId: code, changes: { isAutomatic } });
    if (isAutomatic) ctx.announce({ name: mergesOrdered, data: {} });
    return { code, isAutomatic };
  },
});
