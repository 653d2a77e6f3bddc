import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam } from "@/server/db/client";
import { customers } from "@/server/db/schema";
import { AppError } from "@/server/platform/errors";
import type {
  CommunicationCondition,
  CommunicationMeasure,
  ContactCondition,
  MessageCondition,
  ParticipationCondition,
  RegionCondition,
  RfmCondition,
  SubscriptionCondition,
  TagCondition,
} from "../conditions/relations";
import { compareMeasured, compareTotal, dayOf, daysSince, type Measured } from "./aggregates";
import type { Plan, Rows } from "./plan";
import { texts } from "./purchases";
import { participantOf, within } from "./windows";

/** The same gates as the ledger's: hard-bounced addresses and opt-outs do not count. */
export function compileReachable(
  { channel, category }: { channel: string; category: string },
  plan: Plan,
): SQL {
  const optedOut = plan.has({
    from: sql`subscriptions u`,
    customerId: sql`u.customer_id`,
    where: sql`u.channel = ${channel} and u.category in ('', ${category}) and u.state <> 'subscribed'`,
  });
  return sql`(nullif(${customers.email}, '') is not null and ${customers.emailCode} < 30 and not ${optedOut})`;
}

export function compileContact({ channel, state }: ContactCondition): SQL {
  const [address, code] =
    channel === "email" ? [customers.email, customers.emailCode] : [customers.phone, customers.phoneCode];
  const isThere = sql`nullif(${address}, '') is not null`;
  switch (state) {
    case "missing":
      return sql`(nullif(${address}, '') is null)`;
    case "usable":
      return sql`(${isThere} and ${code} < 30)`;
    case "soft":
      return sql`(${isThere} and ${code} between 1 and 29)`;
    case "hard":
      return sql`(${isThere} and ${code} >= 30)`;
  }
}

export function compileSubscription(condition: SubscriptionCondition, plan: Plan): SQL {
  const { channel, category, state } = condition;
  const said = plan.has({
    from: sql`subscriptions u`,
    customerId: sql`u.customer_id`,
    where: sql`u.channel = ${channel} and u.category = ${category}${state === "none" ? sql`` : sql` and u.state = ${state}`}`,
  });
  return state === "none" ? sql`(not ${said})` : said;
}

/** Nobody without a known region is in one, nor out of one. */
export function compileRegion({ match, regions }: RegionCondition): SQL {
  const ids = sql`array(select r.id from regions r where r.path && ${sql.param(regions)}::bigint[])`;
  const isIn = sql`(${customers.regionId} = any(${ids}))`;
  return match === "any" ? isIn : sql`(not ${isIn})`;
}

export function compileTags({ match, tags }: TagCondition, plan: Plan, isRequired: boolean): SQL {
  const wanted = [...new Set(tags)];
  const rows: Rows = {
    from: sql`customer_tags g`,
    customerId: sql`g.customer_id`,
    where: sql`g.tag_id = any(${texts(wanted)}::uuid[]) and (g.expires_at is null or g.expires_at > ${instantParam(plan.scope.now)})`,
  };
  if (match === "none") return sql`(not ${plan.has(rows)})`;
  if (match === "any") return plan.has(rows);
  return compareTotal(
    plan,
    rows,
    sql`count(*)`,
    { operator: "at_least", value: wanted.length },
    { isRequired, isCount: true },
  );
}

export function compileMessage(condition: MessageCondition, plan: Plan): SQL {
  const person = participantOf(plan.scope);
  const reached = {
    delivered: sql`m.state = 'delivered'`,
    // A click proves an opening, whatever the reader's images said.
    opened: sql`coalesce(m.first_opened_at, m.first_clicked_at) is not null`,
    clicked: sql`m.first_clicked_at is not null`,
    none: sql`m.state in ('accepted', 'delivered')`,
  }[condition.status];
  const found = plan.has({
    from: sql`messages m`,
    customerId: sql`m.customer_id`,
    where: sql`m.planned_at >= ${person.enteredAt} and m.participant_id = ${person.id}
      and m.node_id = ${condition.node_id} and ${reached}`,
  });
  return condition.status === "none" ? sql`(not ${found})` : found;
}

