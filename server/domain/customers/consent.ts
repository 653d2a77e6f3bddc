import { sql } from "drizzle-orm";
import { jsonParam, type Tx } from "@/server/db/client";
import type { SubscriptionState } from "./model";

export interface ConsentRow {
  customerId: number;
  channel: string;
  /** '' or absent: the whole channel. */
  category?: string | undefined;
  state: SubscriptionState;
  reason?: string | undefined;
  /** The text she agreed to. */
  wording?: string | undefined;
  /** The letter it was done from. */
  messageId?: string | undefined;
}
export interface ConsentMeta {
  /** Who or what changed it: link | one_click | page | operator | api | import | complaint */
  source: string;
  now: Date;
  userAgent?: string | undefined;
  network?: string | undefined;
  /** A load of data may not bring back somebody who left: only a person's own act does. */
  keepUnsubscribed?: boolean;
}

/**
 * Sets subscriptions and appends their proof, in two statements for any number of rows; the last row of one
 * (customer, channel, category) counts. Saying again what already holds adds a proof but changes no state or date.
 * Returns what changed.
 */
export async function recordConsent(
  tx: Tx,
  rows: readonly ConsentRow[],
  meta: ConsentMeta,
): Promise<{ customerId: number; channel: string; category: string; state: SubscriptionState }[]> {
  if (rows.length === 0) return [];
  const latest = new Map<string, ConsentRow>();
  for (const row of rows) latest.set(`${row.customerId} ${row.channel} ${row.category ?? ""}`, row);
  const records = [...latest.values()]
    .sort((a, b) => a.customerId - b.customerId)
    .map((row) => ({
      customer_id: row.customerId,
      channel: row.channel,
      category: row.category ?? "",
      state: row.state,
      reason: row.reason ?? null,
      wording: row.wording ?? null,
      message_id: row.messageId ?? null,
    }));
  const source = sql`jsonb_to_recordset(${jsonParam(records)}) as r(customer_id bigint, channel text, category text,
    state text, reason text, wording text, message_id text)`;
  const now = sql`${meta.now.toISOString()}::timestamptz`;
  const guard = meta.keepUnsubscribed
    ? sql`and (s.state <> 'unsubscribed' or excluded.state = 'unsubscribed')`
    : sql``;
  const changed = await tx.execute<{
    customer_id: number;
    channel: string;
    category: string;
    state: SubscriptionState;
  }>(sql`
    insert into subscriptions as s (customer_id, channel, category, state, source, reason, changed_at)
    select r.customer_id, r.channel, r.category, r.state, ${meta.source}, r.reason, ${now} from ${source}
    order by r.customer_id, r.channel, r.category
    on conflict (customer_id, channel, category) do update set state = excluded.state, source = excluded.source,
      reason = excluded.reason, changed_at = excluded.changed_at
    where s.state <> excluded.state ${guard}
    returning customer_id, channel, category, state`);
  await tx.execute(sql`
    insert into consent_log (customer_id, at, channel, category, state, source, reason, wording, message_id, user_agent, network)
    select r.customer_id, ${now}, r.channel, r.category, r.state, ${meta.source}, r.reason, r.wording, r.message_id,
      ${meta.userAgent ?? null}::text, ${meta.network ?? null}::text
    from ${source}
    ${meta.keepUnsubscribed ? sql`join subscriptions s on s.customer_id = r.customer_id and s.channel = r.channel and s.category = r.category and s.state = r.state` : sql``}`);
  return changed.map((row) => ({
    customerId: row.customer_id,
    channel: row.channel,
    category: row.category,
    state: row.state,
  }));
}
