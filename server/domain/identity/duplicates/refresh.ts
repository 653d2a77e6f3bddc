import { sql } from "drizzle-orm";
import { arrayParam, type Db, instantParam, type Queryable, type Tx } from "@/server/db/client";
import { mergeCustomers } from "@/server/domain/customers";
import type { Context } from "@/server/kernel/context";
import { pairRules } from "../model";
import { rewriteSuggestions } from "./find-pairs";
import { rewriteMatchKeys } from "./match-keys";

const slice = 2_000;
const topic = "duplicates";

/** Looks again for duplicates of people who changed or are new: a slice of them. */
export async function refreshDuplicates(ctx: Context): Promise<{ people: number; isDone: boolean }> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const dirty = await takeDirty(tx);
    const fresh = dirty.length < slice ? await newPeople(tx, slice - dirty.length, now) : [];
    const ids = [...new Set([...dirty, ...fresh])].sort((a, b) => a - b);
    if (ids.length > 0) await compare(tx, ids, now);
    return { people: ids.length, isDone: ids.length < slice };
  });
}

async function compare(tx: Tx, ids: readonly number[], now: Date): Promise<number> {
  await rewriteMatchKeys(tx, ids);
  return await rewriteSuggestions(tx, ids, now);
}

async function takeDirty(tx: Tx): Promise<number[]> {
  const rows = await tx.execute<{ customer_id: number }>(sql`
    delete from dirty_customers where (topic, customer_id) in (
      select topic, customer_id from dirty_customers where topic = ${topic} order by customer_id limit ${slice} for update skip locked)
    returning customer_id`);
  return rows.map((row) => row.customer_id);
}

/** Writers of new people note nothing: those of the last hours without a key are found by their age. */
async function newPeople(tx: Tx, limit: number, now: Date): Promise<number[]> {
  const since = new Date(now.getTime() - 6 * 3_600_000);
  const rows = await tx.execute<{ id: number }>(sql`
    select c.id from customers c where c.created_at > ${instantParam(since)} and c.state = 'active'
      and not exists (select 1 from customer_match_keys k where k.customer_id = c.id)
      and exists (select 1 from customer_identities i where i.customer_id = c.id and i.kind in ('phone', 'email', 'card'))
    order by c.created_at, c.id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Everybody, a slice after a number: for the nightly look at those whom time or a new rule changed. */
export async function refreshSlice(
  ctx: Context,
  after: number,
  size = 20_000,
): Promise<{ last: number | null; people: number; pairs: number }> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const rows = await tx.execute<{ id: number }>(sql`
      select id from customers where id > ${after} and state = 'active' order by id limit ${size}`);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return { last: null, people: 0, pairs: 0 };
    const pairs = await compare(tx, ids, now);
    return { last: ids.at(-1) ?? null, people: ids.length, pairs };
  });
}

export async function automaticRules(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ code: string }>(sql`select code from merge_rules where is_automatic`);
  return rows.map((row) => row.code);
}

const mergeSlice = 500;

/** Merges what a person ordered ("merge all of this kind") and what automatic rules allow: a slice, one transaction. */
export async function mergeOrdered(ctx: Context): Promise<{ merged: number; isDone: boolean }> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const rules = pairRules.filter((rule) => rule.code !== undefined);
    const active = new Set(await automaticRules(tx));
    const wanted = rules.filter((rule) => active.has(rule.code));
    const byRule = wanted.map(
      (rule) =>
        sql`when ${sql.join(
          rule.needs.map((kind) => sql`evidence @> ${JSON.stringify([{ kind }])}::text::jsonb`),
          sql` and `,
        )} then ${rule.code}::text`,
    );
    const rule = byRule.length > 0 ? sql`case ${sql.join(byRule, sql` `)} end` : sql`null::text`;
    const pairs = await tx.execute<{
      customer_id: number;
      other_id: number;
      state: string;
      rule: string | null;
      by: string | null;
    }>(sql`
      select customer_id, other_id, state, rule, decided_by as by from (
        select *, case when state = 'merging' then 'suggestion'
          when not (evidence @> '[{"kind":"birth_differs"}]' or evidence @> '[{"kind":"gender_differs"}]' or evidence @> '[{"kind":"name_differs"}]')
          then ${rule} end as rule
        from duplicate_suggestions where state = 'merging' ${byRule.length > 0 ? sql`or state = 'open'` : sql``}) s
      where rule is not null order by customer_id, other_id limit ${mergeSlice}`);
    if (pairs.length === 0) return { merged: 0, isDone: true };
    const done = await mergeCustomers(
      tx,
      pairs.map((pair) => ({ ids: [pair.customer_id, pair.other_id], rule: pair.rule ?? "suggestion" })),
      { now, actor: pairs.find((pair) => pair.by)?.by ?? "Carillon" },
    );
    // One person already, or gone: nothing is left to do about the pair.
    await tx.execute(sql`
      delete from duplicate_suggestions d using unnest(${arrayParam(
        pairs.map((pair) => pair.customer_id),
        "bigint",
      )}, ${arrayParam(
        pairs.map((pair) => pair.other_id),
        "bigint",
      )}) as p(one, other) where d.customer_id = p.one and d.other_id = p.other and d.state in ('open', 'merging')`);
    return { merged: done.length, isDone: pairs.length < mergeSlice };
  });
}
