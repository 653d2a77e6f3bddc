import { sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import { type MergeUndone, mergeCustomers, undoMerge as undoOne } from "@/server/domain/customers";
import { command } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { countPairs, pairsOf } from "./duplicates/pairs-store";
import { mergesOrdered } from "./events";
import { mergeAllInput, mergeInput, mergeRef, pairRef } from "./schema";

/** Makes one person of these. What moved is on record, so it can be taken back. */
export const mergePeople = command({
  name: "customers.merge",
  permission: "customers:write",
  input: mergeInput,
  async run(ctx, { ids, keepId, choices }) {
    await expectPeople(ctx.db, ids);
    const rule = ctx.actor.kind === "api_key" ? "api" : "by-hand";
    const done = await mergeCustomers(ctx.db, [{ ids, keepId, choices, rule }], {
      now: ctx.clock.now(),
      actor: ctx.actor.label,
    });
    const [first] = done;
    if (!first) throw conflict("They are one person already.");
    for (const one of done)
      ctx.audit({
        subjectType: "customer",
        subjectId: publicId("customer", one.keepId),
        changes: { merged: publicId("customer", one.donorId), mergeId: one.mergeId },
      });
    return {
      customerId: first.keepId,
      mergeIds: done.map((one) => one.mergeId),
      donors: done.map((one) => one.donorId),
    };
  },
});

async function expectPeople(tx: Tx, ids: readonly number[]): Promise<void> {
  const rows = await tx.execute<{ id: number; state: string }>(
    sql`select id, state from customers where id in (${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )})`,
  );
  const missing = ids.find(
    (id) =>
      rows.find((row) => row.id === id)?.state !== "active" &&
      rows.find((row) => row.id === id)?.state !== "merged",
  );
  if (missing !== undefined) throw notFound("customer", publicId("customer", missing));
}

/** Takes a merge back. The answer says what went back and what could not. */
export const undoMerge = command({
  name: "customers.undo-merge",
  permission: "customers:write",
  input: mergeRef,
  async run(ctx, { mergeId }): Promise<MergeUndone> {
    const back = await undoOne(ctx.db, mergeId, { now: ctx.clock.now(), actor: ctx.actor.label });
    ctx.audit({
      subjectType: "customer",
      subjectId: publicId("customer", back.ownerId),
      changes: { separated: publicId("customer", back.donorId), mergeId },
    });
    return back;
  },
});

/** Remembers that two people are two. */
export const markDifferent = command({
  name: "identity.mark-different",
  permission: "customers:write",
  input: pairRef,
  async run(ctx, { customerId, otherId }) {
    const [one, other] = [Math.min(customerId, otherId), Math.max(customerId, otherId)];
    const rows = await ctx.db.execute(sql`
      update duplicate_suggestions set state = 'different', decided_by = ${ctx.actor.label}, decided_at = ${instantParam(ctx.clock.now())}
      where customer_id = ${one} and other_id = ${other} and state = 'open' returning 1`);
    if (rows.length === 0) throw conflict("Somebody decided about these two already. Reload the list.");
    return { customerId: one, otherId: other };
  },
});

/** Takes "not the same" back. */
export const reopenPair = command({
  name: "identity.reopen-pair",
  permission: "customers:write",
  input: pairRef,
  async run(ctx, { customerId, otherId }) {
    const [one, other] = [Math.min(customerId, otherId), Math.max(customerId, otherId)];
    await ctx.db.execute(sql`
      update duplicate_suggestions set state = 'open', decided_by = null, decided_at = null
      where customer_id = ${one} and other_id = ${other} and state = 'different' and evidence <> '[]'`);
    return { customerId: one, otherId: other };
  },
});

/** Merges every open pair that answers to a rule, in the background; the number of pairs is what the person saw. */
export const mergeAll = command({
  name: "identity.merge-all",
  permission: "customers:write",
  input: mergeAllInput,
  async run(ctx, { rule, count }) {
    const present = await countPairs(ctx.db, { rule });
    if (present !== count)
      throw conflict(`There are ${present} such pairs by now, not ${count}. Look again before merging.`);
    await ctx.db.execute(sql`
      update duplicate_suggestions d set state = 'merging', decided_by = ${ctx.actor.label}, decided_at = ${instantParam(ctx.clock.now())}
      where d.state = 'open' and ${pairsOf({ rule })}`);
    ctx.announce({ name: mergesOrdered, data: { count } });
    ctx.audit({ subjectType: "duplicates", subjectId: rule, changes: { pairs: count } });
    return { count };
  },
});
