import { type SQL, sql } from "drizzle-orm";
import type { Db, Queryable, Tx } from "@/server/db/client";
import { compileForAll, compileRule, compileTree, matches } from "./compile/compile";
import { overEverybody, type RuleScope } from "./compile/plan";
import { projectScope } from "./project-scope";
import { loadOthers } from "./references";
import { type Condition, isGroup, type Rule } from "./rule";

/** The project's scope, with every segment and metric the rule names. */
export async function scopeOf(db: Queryable, definition: Rule, now: Date, self?: string): Promise<RuleScope> {
  return { ...(await projectScope(db, now)), ...(await loadOthers(db, definition, self)) };
}

/** Numbers of all active customers who fulfil the definition, as a query. */
export function membersQuery(definition: Rule, scope: RuleScope, rest: SQL = sql``): SQL {
  const { joins, predicate } = compileForAll(definition, scope);
  return sql`select customers.id from customers ${joins} where customers.state = 'active' and ${predicate} ${rest}`;
}

/** So many people are looked at one by one; more of them are cheaper read table by table. */
const few = 5_000;
const sampledPercent = 1;

/**
 * The same, readied for the base as it is. Where plain facts about people leave only a few (of a sample),
 * each is looked at by her own rows. Else every table is read once and hashed, for the rest of the transaction: nested
 * loops are ruled out, as a guess of one row where there are many would make one run for hours.
 */
export async function plannedMembers(
  tx: Tx,
  definition: Rule,
  scope: RuleScope,
  rest: SQL = sql``,
): Promise<SQL> {
  if (await isAboutFew(tx, definition, scope))
    return sql`select customers.id from customers where customers.state = 'active' and ${matches(definition, scope)} ${rest}`;
  await withoutNestedLoops(tx);
  return membersQuery(definition, scope, rest);
}
/** For a statement that reads whole tables anyway. */
export const withoutNestedLoops = (tx: Tx) =>
  tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
export const withNestedLoops = (tx: Tx) => tx.execute(sql`select set_config('enable_nestloop', 'on', true)`);

async function isAboutFew(tx: Tx, definition: Rule, scope: RuleScope): Promise<boolean> {
  const facts = plainFacts(definition);
  if (facts.length === 0) return false;
  const parts = facts.map((one) => compileRule(one, scope));
  // Looked at, not guessed: the planner knows nothing of expressions over custom fields.
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from customers tablesample system (${sampledPercent})
    where customers.state = 'active' and ${sql.join(parts, sql` and `)}`);
  return ((row?.n ?? 0) * 100) / sampledPercent <= few;
}

/** What everybody meant must fulfil, of what stands on her own row. */
function plainFacts(node: Rule): Condition[] {
  if (!isGroup(node)) return ["attribute", "contact", "region"].includes(node.kind) ? [node] : [];
  return node.kind === "all" || (node.kind === "any" && node.rules.length === 1)
    ? node.rules.flatMap(plainFacts)
    : [];
}

/**
 * The active ones of these people, each with the verdicts of several rules in their order: `id, verdicts`. Each table is
 * read once for all rules together. `people`: their numbers as one array.
 */
export function verdictsQuery(rules: readonly Rule[], scope: RuleScope, people: SQL): SQL {
  const plan = overEverybody(scope, people);
  const verdicts = rules.map((one) => sql`((${compileTree(one, plan, false)}) is true)`);
  return sql`select customers.id, array[${sql.join(verdicts, sql`, `)}] as verdicts from customers ${plan.joins()}
    where customers.state = 'active' and customers.id = any(${people})`;
}

/** Longest that somebody waits for a count. */
const patienceMs = 20_000;

/** Runs a heavy read: room for its hash tables, and an end when it takes too long. */
export const reading = <Result>(db: Queryable, run: (tx: Tx) => Promise<Result>): Promise<Result> =>
  (db as Db).transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('work_mem', '128MB', true), set_config('statement_timeout', ${String(patienceMs)}, true)`,
    );
    return await run(tx);
  });
