import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { parseEmail } from "@/server/domain/fields/values/email";
import { minorDigits } from "@/server/domain/fields/values/money";
import { parsePhone } from "@/server/domain/fields/values/phone";
import type { customerFilter } from "../schema";
import { compileConditions } from "./compile";
import type { ListCondition } from "./conditions";
import type { ListScope } from "./find-page";
import { findPeople } from "./search";

export type CustomerFilter = z.output<typeof customerFilter>;

/** What a filter says, ready for the database. `isGuess`: nothing is written as searched for, this is spelled alike. */
export async function scopeOf(
  db: Db | Tx,
  filter: CustomerFilter,
  now: Date,
): Promise<ListScope & { isGuess: boolean }> {
  const settings = await readSettings(db);
  const conditions = compileConditions(asConditions(filter, settings.defaultCountry), {
    now,
    timeZone: settings.timeZone,
    minorDigits: minorDigits(settings.currency),
  });
  if (filter.seenAfter)
    conditions.push(bound(sql`c.last_seen_at >= ${filter.seenAfter.toISOString()}::timestamptz`));
  if (filter.seenBefore)
    conditions.push(bound(sql`c.last_seen_at < ${filter.seenBefore.toISOString()}::timestamptz`));
  const found = filter.search ? await findPeople(db, filter.search, settings.defaultCountry) : undefined;
  return { conditions, ids: found?.ids, isGuess: found?.isGuess ?? false };
}
const bound = (condition: ReturnType<typeof sql>) => ({
  table: "c" as const,
  column: "last_seen_at",
  sql: condition,
  ids: undefined,
  isOwn: true,
});

/** Every way of filtering as conditions; identifiers in the form in which they are stored. */
function asConditions(filter: CustomerFilter, defaultCountry: string): ListCondition[] {
  const canonical = (condition: ListCondition): ListCondition =>
    typeof condition.value === "string" && condition.op === "is"
      ? { ...condition, value: stored(condition.field, condition.value, defaultCountry) }
      : condition;
  const conditions = (filter.where ?? []).map(canonical);
  const add = (field: string, op: ListCondition["op"], value?: ListCondition["value"]) =>
    conditions.push(canonical({ field, op, value }));
  if (filter.externalId !== undefined) add("external_id", "is", filter.externalId);
  if (filter.email !== undefined) add("email", "is", filter.email);
  if (filter.phone !== undefined) add("phone", "is", filter.phone);
  if (filter.city) add("city", "is", filter.city);
  if (filter.gender) add("gender", "is", filter.gender);
  if (filter.hasEmail !== undefined) add("email", filter.hasEmail ? "known" : "empty");
  if (filter.hasPhone !== undefined) add("phone", filter.hasPhone ? "known" : "empty");
  if (filter.hasPurchases !== undefined)
    add("purchases", filter.hasPurchases ? "gte" : "is", filter.hasPurchases ? 1 : 0);
  return conditions;
}

function stored(field: string, value: string, defaultCountry: string): string {
  if (field === "email") {
    const email = parseEmail(value);
    return email.ok ? (email.value ?? value) : value;
  }
  if (field === "phone") {
    // A plus in a query string arrives as a blank.
    const phone = parsePhone(value.replace(/^ (?=\d)/, "+"), defaultCountry);
    return phone.ok ? (phone.value ?? value) : value;
  }
  return value;
}
