/** Moves everything of donors to their survivors, table by table of the registry, and notes what moved. */
import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Tx } from "@/server/db/client";
import { type CustomerTable, customerTables, type MergeRule } from "@/server/db/customer-tables";

/** One donor's merge, as the statements need it. */
export interface Move {
  mergeId: number;
  donorId: number;
  keepId: number;
}

const movesTable = (moves: readonly Move[]): SQL => sql`unnest(
  ${arrayParam(
    moves.map((move) => move.mergeId),
    "bigint",
  )}, ${arrayParam(
    moves.map((move) => move.donorId),
    "bigint",
  )},
  ${arrayParam(
    moves.map((move) => move.keepId),
    "bigint",
  )}) as m(merge_id, donor, keeper)`;

const donorIds = (moves: readonly Move[]): SQL =>
  arrayParam(
    moves.map((move) => move.donorId),
    "bigint",
  );

/** How many rows went over, by table. Any number of merges costs the same number of statements. */
export async function moveRows(tx: Tx, moves: readonly Move[], now: Date): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (moves.length === 0) return counts;
  await holdMessages(tx, moves);
  await leaveCampaigns(tx, moves, now);
  await skipPlanned(tx, moves, now);
  for (const [name, table] of Object.entries(customerTables)) {
    const { merge } = table;
    if (merge.how === "leave") continue;
    if (merge.how === "drop") {
      await tx.execute(
        sql`delete from ${sql.identifier(name)} t using ${movesTable(moves)} where t.customer_id = m.donor`,
      );
      continue;
    }
    if (merge.how === "unite") await giveWay(tx, name, table, merge, moves);
    const moved = await moveTable(tx, name, table, moves);
    if (moved > 0) counts[name] = moved;
  }
  return counts;
}

const keysObject = (alias: string, key: readonly string[]): string =>
  key.map((column) => `'${column}', ${alias}.${column}`).join(", ");

async function moveTable(
  tx: Tx,
  name: string,
  { key, merge }: CustomerTable,
  moves: readonly Move[],
): Promise<number> {
  const unless = merge.how === "move" && merge.unless ? sql.raw(`and not (${merge.unless})`) : sql``;
  const rekey =
    merge.how === "rekey"
      ? sql`, ${sql.raw(merge.column)} = case when exists (
          select 1 from ${sql.identifier(name)} o
          where (o.customer_id = m.keeper or (o.customer_id = any(${donorIds(moves)}) and o.customer_id < t.customer_id))
            and ${sql.raw([merge.column, ...merge.within].map((column) => `o.${column} = t.${column}`).join(" and "))})
          then t.${sql.raw(merge.column)} || ' of ' || m.donor else t.${sql.raw(merge.column)} end`
      : sql``;
  const [row] = await tx.execute<{ moved: number }>(sql`
    with moved as (
      update ${sql.identifier(name)} t set customer_id = m.keeper ${rekey}
      from ${movesTable(moves)} where t.customer_id = m.donor ${unless}
      returning m.merge_id, jsonb_build_object(${sql.raw(keysObject("t", key))}) as key
    ),
    noted as (
      insert into customer_merge_rows (merge_id, table_name, what, rows)
      select merge_id, ${name}, 'moved', jsonb_agg(key) from moved group by merge_id
    )
    select count(*)::int as moved from moved`);
  return row?.moved ?? 0;
}

/** Rows of the same key: one stays, the others are kept whole in the log of the merge they gave way in. */
async function giveWay(
  tx: Tx,
  name: string,
  { key }: CustomerTable,
  { best, sum = [] }: Extract<MergeRule, { how: "unite" }>,
  moves: readonly Move[],
): Promise<void> {
  const columns = key.map((column) => `t.${column}`).join(", ");
  const same = key.map((column) => `t.${column} = r.${column}`).join(" and ");
  const ranked = sql`
    members as (
      select donor as id, keeper, merge_id from ${movesTable(moves)}
      union all select keeper, keeper, min(merge_id) from ${movesTable(moves)} group by keeper
    ),
    ranked as (
      select t.customer_id, ${sql.raw(columns)}, members.keeper, members.merge_id, row_number() over (
        partition by members.keeper, ${sql.raw(columns)} order by ${sql.raw(best)}, t.customer_id = members.keeper desc, t.customer_id) as place
        ${sql.raw(sum.map((column) => `, t.${column} as sum_${column}`).join(""))}
      from ${sql.identifier(name)} t join members on members.id = t.customer_id
    )`;
  if (sum.length > 0)
    await tx.execute(sql`
      with ${ranked},
      others as (
        select r.keeper, ${sql.raw(key.map((column) => `r.${column}`).join(", "))}, ${sql.raw(sum.map((column) => `sum(r.sum_${column}) as sum_${column}`).join(", "))}
        from ranked r where r.place > 1 group by r.keeper, ${sql.raw(key.map((column) => `r.${column}`).join(", "))}
      )
      update ${sql.identifier(name)} t set ${sql.raw(sum.map((column) => `${column} = t.${column} + o.sum_${column}`).join(", "))}
      from ranked r join others o on o.keeper = r.keeper and ${sql.raw(key.map((column) => `o.${column} = r.${column}`).join(" and "))}
      where r.place = 1 and t.customer_id = r.customer_id and ${sql.raw(same)}`);
  await tx.execute(sql`
    with ${ranked},
    gone as (
      delete from ${sql.identifier(name)} t using ranked r
      where r.place > 1 and t.customer_id = r.customer_id and ${sql.raw(same)}
      returning r.merge_id, to_jsonb(t) as row
    )
    insert into customer_merge_rows (merge_id, table_name, what, rows)
    select merge_id, ${name}, 'lost', jsonb_agg(row) from gone group by merge_id`);
}

/** Nobody claims or settles a donor's letters while they change hands. */
const holdMessages = (tx: Tx, moves: readonly Move[]) =>
  tx.execute(sql`
    select 1 from messages where customer_id = any(${donorIds(moves)})
      and state in ('planned', 'claimed') order by customer_id, planned_at, id for update`);

/** The donor leaves her campaigns: the survivor goes her own way, and nobody gets the same letter twice. */
const leaveCampaigns = (tx: Tx, moves: readonly Move[], now: Date) =>
  tx.execute(sql`
    with dropped as (
      update campaign_participants set state = 'dropped', reason = 'merged', finished_at = ${instantParam(now)}
      where customer_id = any(${donorIds(moves)}) and state = 'active'
      returning customer_id, id, node_id, campaign_id, version, node_entered_at
    )
    insert into campaign_steps (customer_id, participant_id, node_id, campaign_id, version, entered_at, left_at, outcome, reason)
    select customer_id, id, node_id, campaign_id, version, node_entered_at, ${instantParam(now)}, 'drop', 'merged' from dropped
    on conflict do nothing`);

/** What nobody has begun to send. A letter that may be on its way stays what it is. */
const skipPlanned = (tx: Tx, moves: readonly Move[], now: Date) =>
  tx.execute(sql`
    with ended as (
      update messages set state = 'skipped', reason = 'merged', updated_at = ${instantParam(now)}
      where customer_id = any(${donorIds(moves)}) and state = 'planned'
        and attempt_open_since is null
      returning customer_id, planned_at, id
    )
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, data)
    select customer_id, ${instantParam(now)}, gen_random_uuid(), id, planned_at, 'skipped', jsonb_build_object('reason', 'merged')
    from ended`);
