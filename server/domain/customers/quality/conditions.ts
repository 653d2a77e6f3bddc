import { type SQL, sql } from "drizzle-orm";
import { arrayParam } from "@/server/db/client";
import { invalid } from "@/server/platform/errors";
import {
  isProblem,
  isSuggestionKind,
  type Problem,
  type QualityField,
  qualityFields,
  staleDays,
} from "./problems";

/** A condition of the list of people about the quality of what is known of them: `problem`, `quality.operator` … */
export interface QualityCondition {
  field: string;
  op: string;
  value?: unknown;
}
interface Compiled {
  table: "c";
  column: undefined;
  /** Over the alias `c` (customers). */
  sql: SQL;
  ids: SQL | undefined;
  isOwn: false;
}
const compiled = (condition: SQL, ids: SQL | undefined): Compiled => ({
  table: "c",
  column: undefined,
  sql: condition,
  ids,
  isOwn: false,
});

const wanted = (condition: QualityCondition): string[] =>
  (Array.isArray(condition.value) ? condition.value : [condition.value])
    .filter((value) => value !== undefined)
    .map(String);
const isNegative = (condition: QualityCondition) => ["is_not", "none_of", "empty"].includes(condition.op);

/** `problem is email_typo`: people behind one kind of defect. */
export function problemCondition(condition: QualityCondition, now: Date): Compiled {
  const parts = wanted(condition).map((name) => {
    if (isProblem(name)) return problemOf(name, now);
    const message = `There is no problem ${JSON.stringify(name.slice(0, 40))}.`;
    throw invalid(`where: problem: ${message}`, [{ path: "problem", message }]);
  });
  if (parts.length === 0) return compiled(sql`false`, undefined);
  const any = sql`(${sql.join(
    parts.map((part) => part.sql),
    sql` or `,
  )})`;
  if (isNegative(condition)) return compiled(sql`not ${any}`, undefined);
  const finders = parts.flatMap((part) => part.ids ?? []);
  return compiled(any, finders.length === parts.length ? sql.join(finders, sql` union `) : undefined);
}

function problemOf(problem: Problem, now: Date): { sql: SQL; ids: SQL | undefined } {
  if (problem === "stale") return { sql: isStale(now), ids: undefined };
  if (isSuggestionKind(problem))
    return {
      sql: sql`exists (select from quality_suggestions s where s.customer_id = c.id and s.kind = ${problem}::text and s.state = 'pending')`,
      ids: sql`select s.customer_id as id from quality_suggestions s where s.kind = ${problem}::text and s.state = 'pending'`,
    };
  const has = sql`q.problems @> ${arrayParam([problem], "text")}`;
  return {
    sql: sql`exists (select from customer_quality q where q.customer_id = c.id and ${has})`,
    ids: sql`select q.customer_id as id from customer_quality q where ${has}`,
  };
}

/** Over `c`: nothing heard, bought or corrected for a year. */
export const isStale = (now: Date): SQL => {
  const since = sql`${new Date(now.getTime() - staleDays * 86_400_000).toISOString()}::text::timestamptz`;
  return sql`(c.updated_at < ${since} and c.created_at < ${since} and coalesce(c.last_seen_at < ${since}, true)
    and not exists (select from customer_metrics bought where bought.customer_id = c.id and bought.last_purchase_at >= ${since}))`;
};

/** `quality.operator is MTS`, `quality.region any_of […]`, `quality.time_zone empty`. */
export function qualityCondition(condition: QualityCondition, name: string): Compiled {
  if (!Object.hasOwn(qualityFields, name)) {
    const message = `There is no such fact; known are ${Object.keys(qualityFields).join(", ")}.`;
    throw invalid(`where: ${condition.field}: ${message}`, [{ path: condition.field, message }]);
  }
  const column = sql.raw(`q.${qualityFields[name as QualityField]}`);
  const isPresence = condition.op === "known" || condition.op === "empty";
  const fits = isPresence
    ? sql`${column} is not null`
    : sql`${column} = any(${arrayParam(wanted(condition), "text")})`;
  const has = sql`exists (select from customer_quality q where q.customer_id = c.id and ${fits})`;
  return compiled(isNegative(condition) ? sql`not ${has}` : has, undefined);
}

/** Her own clock, over `c` (customers) and `q` (customer_quality, may be absent); the project's when nothing tells. */
export const effectiveTimeZone = (projectZone: string): SQL =>
  sql`coalesce(nullif(c.time_zone, ''), q.time_zone, ${projectZone}::text)`;
