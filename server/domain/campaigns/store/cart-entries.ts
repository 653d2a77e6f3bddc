import { type SQL, sql } from "drizzle-orm";
import { instantParam, type Queryable, type Tx, toDateOrNull } from "@/server/db/client";
import { carts, customers } from "@/server/db/schema";
import type { CampaignSettings, CartCondition } from "../model";
import type { AbandonedCartSettings } from "../nodes/abandoned-cart/node";
import type { Entry } from "./entries";

/** All that decides who enters by an abandoned cart. */
export interface CartEntryRules {
  campaignId: string;
  trigger: AbandonedCartSettings;
  settings: CampaignSettings;
  activatedAt: Date;
  minTotalMinor: number | null;
}
const idle = (rules: CartEntryRules) => sql`make_interval(secs => ${rules.trigger.idle_seconds}::int)`;
/** When the cart counts as abandoned. */
const abandonedAt = (rules: CartEntryRules) => sql`(${carts.lastActionAt} + ${idle(rules)})`;
const triggerKey = sql`(${carts.container} || '/' || to_char(${carts.lastActionAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))`;
const earlier = (rules: CartEntryRules) => sql`
  from campaign_participants e where e.customer_id = ${customers.id} and e.campaign_id = ${rules.campaignId}::uuid`;

/**
 * The entry rules one by one, over a row of `customers` left-joined with `carts`. The scan takes those for whom all
 * hold; "why is she not in" asks the very same expressions for one person.
 */
function entryChecks(rules: CartEntryRules, now: Date): Record<CartCondition, SQL> {
  const { trigger, settings } = rules;
  const { reentry } = settings;
  return {
    customer_active: sql`${customers.state} = 'active'`,
    cart_exists: sql`${carts.customerId} is not null`,
    cart_has_items: sql`(${carts.state} <> 'emptied' and ${carts.itemsCount} > 0)`,
    cart_not_ordered: sql`${carts.state} <> 'ordered'`,
    no_order_since: sql`not exists (select 1 from orders o where o.customer_id = ${customers.id}
      and o.status <> 'cancelled' and o.occurred_at >= ${carts.startedAt})`,
    source_matches:
      trigger.source === null
        ? sql`true`
        : sql`${carts.sourceId} in (select s.id from sources s where s.code = ${trigger.source})`,
    sum_reached:
      rules.minTotalMinor === null ? sql`true` : sql`${carts.totalMinor} >= ${rules.minTotalMinor}::bigint`,
    idle_passed: sql`${carts.lastActionAt} <= ${instantParam(now)} - ${idle(rules)}`,
    after_activation: settings.include_existing
      ? sql`true`
      : sql`${abandonedAt(rules)} > ${instantParam(rules.activatedAt)}`,
    within_lifetime: sql`${carts.lastActionAt} > ${instantParam(now)} - make_interval(days => ${trigger.lifetime_days}::int)`,
    key_is_new: sql`not exists (select 1 ${earlier(rules)} and e.trigger_key = ${triggerKey})`,
    reentry_allowed: {
      always: () => sql`true`,
      never: () => sql`not exists (select 1 ${earlier(rules)})`,
      interval: () =>
        sql`not exists (select 1 ${earlier(rules)} and e.entered_at > ${instantParam(now)} - ${reentrySpan(settings)})`,
    }[reentry.kind](),
    simultaneous_allowed: sql`(select count(*) ${earlier(rules)} and e.state = 'active') < ${settings.max_simultaneous}::int`,
  };
}
const reentrySpan = ({ reentry }: CampaignSettings) =>
  sql`make_interval(secs => ${reentry.kind === "interval" ? reentry.seconds : 0}::int)`;

const cartContext = sql`jsonb_build_object(
  'cart', jsonb_build_object('container', ${carts.container}, 'items', ${carts.items}, 'itemsCount', ${carts.itemsCount},
    'totalMinor', ${carts.totalMinor}, 'currency', ${carts.currency}, 'cartUrl', ${carts.cartUrl},
    'startedAt', ${carts.startedAt}, 'lastActionAt', ${carts.lastActionAt}),
  'trigger', jsonb_build_object('kind', 'abandoned-cart', 'occurred_at', ${carts.lastActionAt}))`;

