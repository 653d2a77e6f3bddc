import { sql } from "drizzle-orm";
import { type Queryable, toDateOrNull } from "@/server/db/client";
import type { MessageKey } from "../model";

export async function nextDueAt(db: Queryable): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(
    sql`select min(not_before)::text as at from messages where state = 'planned' and channel = 'email'`,
  );
  return toDateOrNull(row?.at ?? null);
}

/** Who was given each message, by message id. */
export async function loadProviders(
  db: Queryable,
  keys: readonly MessageKey[],
): Promise<Map<string, string | null>> {
  if (keys.length === 0) return new Map();
  const rows = await db.execute<{ id: string; provider: string | null }>(sql`
    select m.id, m.provider from messages m join ${keyTable(keys)}
      on (m.customer_id, m.planned_at, m.id) = (k.customer_id, k.planned_at, k.id)`);
  return new Map(rows.map((row) => [row.id, row.provider]));
}

/** Keys as a table `k`. */
export const keyTable = (keys: readonly MessageKey[]) => sql`
  unnest(${sql.param(keys.map((k) => k.customerId))}::bigint[],
    ${sql.param(keys.map((k) => k.plannedAt.toISOString()))}::text[]::timestamptz[],
    ${sql.param(keys.map((k) => k.id))}::uuid[]) as k(customer_id, planned_at, id)`;

/**
 * Keys that stand in letters sent long ago, in today's numbers: a person who was merged since has her letters under the
 * number of whom she was merged into.
 */
export async function currentKeys<Key extends MessageKey>(
  db: Queryable,
  keys: readonly Key[],
): Promise<Key[]> {
  if (keys.length === 0) return [];
  const rows = await db.execute<{ id: string; customer_id: number }>(sql`
    select m.id, m.customer_id from messages m join ${keyTable(keys)} on m.id = k.id and m.planned_at = k.planned_at
    where m.customer_id <> k.customer_id`);
  if (rows.length === 0) return [...keys];
  const owners = new Map(rows.map((row) => [row.id, row.customer_id]));
  return keys.map((key) => ({ ...key, customerId: owners.get(key.id) ?? key.customerId }));
}

/** The letter's HTML as it was sent. */
export async function loadHtml(db: Queryable, key: MessageKey): Promise<string | undefined> {
  const [row] = await db.execute<{ html: string }>(sql`
    select html from message_contents where customer_id = ${key.customerId}
      and planned_at = ${key.plannedAt.toISOString()}::timestamptz and message_id = ${key.id}::uuid`);
  return row?.html;
}
