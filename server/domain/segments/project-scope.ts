import type { Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { minorDigits } from "@/server/domain/fields/values/money";
import type { RuleScope } from "./compile/plan";

/** What every rule is read by: the moment, the project's zone and its currency. */
export async function projectScope(db: Queryable, now: Date): Promise<RuleScope> {
  const { timeZone, currency } = await readSettings(db);
  return { now, zone: timeZone, minorPerMajor: 10 ** minorDigits(currency) };
}
