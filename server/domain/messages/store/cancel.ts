import { sql } from "drizzle-orm";
import { arrayParam, instantParam, type Tx } from "@/server/db/client";
import { gateJoins, gateReason } from "./gates";

/**
 * Asks the gates again for all that is planned for these people, and ends what they no longer want. A message under
 * way in a claim is waited for: it was claimed before this commits, or it is never claimed. How many ended.
 */
export async function cancelUnwanted(tx: Tx, customerIds: readonly number[], now: Date): Promise<number> {
  if (customerIds.length === 0) return 0;
  const rows = await tx.execute(sql`
    with judged as (
      select m.customer_id, m.planned_at, m.id, ${gateReason({ subscribedByDefault: true })} as reason
      from messages m ${gateJoins}
      where m.customer_id = any(${arrayParam([...new Set(customerIds)], "bigint")}) and m.state = 'planned'
        and m.attempt_open_since is null and m.source_kind <> 'test'
    ),
    ended as (
      update messages m set state = 'skipped', reason = j.reason, updated_at = ${instantParam(now)}
      from judged j
      where (m.customer_id, m.planned_at, m.id) = (j.customer_id, j.planned_at, j.id) and j.reason is not null and m.state = 'planned'
      returning m.customer_id, m.planned_at, m.id, m.reason
    )
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
    select customer_id, ${instantParam(now)}, gen_random_uuid(), id, planned_at, 'skipped', jsonb_build_object('reason', reason)
    from ended returning id`);
  return rows.length;
}

/**
 * Ends every letter of one source that nobody has begun to send: its campaign was stopped and its people taken out.
 * Those under way in a claim go; the ledger says `cancelled` for the rest. How many ended.
 */
export async function cancelPlanned(
  tx: Tx,
  source: { kind: string; id: string },
  now: Date,
): Promise<number> {
  const rows = await tx.execute(sql`
    with ended as (
      update messages set state = 'skipped', reason = 'cancelled', updated_at = ${instantParam(now)}
      where source_kind = ${source.kind} and source_id = ${source.id} and state = 'planned' and attempt_open_since is null
      returning customer_id, planned_at, id
    )
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
    select customer_id, ${instantParam(now)}, gen_random_uuid(), id, planned_at, 'skipped', jsonb_build_object('reason', 'cancelled')
    from ended returning id`);
  return rows.length;
}
