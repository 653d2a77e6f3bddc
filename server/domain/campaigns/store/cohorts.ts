import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { instantParam, jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { campaignCohorts } from "@/server/db/schema";

export type Cohort = typeof campaignCohorts.$inferSelect;

export async function findCohort(db: Queryable, id: string): Promise<Cohort | undefined> {
  const [row] = await db.select().from(campaignCohorts).where(eq(campaignCohorts.id, id));
  return row;
}

/** Whoever comes second waits here, and then finds the work done. */
export async function lockCohort(tx: Tx, id: string): Promise<Cohort | undefined> {
  const [row] = await tx.select().from(campaignCohorts).where(eq(campaignCohorts.id, id)).for("update");
  return row;
}

export async function letWait(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await tx.update(campaignCohorts).set({ state: "waiting", dueAt }).where(eq(campaignCohorts.id, id));
}

export async function closeCohorts(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(campaignCohorts)
    .set({ state: "done", finishedAt: now })
    .where(inArray(campaignCohorts.id, [...ids]));
}

export async function insertCohorts(
  tx: Tx,
  rows: readonly (typeof campaignCohorts.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(campaignCohorts).values([...rows]);
}

/** Where who leaves by a port goes: to another node with a new cohort, or out of the chain. */
export interface Target {
  port: string;
  /** next | yes | no | exit | drop | … as `campaign_steps` keeps it. */
  outcome: string;
  nodeId: string | null;
  cohortId: string | null;
  state: "active" | "finished" | "exited" | "dropped";
  reason: string | null;
}

export interface Move {
  cohort: Cohort;
  now: Date;
  /** The port each participant leaves by: an expression over `p` (her row), `customers` (hers, or null) and `joins`. */
  port: SQL;
  joins?: SQL;
  targets: readonly Target[];
}

/**
 * Takes everybody who still stands on the cohort's node to where her port leads, and notes the step, in one statement.
 * Conditional on the very node and cohort, so a repetition finds nobody. Participants whose customer is no longer
 * there leave by the port `gone`. Answers how many left by each port.
 *
 * A fresh cohort is unknown to the planner's statistics: it expects a handful. The cohort is therefore compared as text
 * where rows are updated, so that only the primary key can find them; by the cohort's own index it would be quadratic.
 */
export async function moveParticipants(tx: Tx, move: Move): Promise<Map<string, number>> {
  const { cohort, now, port } = move;
  const rows = await tx.execute<{ port: string; count: number }>(sql`
    with target as (
      select * from jsonb_to_recordset(${jsonParam(move.targets.map(targetRecord))})
        as t(port text, outcome text, node_id text, cohort_id uuid, state text, reason text)
    ),
    judged as materialized (
      select p.customer_id, p.id, p.cohort_id::text as cohort,
        case when customers.state is distinct from 'active' then 'gone' else ${port} end as port
      from campaign_participants p left join customers on customers.id = p.customer_id ${move.joins ?? sql.empty()}
      where p.cohort_id = ${cohort.id} and p.node_id = ${cohort.nodeId} and p.state = 'active'
    ),
    moved as (
      update campaign_participants p set
        node_id = coalesce(t.node_id, p.node_id),
        cohort_id = coalesce(t.cohort_id, p.cohort_id),
        node_entered_at = case when t.node_id is null then p.node_entered_at else ${instantParam(now)} end,
        state = t.state,
        reason = t.reason,
        finished_at = case when t.state = 'active' then null else ${instantParam(now)} end
      from judged j join target t on t.port = j.port
      where p.customer_id = j.customer_id and p.id = j.id
        and p.cohort_id::text = j.cohort and p.node_id = ${cohort.nodeId} and p.state = 'active'
      returning p.customer_id, p.id, t.port, t.outcome, t.reason
    ),
    noted as (
      insert into campaign_steps (customer_id, participant_id, node_id, campaign_id, version, entered_at, left_at, outcome, reason)
      select customer_id, id, ${cohort.nodeId}, ${cohort.campaignId}::uuid, ${cohort.version}::int,
        ${instantParam(cohort.enteredAt)}, ${instantParam(now)}, outcome, reason
      from moved
      on conflict do nothing
    )
    select port, count(*)::int as count from moved group by port`);
  return new Map([...rows].map((row) => [row.port, row.count]));
}

const targetRecord = (target: Target) => ({
  port: target.port,
  outcome: target.outcome,
  node_id: target.nodeId,
  cohort_id: target.cohortId,
  state: target.state,
  reason: target.reason,
});

/** The cohort's people as `planMessages` wants them. `planned_at` is when they came to the node: the same at every try. */
export const recipientsOf = (cohort: Cohort): SQL => sql`
  select p.customer_id, p.id as participant_id, p.node_entered_at as planned_at, p.context
  from campaign_participants p
  where p.cohort_id = ${cohort.id} and p.node_id = ${cohort.nodeId} and p.state = 'active'`;

/** The participant `p` of a move, for conditions that look back into her chain. */
export const participantScope = {
  id: sql`p.id`,
  enteredAt: sql`p.entered_at`,
  previousNodeAt: sql`(select max(s.entered_at) from campaign_steps s where s.customer_id = p.customer_id and s.participant_id = p.id)`,
  triggerAt: sql`(p.context #>> '{trigger,occurred_at}')::timestamptz`,
};