/** Takes in, as one cohort, everybody for whom every rule holds now. Answers how many. */
export async function insertCartEntries(
  tx: Tx,
  rules: CartEntryRules,
  entry: Entry,
  now: Date,
): Promise<number> {
  const at = instantParam(now);
  const [row] = await tx.execute<{ count: number }>(sql`
    with entered as (
      insert into campaign_participants (customer_id, campaign_id, version, trigger_key, node_id, cohort_id, state, context,
        entered_at, node_entered_at)
      select ${customers.id}, ${rules.campaignId}::uuid, ${entry.version}::int, ${triggerKey}, ${entry.nodeId}, ${entry.cohortId}::uuid,
        'active', ${cartContext}, ${at}, ${at}
      from ${carts} join ${customers} on ${customers.id} = ${carts.customerId}
      where ${carts.container} = ${rules.trigger.container} and ${sql.join(Object.values(entryChecks(rules, now)), sql` and `)}
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

/**
 * When time alone may next let somebody in: the earliest cart still in its idle time, or the end of somebody's re-entry
 * interval. May name a moment too early (a rule may still refuse then), never one too late.
 */
export async function nextCartEntryAt(
  db: Queryable,
  rules: CartEntryRules,
  now: Date,
): Promise<Date | undefined> {
  const at = instantParam(now);
  const held = sql`${carts.state} = 'open' and ${carts.itemsCount} > 0 and ${carts.container} = ${rules.trigger.container}`;
  const idling = sql`
    (select ${abandonedAt(rules)} as due from ${carts} join ${customers} on ${customers.id} = ${carts.customerId}
    where ${held} and ${carts.lastActionAt} > ${at} - ${idle(rules)} and ${entryChecks(rules, now).sum_reached}
    order by ${carts.lastActionAt} limit 1)`;
  const barred = sql`
    (select e.entered_at + ${reentrySpan(rules.settings)} as due
    from campaign_participants e join ${carts} on ${carts.customerId} = e.customer_id
    where e.campaign_id = ${rules.campaignId}::uuid and e.entered_at > ${at} - ${reentrySpan(rules.settings)}
      and ${held} and e.trigger_key <> ${triggerKey}
    order by e.entered_at limit 1)`;
  const dues = rules.settings.reentry.kind === "interval" ? sql`${idling} union all ${barred}` : idling;
  const [row] = await db.execute<{ due: string | null }>(
    sql`select to_char(min(due) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as due from (${dues}) dues`,
  );
  // Stored moments are finer than a Date: rounded up, so that nobody is looked for a fraction too early.
  return row?.due
    ? new Date(Math.ceil(Date.parse(`${row.due.slice(0, 23)}Z`) + (row.due.slice(23, 26) === "000" ? 0 : 1)))
    : undefined;
}

/** Every rule for one person and her cart; without one there is nothing to ask (null). And when it counts as abandoned. */
export async function askCartChecks(
  db: Queryable,
  rules: CartEntryRules,
  customerId: number,
  now: Date,
): Promise<{ checks: Record<CartCondition, boolean | null>; dueAt: Date | null }> {
  const columns = Object.entries(entryChecks(rules, now)).map(
    ([condition, check]) => sql`${check} as ${sql.identifier(condition)}`,
  );
  const [row] = await db.execute<Record<CartCondition, boolean | null> & { due: string | null }>(sql`
    select ${sql.join(columns, sql`, `)}, ${abandonedAt(rules)}::text as due
    from customers left join carts on carts.customer_id = customers.id and carts.container = ${rules.trigger.container}
    where customers.id = ${customerId}::bigint`);
  const { due = null, ...checks } = { ...row };
  return { checks: checks as Record<CartCondition, boolean | null>, dueAt: toDateOrNull(due) };
}