/** When each reaction happened, on the message's own row. */
const reactedAt = {
  planned: sql`m.planned_at`,
  sent: sql`m.accepted_at`,
  delivered: sql`m.delivered_at`,
  opened: sql`coalesce(m.first_opened_at, m.first_clicked_at)`,
  clicked: sql`m.first_clicked_at`,
  unsubscribed: sql`m.unsubscribed_at`,
  complained: sql`m.complained_at`,
  bounced: sql`m.bounced_at`,
  skipped: sql`(case when m.state = 'skipped' then m.planned_at end)`,
} as const;

export const compileCommunication = (
  condition: CommunicationCondition,
  plan: Plan,
  isRequired: boolean,
): SQL => compareMeasured(plan, measureCommunication(condition, plan), condition.test, isRequired);

export function measureCommunication(condition: Omit<CommunicationMeasure, "kind">, plan: Plan): Measured {
  const at = reactedAt[condition.reaction];
  const parts = [
    sql`m.source_kind <> 'test'`,
    sql`${at} is not null`,
    within(at, condition.window, plan.scope),
  ];
  if (condition.channels) parts.push(sql`m.channel = any(${texts(condition.channels)})`);
  if (condition.categories) parts.push(sql`m.category = any(${texts(condition.categories)})`);
  if (condition.sources) parts.push(sql`m.source_id = any(${texts(condition.sources)})`);
  const rows: Rows = {
    from: sql`messages m`,
    customerId: sql`m.customer_id`,
    where: sql.join(parts, sql` and `),
  };
  const last = () => plan.value(rows, sql`max(${at})`);
  switch (condition.measure) {
    case "count":
      return { type: "total", rows, aggregate: sql`count(*)`, isCount: true };
    case "days_since_last":
      return { type: "number", value: daysSince(plan, last()) };
    case "last_on":
      return { type: "date", day: dayOf(plan, last()) };
  }
}

export function compileParticipation(
  condition: ParticipationCondition,
  plan: Plan,
  isRequired: boolean,
): SQL {
  const state = {
    entered: sql`true`,
    in_progress: sql`cp.state = 'active'`,
    finished: sql`cp.state <> 'active'`,
  }[condition.state];
  return compareTotal(
    plan,
    {
      from: sql`campaign_participants cp`,
      customerId: sql`cp.customer_id`,
      where: sql`cp.campaign_id = any(${texts(condition.campaigns)}::uuid[]) and ${state}
        and ${within(sql`cp.entered_at`, condition.window, plan.scope)}`,
    },
    sql`count(*)`,
    condition.test,
    { isRequired, isCount: true },
  );
}

/** The model a condition names, or the project's default one. */
export const modelIs = (column: SQL, model: string | null): SQL =>
  model === null
    ? sql`${column} = (select id from rfm_models where is_default)`
    : sql`${column} = ${model}::uuid`;

export function compileRfm(condition: RfmCondition, plan: Plan): SQL {
  const parts = [modelIs(sql`x.model_id`, condition.model)];
  for (const axis of ["r", "f", "m"] as const)
    if (condition[axis])
      parts.push(sql`x.${sql.raw(axis)} = any(${arrayParam(condition[axis], "smallint")})`);
  if (condition.segments) parts.push(sql`x.segment = any(${texts(condition.segments)})`);
  return plan.has({
    from: sql`rfm_scores x`,
    customerId: sql`x.customer_id`,
    where: sql.join(parts, sql` and `),
  });
}

export function compileMembers(id: string, plan: Plan): SQL {
  return plan.has({
    from: sql`segment_members sm`,
    customerId: sql`sm.customer_id`,
    where: sql`sm.segment_id = ${id}::uuid`,
  });
}
export const unknownSegment = (id: string) =>
  new AppError(
    "invalid",
    `There is no segment ${id} (any more). Remove the condition, or choose another segment.`,
  );
