import type { Queryable } from "@/server/db/client";
import { projectScope, type Rule, type RuleScope, scopeOf } from "@/server/domain/segments";

/** What the base of a scoring is read by, with all it names. */
export const scopeOfBase = (db: Queryable, base: Rule | null, now: Date): Promise<RuleScope> =>
  base === null ? projectScope(db, now) : scopeOf(db, base, now);
