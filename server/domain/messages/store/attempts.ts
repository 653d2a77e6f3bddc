import { sql } from "drizzle-orm";
import { type Db, instantParam, type Queryable } from "@/server/db/client";
import type { Verdict } from "../outcome";
import { type ClaimedMessage, keyList, type Lease } from "./claim";

/** An attempt that may now be made. */
export interface OpenedAttempt {
  attempts: number;
  firstAttemptAt: Date;
}

/**
 * Writes down that these are about to be handed over, before they are: after a crash the ledger knows which may have
 * arrived. Only what still has its claim, with time left, may go. The answer is in the order asked.
 */
export async function openAttempts(
  db: Db,
  messages: readonly ClaimedMessage[],
  { provider, lease, now }: { provider: string; lease: Lease; now: Date },
): Promise<(OpenedAttempt | undefined)[]> {
  const rows = await db.execute<{ id: string; attempts: number; first_at: number }>(sql`
    update messages m set attempt_open_since = coalesce(m.attempt_open_since, ${instantParam(now)}),
      first_attempt_at = coalesce(m.first_attempt_at, ${instantParam(now)}), attempts = m.attempts + 1,
      provider = ${provider}, updated_at = ${instantParam(now)}
    from ${keyList(messages)}
    where (m.customer_id, m.planned_at, m.id, m.claim_token) = (k.customer_id, k.planned_at, k.id, k.token)
      and m.state = 'claimed' and m.lease_until > clock_timestamp() + make_interval(secs => ${lease.reserveSeconds}::float8)
    returning m.id, m.attempts, (extract(epoch from m.first_attempt_at) * 1000)::bigint as first_at`);
  const opened = new Map(
    rows.map((row) => [row.id, { attempts: row.attempts, firstAttemptAt: new Date(row.first_at) }]),
  );
  return messages.map((message) => opened.get(message.id));
}

export interface RecordedAttempt {
  message: ClaimedMessage;
  verdict: Verdict;
  provider: string;
  at: Date;
}

const outcomeEvent = {
  planned: "deferred",
  accepted: "accepted",
  delivered: "accepted",
  failed: "failed",
  uncertain: "uncertain",
} as const;

/** A callback may have been faster than our own record; then only what is further along than the row changes it. */
const advances = sql`(m.state in ('claimed', 'uncertain') or (m.state = 'accepted' and v.state in ('delivered', 'failed'))
  or (m.state = 'delivered' and v.state = 'failed'))`;

/**
 * Records how attempts ended, each only under the token it was made with. A worker that was thought dead may still resolve what was
 * called uncertain. The answer says which were recorded.
 */
export async function recordOutcomes(
  db: Queryable,
  recorded: readonly RecordedAttempt[],
): Promise<boolean[]> {
  const values = sql.param(JSON.stringify(recorded.map(asRow)));
  const rows = await db.execute<{ id: string }>(sql`
    with v as (
      select * from jsonb_to_recordset(${values}::text::jsonb) as v(customer_id bigint, planned_at timestamptz, id uuid, token uuid,
        state text, reason text, detail text, not_before timestamptz, stays_open boolean, provider_message_id text, bounced boolean,
        at timestamptz, kind text, data jsonb)
    ),
    ended as (
      update messages m set
        state = case when ${advances} then v.state else m.state end,
        reason = case when ${advances} then v.reason else m.reason end,
        detail = case when ${advances} then v.detail else m.detail end,
        not_before = coalesce(v.not_before, m.not_before),
        attempt_open_since = case when v.stays_open and ${advances} then m.attempt_open_since end,
        claim_token = case when v.state = 'uncertain' then m.claim_token end,
        lease_until = null,
        provider_message_id = coalesce(v.provider_message_id, m.provider_message_id),
        accepted_at = case when v.state in ('accepted', 'delivered') then least(m.accepted_at, v.at) else m.accepted_at end,
        delivered_at = case when v.state = 'delivered' then least(m.delivered_at, v.at) else m.delivered_at end,
        failed_at = case when v.state = 'failed' then least(m.failed_at, v.at) else m.failed_at end,
        bounced_at = case when v.bounced then least(m.bounced_at, v.at) else m.bounced_at end,
        updated_at = v.at
      from v
      where (m.customer_id, m.planned_at, m.id, m.claim_token) = (v.customer_id, v.planned_at, v.id, v.token)
        and m.state in ('claimed', 'uncertain', 'accepted', 'delivered', 'failed')
      returning m.customer_id, m.planned_at, m.id, v.at, v.kind, v.data, v.state as outcome
    ),
    noted as (
      insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
      select customer_id, at, gen_random_uuid(), id, planned_at, kind, data from ended
      union all
      select customer_id, at, gen_random_uuid(), id, planned_at, 'delivered', jsonb_build_object('assumed', true)
      from ended where outcome = 'delivered'
    )
    select id from ended`);
  const done = new Set(rows.map((row) => row.id));
  return recorded.map(({ message }) => done.has(message.id));
}

function asRow({ message, verdict, provider, at }: RecordedAttempt) {
  const told = {
    provider,
    attempt: message.attempts + 1,
    reason: verdict.reason,
    detail: verdict.detail,
    providerMessageId: verdict.providerMessageId,
    contactCode: verdict.bounce?.contactCode,
    until: verdict.notBefore,
  };
  return {
    customer_id: message.customerId,
    planned_at: message.plannedAt,
    id: message.id,
    token: message.claimToken,
    state: verdict.state,
    reason: verdict.reason,
    detail: verdict.detail,
    not_before: verdict.notBefore,
    stays_open: verdict.staysOpen,
    provider_message_id: verdict.providerMessageId,
    bounced: verdict.bounce !== null,
    at,
    kind: verdict.bounce ? "bounced" : outcomeEvent[verdict.state],
    data: Object.fromEntries(
      Object.entries(told).filter(([, value]) => value !== null && value !== undefined),
    ),
  };
}
