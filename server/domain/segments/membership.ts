import { type SQL, sql } from "drizzle-orm";
import type { Db, Queryable, Tx } from "@/server/db/client";
import { compileForAll, compileTree } from "./compile/compile";
import { overEverybody, type RuleScope } from "./compile/plan";
import { projectScope } from "./project-scope";
import { loadOthers } from "./references";
import type { Rule } from "./rule";

/** The project's scope, with every segment and metric the rule names. */
export async function scopeOf(db: Queryable, definition: Rule, now: Date, self?: string): Promise<RuleScope> {
  return { ...(await projectScope(db, now)), ...(await loadOthers(db, definition, self)) };
}

/** Numbers of all active customers who fulfil the definition, as a query. */
export function membersQuery(definition: Rule, scope: RuleScope, rest: SQL = sql``): SQL {
  const { joins, predicate } = compileForAll(definition, scope);
  return sql`select customers.id from customers ${joins} where customers.state = 'active' and ${predicate} ${rest}`;
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
