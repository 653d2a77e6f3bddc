import { sql } from "drizzle-orm";
import { type Db, instantParam, toDate, toDateOrNull } from "@/server/db/client";
import type { MessageKey, SourceKind } from "../model";
import { gateJoins, gateReason } from "./gates";

/** For how long a claim holds, by the database's clock, and how much of it must be left for a send to begin. */
export interface Lease {
  seconds: number;
  reserveSeconds: number;
}
/** The reserve is longer than any send may take, with room for a slow database. */
export const defaultLease: Lease = { seconds: 90, reserveSeconds: 40 };

export interface ClaimedMessage extends MessageKey {
  claimToken: string;
  sourceKind: SourceKind;
  sourceId: string;
  templateId: string | null;
  templateVersion: number | null;
  context: unknown;
  category: string;
  isTransactional: boolean;
  address: string;
  attempts: number;
  firstAttemptAt: Date | null;
}
interface ClaimRow extends Record<string, unknown> {
  customer_id: number;
  planned_at: string;
  id: string;
  claim_token: string;
  state: string;
  source_kind: SourceKind;
  source_id: string;
  template_id: string | null;
  template_version: number | null;
  context: unknown;
  category: string;
  is_transactional: boolean;
  address: string;
  attempts: number;
  first_attempt_at: string | null;
}
export interface ClaimOptions {
  lease: Lease;
  limit: number;
  now: Date;
  provider: string;
  /** How long the provider remembers a key; 0 = not at all. */
  keyMemoryMs: number;
}
export interface Claim {
  messages: ClaimedMessage[];
  skipped: number;
  uncertain: number;
}

/** Whether a retry of an attempt with unknown outcome cannot double: same provider, key still remembered. */
const retryIsSafe = (options: Pick<ClaimOptions, "provider" | "keyMemoryMs" | "now">) => sql`
  (m.provider = ${options.provider} and ${options.keyMemoryMs > 0}::boolean
    and m.first_attempt_at > ${instantParam(options.now)} - make_interval(secs => ${options.keyMemoryMs / 1000}::float8))`;

/**
 * Takes what is due, and asks the gates once more in the same statement: its snapshot is not older than the
 * statement's start, which is what `claimed_at` says, so nothing is claimed after the commit of an opt-out. Rows that
 * another worker (or an opt-out under way) holds are left alone. A message whose earlier attempt may have arrived is
 * never "skipped": if it cannot be asked about again safely, it is uncertain.
 */
export async function claimDue(db: Db, options: ClaimOptions): Promise<Claim> {
  const rows = await db.execute<ClaimRow>(sql`
    with due as (
      select m.customer_id, m.planned_at, m.id from messages m
      where m.state = 'planned' and m.channel = 'email' and m.not_before <= ${instantParam(options.now)}
      order by m.not_before limit ${options.limit}
      for update skip locked
    ),
    judged as (
      select m.customer_id, m.planned_at, m.id, m.attempt_open_since is not null as in_doubt,
        case when m.source_kind = 'test' or m.first_attempt_at is not null then m.address else c.email end as address,
        case
          when m.attempt_open_since is not null and not ${retryIsSafe(options)}
            then case when m.provider = ${options.provider} and ${options.keyMemoryMs > 0}::boolean then 'provider_key_expired' else 'outcome_unknown' end
          when m.expires_at <= ${instantParam(options.now)} then 'expired'
          when m.source_kind <> 'test' then ${gateReason({ subscribedByDefault: true })}
        end as reason
      from due join messages m using (customer_id, planned_at, id) ${gateJoins}
    ),
    taken as (
      update messages m set
        state = case when j.reason is null then 'claimed' when j.in_doubt then 'uncertain' else 'skipped' end,
        reason = case when j.in_doubt and j.reason <> 'provider_key_expired' then 'outcome_unknown' else j.reason end,
        detail = case when j.in_doubt then j.reason else m.detail end,
        address = j.address,
        claim_token = case when j.reason is null then token.id else m.claim_token end,
        claimed_at = statement_timestamp(),
        lease_until = case when j.reason is null then clock_timestamp() + make_interval(secs => ${options.lease.seconds}::float8) end,
        updated_at = ${instantParam(options.now)}
      from judged j, (select gen_random_uuid() as id) token
      where (m.customer_id, m.planned_at, m.id) = (j.customer_id, j.planned_at, j.id)
      returning m.*
    ),
    noted as (
      insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
      select customer_id, ${instantParam(options.now)}, gen_random_uuid(), id, planned_at, state, jsonb_build_object('reason', reason)
      from taken where state <> 'claimed'
    )
    select customer_id, planned_at, id, claim_token, state, source_kind, source_id, template_id, template_version, context,
      category, is_transactional, address, attempts, first_attempt_at
    from taken`);
  const claimed = rows.filter((row) => row.state === "claimed");
  const uncertain = rows.filter((row) => row.state === "uncertain").length;
  return { messages: claimed.map(fromRow), uncertain, skipped: rows.length - claimed.length - uncertain };
}

