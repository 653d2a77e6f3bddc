import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { compileTree } from "./compile/compile";
import { overEverybody } from "./compile/plan";
import { plannedMembers, reading, scopeOf, withoutNestedLoops } from "./membership";
import { isGroup, type Rule } from "./rule";
import { definitionOnly } from "./schema";

export interface SampleCustomer {
  customerId: number;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  city: string | null;
}
export interface SegmentPreview {
  /** Exact, at the moment `countedAt`. */
  count: number;
  /** All active customers, to compare with. */
  total: number;
  sample: SampleCustomer[];
  countedAt: Date;
}

const sampleSize = 10;

/** How many customers a definition means now, and some of them. Nothing is stored. */
export const previewSegment = query({
  name: "segments.preview",
  permission: "segments:read",
  input: definitionOnly,
  async run(ctx, { definition }): Promise<SegmentPreview> {
    const now = ctx.clock.now();
    const scope = await scopeOf(ctx.db, definition, now);
    return await reading(ctx.db, async (tx) => {
      const members = await plannedMembers(tx, definition, scope);
      const [row] = await tx.execute<{ n: number; total: number; ids: number[] | null }>(sql`
        with members as materialized (${members})
        select (select count(*) from members)::int as n,
          (select count(*) from customers where state = 'active')::int as total,
          (select json_agg(id) from (select id from members limit ${sampleSize}) picked) as ids`);
      return {
        count: row?.n ?? 0,
        total: row?.total ?? 0,
        sample: await peopleOf(tx, row?.ids ?? []),
        countedAt: now,
      };
    });
  },
});

async function peopleOf(tx: Tx, ids: readonly (number | string)[]): Promise<SampleCustomer[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<{
    id: number;
    external_id: string | null;
    first_name: string | null;
    last_name: string | null;
    email: string | null;
    phone: string | null;
    city: string | null;
  }>(sql`
    select id, external_id, first_name, last_name, email, phone, city from customers
    where id = any(${sql.param(ids.map(String))}::text[]::bigint[]) order by id`);
  return rows.map((row) => ({
    customerId: row.id,
    externalId: row.external_id,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    city: row.city,
  }));
}

export interface FunnelStep {
  /** Place of the condition among the top ones; null for everybody. */
  index: number | null;
  /** Who fulfils it and all before it. */
  left: number;
  /** Who fulfils it, whatever the others say. */
  alone: number;
}

/**
 * How many each top condition takes away, one after another, by one statement. A definition that is no "all" group is
 * one step.
 */
export const segmentFunnel = query({
  name: "segments.funnel",
  permission: "segments:read",
  input: definitionOnly,
  async run(ctx, { definition }): Promise<FunnelStep[]> {
    const scope = await scopeOf(ctx.db, definition, ctx.clock.now());
    const tops: Rule[] = isGroup(definition) && definition.kind === "all" ? definition.rules : [definition];
    const plan = overEverybody(scope);
    const verdicts = tops.map((top) => sql`(${compileTree(top, plan, false)}) is true`);
    const columns: SQL[] = [sql`count(*)::int as total`];
    for (let i = 0; i < verdicts.length; i++) {
      const before = sql.join(verdicts.slice(0, i + 1), sql` and `);
      columns.push(sql`count(*) filter (where ${before})::int as ${sql.identifier(`left_${i}`)}`);
      columns.push(sql`count(*) filter (where ${verdicts[i]})::int as ${sql.identifier(`alone_${i}`)}`);
    }
    return await reading(ctx.db, async (tx) => {
      await withoutNestedLoops(tx);
      const [row] = await tx.execute<Record<string, number>>(sql`
        select ${sql.join(columns, sql`, `)} from customers ${plan.joins()} where customers.state = 'active'`);
      const total = row?.total ?? 0;
      return [
        { index: null, left: total, alone: total },
        ...tops.map((_, i) => ({
          index: i,
          left: row?.[`left_${i}`] ?? 0,
          alone: row?.[`alone_${i}`] ?? 0,
        })),
      ];
    });
  },
});
