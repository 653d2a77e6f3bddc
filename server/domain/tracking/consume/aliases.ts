import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import { claimIdentities, mergeCustomers, survivorsOf } from "@/server/domain/customers";
import { automaticRules } from "@/server/domain/identity";
import type { TrackedEvent } from "./tracked-event";

/**
 * `alias` says that two user ids are one person. The key of a site is public, so anybody could say so of anybody: it
 * merges only while the rule "alias" is on (Settings → Identity rules). Then the former id is hers too, and whoever had it
 * is merged with her; without the rule an alias joins a visitor, as ever. Moves `customers` to the survivors.
 */
export async function mergeAliases(
  tx: Tx,
  events: readonly TrackedEvent[],
  customers: Map<TrackedEvent, number>,
  now: Date,
): Promise<void> {
  const aliases = events.flatMap((event) => {
    const customerId = customers.get(event);
    return event.type === "alias" && event.previousId !== undefined && customerId !== undefined
      ? [{ customerId, previousId: event.previousId }]
      : [];
  });
  if (aliases.length === 0 || !(await automaticRules(tx)).includes("alias")) return;
  const claims = new Map(aliases.map((one) => [one.previousId, one]));
  await claimIdentities(
    tx,
    [...claims.values()].map((one) => ({
      kind: "external_id",
      value: one.previousId,
      customerId: one.customerId,
    })),
    "alias",
    now,
  );
  const owners = await tx.execute<{ value: string; customer_id: number }>(sql`
    select value, customer_id from customer_identities where kind = 'external_id'
      and value = any(${arrayParam([...claims.keys()], "text")})`);
  const ownerOf = new Map(owners.map((row) => [row.value, row.customer_id]));
  const requests = aliases.flatMap(({ customerId, previousId }) => {
    const owner = ownerOf.get(previousId);
    return owner === undefined || owner === customerId ? [] : [{ ids: [customerId, owner], rule: "alias" }];
  });
  if ((await mergeCustomers(tx, requests, { now, actor: "tracking" })).length === 0) return;
  const survivors = await survivorsOf(tx, [...new Set(customers.values())]);
  for (const [event, id] of customers) customers.set(event, survivors.get(id) ?? id);
}
