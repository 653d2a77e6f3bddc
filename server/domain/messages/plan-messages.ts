import { type SQL, sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import { messagePlanned } from "./events";
import type { Channel, FrequencyCap, SkipReason, SourceKind } from "./model";
import { gateJoins, gateReason, overCap } from "./store/gates";
import { deterministicUuidSql } from "./store/ids";

export interface PlanMessages {
  source: { kind: Exclude<SourceKind, "test">; id: string; version?: number; nodeId?: string };
  /**
   * A select yielding `customer_id bigint, participant_id bigint or null, planned_at timestamptz, context jsonb`.
   * `planned_at` is part of the message's identity: take it from the row that causes the message (when the
   * participant entered the node), never from the clock, or planning twice would send twice.
   */
  recipients: SQL;
  channel: Channel;
  templateId: string;
  category?: string;
  /** Beyond category opt-outs and caps; never for marketing. */
  transactional?: boolean;
  /** Milliseconds after `planned_at`; a message still unsent then is skipped as expired. */
  expiresAfter?: number;
  /** Not before `now` either way. */
  now: Date;
  /** Contact policy; none unless told. */
  caps?: readonly FrequencyCap[];
  /** What an unknown subscription means; true unless the project says otherwise. */
  subscribedByDefault?: boolean;
}
export interface Planned {
  /** Rows that will be sent, and rows kept with the reason why not. Rows met a second time are in neither. */
  planned: number;
  skipped: Partial<Record<SkipReason, number>>;
}

/**
 * Puts one row per recipient into the ledger, whatever their number, in one statement: every recipient gets a row,
 * planned or skipped with its reason. Call `ensurePartitions(db, "messages" | "message_events", …)` for the months of
 * `planned_at` and of `now` before the transaction.
 */
export async function planMessages(tx: Tx, plan: PlanMessages): Promise<Planned> {
  const rows = await tx.execute<{ state: string; reason: SkipReason | null; count: number }>(sql`
    with m as (${wouldBe(plan)}),
    judged as (
      select m.*, c.email as address,
        ${gateReason({ subscribedByDefault: plan.subscribedByDefault ?? true, cap: overCap(plan.caps ?? []) })} as reason
      from m ${gateJoins}
    ),
    saved as (
      insert into messages (customer_id, planned_at, id, channel, source_kind, source_id, source_version, node_id,
        participant_id, category, is_transactional, template_id, context, address, state, reason, not_before, expires_at,
        created_at, updated_at)
      select customer_id, planned_at, id, channel, ${plan.source.kind}, ${plan.source.id}, ${plan.source.version ?? null}::int,
        ${plan.source.nodeId ?? null}, participant_id, category, is_transactional, ${plan.templateId}::uuid, context, address,
        case when reason is null then 'planned' else 'skipped' end, reason, planned_at,
        planned_at + make_interval(secs => ${plan.expiresAfter === undefined ? null : plan.expiresAfter / 1000}::float8),
        ${instantParam(plan.now)}, ${instantParam(plan.now)}
      from judged
      on conflict do nothing
      returning customer_id, planned_at, id, state, reason
    ),
    noted as (
      insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
      select customer_id, ${instantParam(plan.now)}, ${deterministicUuidSql(sql`'planning'`, sql`saved.id`)}, id, planned_at, state,
        case when reason is null then '{}'::jsonb else jsonb_build_object('reason', reason) end
      from saved
      on conflict do nothing
    )
    select state, reason, count(*)::int as count from saved group by state, reason`);
  const result = countedBy(rows);
  if (result.planned > 0)
    await saveAnnouncements(tx, [messagePlanned({ channel: plan.channel, count: result.planned })]);
  return result;
}

/** The recipients as messages: with their ids, and each person's place in line for the caps. */
function wouldBe(plan: PlanMessages): SQL {
  const id = deterministicUuidSql(
    sql`'message'`,
    sql`${plan.source.kind}::text`,
    sql`${plan.source.id}::text`,
    sql`${plan.source.nodeId ?? ""}::text`,
    sql`${plan.channel}::text`,
    sql`r.customer_id`,
    sql`coalesce(r.participant_id::text, '')`,
    sql`(extract(epoch from r.planned_at) * 1000)::bigint`,
  );
  return sql`
    select r.customer_id, r.participant_id, r.planned_at, r.context, ${id} as id, ${plan.channel}::text as channel,
      ${plan.category ?? ""}::text as category, ${plan.transactional ?? false}::boolean as is_transactional,
      row_number() over (partition by r.customer_id order by r.planned_at, r.participant_id) as nth
    from (
      select customer_id::bigint as customer_id, participant_id::bigint as participant_id,
        date_trunc('milliseconds', planned_at) as planned_at, coalesce(context, '{}'::jsonb) as context
      from (${plan.recipients}) given
    ) r`;
}

function countedBy(rows: Iterable<{ state: string; reason: SkipReason | null; count: number }>): Planned {
  const result: Planned = { planned: 0, skipped: {} };
  for (const row of rows) {
    if (row.reason === null) result.planned += row.count;
    else result.skipped[row.reason] = row.count;
  }
  return result;
}
