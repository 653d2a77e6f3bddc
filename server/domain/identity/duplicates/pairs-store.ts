import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { pairRules } from "../model";

export interface PairFilter {
  kind?: string | undefined;
  rule?: string | undefined;
  minScore?: number | undefined;
}
const against = sql`not (d.evidence @> '[{"kind":"birth_differs"}]' or d.evidence @> '[{"kind":"gender_differs"}]'
  or d.evidence @> '[{"kind":"name_differs"}]')`;
const speaks = (kind: string): SQL => sql`d.evidence @> ${JSON.stringify([{ kind }])}::text::jsonb`;

/** Conditions on `duplicate_suggestions d`. */
export function pairsOf({ kind, rule, minScore }: PairFilter): SQL {
  const parts: SQL[] = [sql`true`];
  if (kind !== undefined) parts.push(speaks(kind));
  if (minScore !== undefined && minScore > 0) parts.push(sql`d.score >= ${minScore}`);
  if (rule !== undefined) {
    const known = pairRules.find((one) => one.code === rule);
    parts.push(known ? sql`(${sql.join([...known.needs.map(speaks), against], sql` and `)})` : sql`false`);
  }
  return sql.join(parts, sql` and `);
}

export async function countPairs(db: Queryable, filter: PairFilter, state = "open"): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from duplicate_suggestions d where d.state = ${state} and ${pairsOf(filter)}`);
  return row?.n ?? 0;
}

export interface PairRow {
  customerId: number;
  otherId: number;
  score: number;
  evidence: { kind: string; points: number }[];
  state: string;
  decidedBy: string | null;
}
export async function pageOfPairs(
  db: Queryable,
  filter: PairFilter & { state: string; limit: number; after?: [number, number, number] | undefined },
): Promise<PairRow[]> {
  const start = filter.after
    ? sql`and (d.score, d.customer_id, d.other_id) < (${filter.after[0]}, ${filter.after[1]}, ${filter.after[2]})`
    : sql``;
  const rows = await db.execute<Record<string, unknown> & PairRow>(sql`
    select d.customer_id as "customerId", d.other_id as "otherId", d.score, d.evidence, d.state, d.decided_by as "decidedBy"
    from duplicate_suggestions d where d.state = ${filter.state} and ${pairsOf(filter)} ${start}
    order by d.score desc, d.customer_id desc, d.other_id desc limit ${filter.limit}`);
  return rows.map((row) => ({ ...row }));
}
