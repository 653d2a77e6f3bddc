import { type SQL, sql } from "drizzle-orm";
import { arrayParam, type Db, type Queryable, type Tx } from "@/server/db/client";
import type { ListScope } from "./find-page";

/** Everybody of the list, as a query of ids. */
export function matchingIds(scope: ListScope): SQL {
  const parts = scope.conditions.map((one) => one.sql);
  if (scope.ids) parts.push(sql`c.id = any(${arrayParam([...scope.ids], "bigint")})`);
  const metrics = scope.conditions.some((one) => one.table === "m");
  return sql`select c.id from customers c ${metrics ? sql`join customer_metrics m on m.customer_id = c.id` : sql``}
    where c.state = 'active' ${parts.length > 0 ? sql`and ${sql.join(parts, sql` and `)}` : sql``}`;
}

export interface Count {
  count: number;
  /** There are more than `count`: counting stopped there. */
  isMore: boolean;
  /** About how many there are in all, by the database's statistics; only when there are more than were counted. */
  estimate: number | null;
}

/** Exact up to `max`; beyond, or when counting takes longer than `patienceMs`, the planner's estimate is given as such. */
export async function countMatching(
  db: Db | Tx,
  scope: ListScope,
  max: number,
  patienceMs: number,
): Promise<Count> {
  const ids = matchingIds(scope);
  const counted = await countWithin(db, ids, max + 1, patienceMs);
  if (counted !== undefined && counted <= max) return { count: counted, isMore: false, estimate: null };
  const estimate = await estimated(db, ids);
  const least = counted === undefined ? 0 : max;
  return { count: least, isMore: true, estimate: estimate > least ? estimate : null };
}

async function countWithin(
  db: Db | Tx,
  ids: SQL,
  max: number,
  patienceMs: number,
): Promise<number | undefined> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${Math.round(patienceMs)}`));
      const [row] = await tx.execute<{ n: number }>(
        sql`select count(*)::int as n from (select 1 from (${ids}) x limit ${max}) y`,
      );
      await tx.execute(sql`set local statement_timeout to default`);
      return row?.n ?? 0;
    });
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at && depth < 4; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (code === "57014") return true;
    at = cause;
  }
  return false;
}

async function estimated(db: Queryable, ids: SQL): Promise<number> {
  const [row] = await db.execute<{ "QUERY PLAN": { Plan: { "Plan Rows": number } }[] | string }>(
    sql`explain (format json) ${ids}`,
  );
  const plan = row?.["QUERY PLAN"];
  const read = (typeof plan === "string" ? JSON.parse(plan) : plan) as
    | { Plan: { "Plan Rows": number } }[]
    | undefined;
  return read?.[0]?.Plan["Plan Rows"] ?? 0;
}