const fromRow = (row: ClaimRow): ClaimedMessage => ({
  customerId: row.customer_id,
  plannedAt: toDate(row.planned_at),
  id: row.id,
  claimToken: row.claim_token,
  sourceKind: row.source_kind,
  sourceId: row.source_id,
  templateId: row.template_id,
  templateVersion: row.template_version,
  context: row.context,
  category: row.category,
  isTransactional: row.is_transactional,
  address: row.address,
  attempts: row.attempts,
  firstAttemptAt: toDateOrNull(row.first_attempt_at),
});

/**
 * Claims whose worker is gone. Before any attempt, or where the provider still knows the key: planned again.
 * Otherwise uncertain; the token stays, so that a worker that was only slow may still say how it ended.
 */
export async function recoverExpiredClaims(
  db: Db,
  options: Omit<ClaimOptions, "limit" | "lease">,
): Promise<{ replanned: number; uncertain: number }> {
  const rows = await db.execute<{ state: string; count: number }>(sql`
    with expired as (
      select customer_id, planned_at, id from messages
      where state = 'claimed' and channel = 'email' and lease_until < clock_timestamp()
      limit 5000 for update skip locked
    ),
    ended as (
      update messages m set
        state = case when m.attempt_open_since is null or ${retryIsSafe(options)} then 'planned' else 'uncertain' end,
        reason = case when m.attempt_open_since is null or ${retryIsSafe(options)} then m.reason else 'outcome_unknown' end,
        claim_token = case when m.attempt_open_since is null or ${retryIsSafe(options)} then null else m.claim_token end,
        lease_until = null, updated_at = ${instantParam(options.now)}
      from expired e
      where (m.customer_id, m.planned_at, m.id) = (e.customer_id, e.planned_at, e.id)
      returning m.*
    ),
    noted as (
      insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
      select customer_id, ${instantParam(options.now)}, gen_random_uuid(), id, planned_at, 'uncertain',
        jsonb_build_object('reason', reason, 'provider', provider, 'detail', 'The sender stopped while the provider was being asked.')
      from ended where state = 'uncertain'
    )
    select state, count(*)::int as count from ended group by state`);
  const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return { replanned: countOf("planned"), uncertain: countOf("uncertain") };
}

/** Gives back what was claimed and not attempted. */
export async function releaseClaims(
  db: Db,
  messages: readonly ClaimedMessage[],
  notBefore: Date,
): Promise<void> {
  if (messages.length === 0) return;
  await db.execute(sql`
    update messages m set state = 'planned', claim_token = null, lease_until = null,
      not_before = greatest(m.not_before, ${instantParam(notBefore)}), updated_at = now()
    from ${keyList(messages)}
    where (m.customer_id, m.planned_at, m.id, m.claim_token) = (k.customer_id, k.planned_at, k.id, k.token) and m.state = 'claimed'`);
}

/** Rows of keys and their fencing tokens, as a table `k`. */
export const keyList = (messages: readonly (MessageKey & { claimToken: string })[]) => sql`
  unnest(${sql.param(messages.map((m) => m.customerId))}::bigint[],
    ${sql.param(messages.map((m) => m.plannedAt.toISOString()))}::text[]::timestamptz[],
    ${sql.param(messages.map((m) => m.id))}::uuid[],
    ${sql.param(messages.map((m) => m.claimToken))}::uuid[]) as k(customer_id, planned_at, id, token)`;
