import { type SQL, sql } from "drizzle-orm";
import { instantParam, type Queryable, type Tx, toDateOrNull } from "@/server/db/client";
import { customers } from "@/server/db/schema";
import { rfmWay } from "@/server/domain/segments";
import type { CampaignSettings, MoveCondition } from "../model";
import type { RfmTransitionSettings } from "../nodes/rfm-transition/node";
import type { MoveCursor } from "./cursors";
import type { Entry } from "./entries";

/** All that decides who enters by a move. */
export interface MoveEntryRules {
  campaignId: string;
  trigger: MoveTriggerSettings;
  settings: CampaignSettings;
  activatedAt: Date;
}
export type MoveTriggerSettings = {
  /** What is noted of an entry: the kind of the trigger. */
  node: string;
  countsEdits: boolean;
  lifetimeDays: number;
} & (
  | { of: "segment"; id: string; kind: "entered" | "left" }
  | { of: "rfm"; id: string; way: Pick<RfmTransitionSettings, "from" | "to" | "went"> }
);

/**
 * The moves that the trigger is about, as rows `v`: customer_id, position (which grows with their order), at, by_herself (no
 * edit moved her), key and context. `where`: over the table's own columns.
 */
function movesOf({ trigger }: MoveEntryRules, where: (position: SQL, customerId: SQL) => SQL): SQL {
  const told = (details: SQL, at: SQL) =>
    sql`jsonb_build_object('trigger', jsonb_build_object('kind', ${trigger.node}::text, 'occurred_at', ${at}) || ${details})`;
  if (trigger.of === "segment")
    return sql`
      select v.customer_id, v.id as position, v.at, v.cause <> 'edit' as by_herself,
        'segment/' || v.segment_id || '/' || v.id as key,
        ${told(sql`jsonb_build_object('segment', v.segment_id)`, sql`v.at`)} as context
      from segment_moves v
      where v.segment_id = ${trigger.id}::uuid and v.kind = ${trigger.kind} and ${where(sql`v.id`, sql`v.customer_id`)}`;
  const end = (side: "from" | "to") => (column: string) => sql.raw(`v.${side}_${column}`);
  const way = rfmWay(trigger.way, end("from"), end("to"));
  return sql`
    select v.customer_id, v.run_id as position, r.at, r.by_herself,
      'rfm/' || v.model_id || '/' || v.run_id as key,
      ${told(
        sql`jsonb_build_object('from', jsonb_build_array(v.from_r, v.from_f, v.from_m, v.from_segment),
          'to', jsonb_build_array(v.to_r, v.to_f, v.to_m, v.to_segment))`,
        sql`r.at`,
      )} as context
    from (
      select r.id, r.finished_at as at, r.scoring = before.scoring as by_herself
      from rfm_runs r
      join lateral (
        select p.scoring from rfm_runs p where p.model_id = r.model_id and p.id < r.id order by p.id desc limit 1) before on true
      where r.model_id = ${trigger.id}::uuid) r
    join rfm_moves v on v.model_id = ${trigger.id}::uuid and v.run_id = r.id
    where ${sql.join([sql`true`, ...way], sql` and `)} and ${where(sql`v.run_id`, sql`v.customer_id`)}`;
}

/**
 * Who is in the segment as things are, in the shape of moves. The key is that of the move which brought her in, where there
 * is one: she does not enter by it once more.
 */
function membersAsMoves({ trigger }: MoveEntryRules, now: Date): SQL {
  const at = instantParam(now);
  return sql`
    select m.customer_id, 0::bigint as position, ${at} as at, true as by_herself,
      'segment/' || m.segment_id || '/' || coalesce((
        select max(e.id)::text from segment_moves e
        where e.customer_id = m.customer_id and e.segment_id = m.segment_id and e.kind = 'entered'), 'in') as key,
      jsonb_build_object('trigger', jsonb_build_object('kind', ${trigger.node}::text, 'occurred_at', ${at}, 'segment', m.segment_id)) as context
    from segment_members m where m.segment_id = ${trigger.id}::uuid`;
}

/**
 * Her entries into the campaign. It is compared as text, so that only indexes by customer can find them: by the campaign's
 * own, each look-up would pass all that this very statement has inserted, and be quadratic.
 */
const entriesOf = (rules: MoveEntryRules) => sql`
  from campaign_participants e where e.customer_id = ${customers.id} and e.campaign_id::text = ${rules.campaignId}::text`;
const earlier = (rules: MoveEntryRules) => sql`${entriesOf(rules)} and e.trigger_key <> v.key`;

/**
 * The entry rules one by one, over a row of `customers` and her move `v`. The pass takes those for whom all hold; "why is she
 * not in" asks the very same expressions of her last move. Other entries are judged as they were at the moment of the move, so
 * that the answer stays the same afterwards.
 */
