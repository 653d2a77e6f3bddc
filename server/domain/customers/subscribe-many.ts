import { sql } from "drizzle-orm";
import { z } from "zod";
import { arrayParam, type Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { parseEmail } from "@/server/domain/fields/values/email";
import type { RowProblem } from "@/server/domain/fields/values/parsed";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { command } from "@/server/kernel/command";
import { recordConsent } from "./consent";
import { setSubscription } from "./schema";

const identifier = z.union([z.string().max(255), z.number()]).optional();
/** One customer, named by the strongest identifier given. */
const named = z.strictObject({
  id: z.number().int().positive().optional(),
  externalId: identifier,
  email: z.string().max(320).optional(),
  phone: identifier,
});
const item = z.strictObject({ ...setSubscription.omit({ customerId: true }).shape, customer: named });
export const setSubscriptionsInput = z.strictObject({
  items: z.array(item).min(1).max(1000),
  /** Whether somebody who left may come back by this: only when each item is a person's own act. */
  mayResubscribe: z.boolean().default(false),
});
type Item = z.output<typeof item>;

export interface SubscriptionResult {
  customerId: number | null;
  outcome: "updated" | "unchanged" | "rejected";
  problems: RowProblem[];
}

/**
 * Consent of up to 1,000 people, with proofs, in one transaction. Nobody is created: consent of somebody unknown is nobody's. A
 * load may not bring back somebody who left, unless it says that it brings their own acts.
 */
export const setSubscriptions = command({
  name: "customers.set-subscriptions",
  permission: "customers:write",
  input: setSubscriptionsInput,
  async run(ctx, { items, mayResubscribe }): Promise<{ results: SubscriptionResult[] }> {
    const people = await findNamed(ctx.db, items);
    const rows = items.flatMap(({ customer: _, ...consent }, i) => {
      const customerId = people[i];
      return customerId === undefined ? [] : [{ ...consent, customerId }];
    });
    const changed = await recordConsent(ctx.db, rows, {
      source: ctx.actor.kind === "api_key" ? "api" : "operator",
      now: ctx.clock.now(),
      network: ctx.network,
      keepUnsubscribed: !mayResubscribe,
    });
    const keys = new Set(changed.map((one) => `${one.customerId} ${one.channel} ${one.category}`));
    if (rows.length > 0)
      ctx.audit({
        subjectType: "subscriptions",
        subjectId: rows.length,
        changes: { told: rows.length, changed: changed.length, mayResubscribe },
      });
    return {
      results: items.map((one, i): SubscriptionResult => {
        const customerId = people[i];
        if (customerId === undefined) return { customerId: null, outcome: "rejected", problems: [unknown] };
        const isChanged = keys.has(`${customerId} ${one.channel} ${one.category}`);
        return { customerId, outcome: isChanged ? "updated" : "unchanged", problems: [] };
      }),
    };
  },
});

const unknown: RowProblem = {
  path: "customer",
  code: "not_found",
  message: "There is no such customer; create her first.",
};

/** The customer of each item, by one statement. Merged ones answer as whom they became. */
async function findNamed(db: Queryable, items: readonly Item[]): Promise<(number | undefined)[]> {
  const { defaultCountry } = await readSettings(db);
  const keys = items.map(({ customer }) => {
    if (customer.id !== undefined) return ["id", String(customer.id)] as const;
    if (customer.externalId !== undefined) return ["external_id", String(customer.externalId)] as const;
    const [kind, parsed] =
      customer.email !== undefined
        ? (["email", parseEmail(customer.email)] as const)
        : (["phone", parsePhone(String(customer.phone ?? ""), defaultCountry)] as const);
    return parsed.ok && parsed.value !== undefined ? ([kind, parsed.value] as const) : undefined;
  });
  const of = (kind: string) => keys.flatMap((key) => (key?.[0] === kind ? [key[1]] : []));
  const rows = await db.execute<{ kind: string; value: string; id: number }>(sql`
    select k.kind, k.value, coalesce(c.merged_into, c.id) as id from (
      select 'id' as kind, v as value, id from unnest(${arrayParam(of("id"), "text")}) v join customers on id = v::bigint
      union all select 'external_id', external_id, id from customers where external_id = any(${arrayParam(of("external_id"), "text")})
      union all select 'email', email, id from customers where email = any(${arrayParam(of("email"), "text")})
      union all select 'phone', phone, id from customers where phone = any(${arrayParam(of("phone"), "text")})
    ) k join customers c on c.id = k.id`);
  const found = new Map(rows.map((row) => [`${row.kind} ${row.value}`, row.id]));
  return keys.map((key) => (key ? found.get(`${key[0]} ${key[1]}`) : undefined));
}
