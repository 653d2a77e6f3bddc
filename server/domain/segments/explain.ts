import { type SQL, sql } from "drizzle-orm";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { compileRule } from "./compile/compile";
import { scopeOf } from "./membership";
import { isGroup, type Rule, rule } from "./rule";
import { explainInput } from "./schema";
import { findSegment } from "./store";

/** The tree of the definition, each part with its verdict on one person; null: unknown, because a value is empty. */
export interface Verdict {
  rule: Rule;
  holds: boolean | null;
  parts: Verdict[];
}
export interface Explanation {
  customerId: number;
  isMember: boolean;
  verdict: Verdict | null;
}

/** Why somebody is in, or which condition fails: every condition judged by the same compiler, in one statement. */
export const explainSegment = query({
  name: "segments.explain",
  permission: "segments:read",
  input: explainInput,
  async run(ctx, input): Promise<Explanation> {
    const { customerId } = input;
    let definition: Rule;
    if ("definition" in input) definition = input.definition;
    else {
      const segment = await findSegment(ctx.db, input.id);
      if (!segment) throw notFound("segment", input.id);
      if (segment.kind === "list") {
        const [row] = await ctx.db.execute<{ there: boolean; is_member: boolean }>(sql`
          select exists (select 1 from customers where id = ${customerId} and state = 'active') as there,
            exists (select 1 from segment_members where segment_id = ${input.id}::uuid and customer_id = ${customerId}) as is_member`);
        if (!row?.there) throw notFound("customer", customerId);
        return { customerId, isMember: row.is_member, verdict: null };
      }
      definition = rule.parse(segment.definition);
    }
    const scope = await scopeOf(ctx.db, definition, ctx.clock.now());
    const columns: SQL[] = [];
    number(definition, (node, i) => {
      columns.push(sql`(${compileRule(node, scope)}) as ${sql.identifier(`c${i}`)}`);
    });
    const [row] = await ctx.db.execute<Record<string, boolean | null>>(sql`
      select ${sql.join(columns, sql`, `)} from customers where customers.id = ${customerId} and customers.state = 'active'`);
    if (!row) throw notFound("customer", customerId);
    const verdict = tell(definition, row, { next: 0 });
    return { customerId, isMember: verdict.holds === true, verdict };
  },
});

/** Numbers the conditions left to right; groups follow from them. */
function number(node: Rule, visit: (leaf: Rule, i: number) => void, at = { next: 0 }): void {
  if (!isGroup(node)) visit(node, at.next++);
  else for (const child of node.rules) number(child, visit, at);
}

function tell(node: Rule, row: Record<string, boolean | null>, at: { next: number }): Verdict {
  if (!isGroup(node)) return { rule: node, holds: row[`c${at.next++}`] ?? null, parts: [] };
  const parts = node.rules.map((child) => tell(child, row, at));
  return {
    rule: node,
    holds: together(
      node.kind,
      parts.map((part) => part.holds),
    ),
    parts,
  };
}

/** SQL's three values, as the compiler joins them. */
function together(kind: "all" | "any" | "none", verdicts: readonly (boolean | null)[]): boolean | null {
  if (kind === "all") return verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
  const any = verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
  return kind === "any" ? any : any === null ? null : !any;
}