function moveChecks(
  rules: MoveEntryRules,
  position: number | undefined,
  now: Date,
): Record<MoveCondition, SQL> {
  const { trigger, settings } = rules;
  const { reentry } = settings;
  return {
    customer_active: sql`${customers.state} = 'active'`,
    has_moved: sql`v.customer_id is not null`,
    moved_by_herself: trigger.countsEdits ? sql`true` : sql`v.by_herself`,
    moved_after_activation: settings.include_existing
      ? sql`true`
      : sql`v.at > ${instantParam(rules.activatedAt)}`,
    moved_lately: sql`v.at > ${instantParam(now)} - make_interval(days => ${trigger.lifetimeDays}::int)`,
    move_is_new: sql`not exists (select 1 ${entriesOf(rules)} and e.trigger_key = v.key)`,
    reentry_allowed: {
      always: () => sql`true`,
      never: () => sql`not exists (select 1 ${earlier(rules)})`,
      interval: () => sql`not exists (select 1 ${earlier(rules)}
        and e.entered_at > v.at - make_interval(secs => ${reentry.kind === "interval" ? reentry.seconds : 0}::int))`,
    }[reentry.kind](),
    simultaneous_allowed: sql`(select count(*) ${earlier(rules)}
      and (e.state = 'active' or e.finished_at > v.at)) < ${settings.max_simultaneous}::int`,
    move_not_passed: position === undefined ? sql`false` : sql`v.position > ${position}::bigint`,
  };
}

/** The moves past the cursor up to a position, of each person the last one. */
export const movesPast = (rules: MoveEntryRules, cursor: MoveCursor, upTo: number): SQL =>
  lastOfEach(
    movesOf(
      rules,
      (position) => sql`${position} > ${cursor.position}::bigint and ${position} <= ${upTo}::bigint`,
    ),
  );
export const presentMembers = (rules: MoveEntryRules, now: Date): SQL => membersAsMoves(rules, now);
const lastOfEach = (moves: SQL) =>
  sql`select distinct on (o.customer_id) o.* from (${moves}) o order by o.customer_id, o.position desc`;

/**
 * Takes in everybody among `moves` for whom every rule holds. Answers how many. Who is let in is sorted, so that all are
 * judged before the first is inserted: otherwise each judgement would read past all that was inserted so far.
 */
export async function insertMoveEntries(
  tx: Tx,
  rules: MoveEntryRules,
  { moves, entry, now }: { moves: SQL; entry: Entry; now: Date },
): Promise<number> {
  const at = instantParam(now);
  // These were chosen by their position already.
  const { move_not_passed: _, ...checks } = moveChecks(rules, undefined, now);
  const [row] = await tx.execute<{ count: number }>(sql`
    with moves as materialized (${moves}),
    admitted as materialized (
      select ${customers.id} as customer_id, v.key, v.context
      from moves v join ${customers} on ${customers.id} = v.customer_id
      where ${sql.join(Object.values(checks), sql` and `)}
      order by v.key, v.customer_id
    ),
    entered as (
      insert into campaign_participants (customer_id, campaign_id, version, trigger_key, node_id, cohort_id, state, context,
        entered_at, node_entered_at)
      select customer_id, ${rules.campaignId}::uuid, ${entry.version}::int, key, ${entry.nodeId}, ${entry.cohortId}::uuid,
        'active', context, ${at}, ${at}
      from admitted
      on conflict (customer_id, campaign_id, trigger_key) do nothing
      returning customer_id, id
    ),
    noted as (
      insert into campaign_steps (customer_id, participant_id, node_id, campaign_id, version, entered_at, left_at, outcome)
      select customer_id, id, ${entry.triggerNodeId}, ${rules.campaignId}::uuid, ${entry.version}::int, ${at}, ${at}, 'next'
      from entered
    )
    select count(*)::int as count from entered`);
  return row?.count ?? 0;
}

/** Every rule for one person, asked of her last such move; without one there is nothing to ask (null). */
export async function askMoveChecks(
  db: Queryable,
  rules: MoveEntryRules,
  { customerId, position, now }: { customerId: number; position: number | undefined; now: Date },
): Promise<{ checks: Record<MoveCondition, boolean | null>; movedAt: Date | null }> {
  const moves = movesOf(rules, (_, owner) => sql`${owner} = ${customerId}::bigint`);
  const columns = Object.entries(moveChecks(rules, position, now)).map(
    ([condition, check]) => sql`${check} as ${sql.identifier(condition)}`,
  );
  const [row] = await db.execute<Record<MoveCondition, boolean | null> & { moved_at: string | null }>(sql`
    select ${sql.join(columns, sql`, `)}, v.at::text as moved_at
    from customers left join (${lastOfEach(moves)}) v on v.customer_id = customers.id
    where customers.id = ${customerId}::bigint`);
  const { moved_at: movedAt = null, ...checks } = { ...row };
  return { checks: checks as Record<MoveCondition, boolean | null>, movedAt: toDateOrNull(movedAt) };
}
