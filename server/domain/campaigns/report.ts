import { sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { toDateOrNull } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import type { GraphNode } from "./graph";
import { countByDay } from "./report-by-day";
import {
  afterClick,
  earned,
  entries,
  entryMetrics,
  letters,
  type MessageMetric,
  messageMetricNames,
  messageMetrics,
  type ReportFilter,
  reportFilter,
} from "./report-metrics";
import { getCampaign, listVersions } from "./store/versions";

type Reasons = Record<string, number>;
export interface MessageCounts extends Record<MessageMetric, number> {
  /** Different people among them. */
  people: Record<"planned" | "sent" | "delivered" | "opened" | "clicked", number>;
  skippedByReason: Reasons;
  failedByReason: Reasons;
}
export interface NodeReport {
  nodeId: string;
  kind: string;
  name: string;
  /** Came to it: passed, dropped here, or still here. */
  in: number;
  out: number;
  yes: number;
  no: number;
  notSent: number;
  dropped: number;
  droppedByReason: Reasons;
  inFlight: number;
  /** When the first and the last of those who wait here go on. */
  firstDueAt: Date | null;
  lastDueAt: Date | null;
  messages: MessageCounts | null;
}
export interface Purchases {
  orders: number;
  buyers: number;
  revenueMinor: number;
  revenuePerEntryMinor: number;
  ordersAfterClick: number;
  revenueAfterClickMinor: number;
  /** Orders by time from entering: the last step is open. */
  timeToPurchase: { withinHours: number | null; orders: number }[];
  medianSecondsToPurchase: number | null;
}

/** All counts of one campaign. Each equals the number of rows that `reportPeople` lists for the same metric. */
export const getCampaignReport = query({
  name: "campaigns.get-report",
  permission: "reports:read",
  input: reportFilter,
  async run(ctx, filter) {
    const campaign = await getCampaign(ctx.db, filter.campaignId);
    const { timeZone } = await readSettings(ctx.db);
    const versions = await listVersions(ctx.db, filter.campaignId);
    if (filter.version !== undefined && !versions.some(({ version }) => version === filter.version))
      throw notFound("version of this campaign", filter.version);
    const totals = await countEntries(ctx.db, filter);
    const messages = await countMessages(ctx.db, filter);
    const shown = versions.filter(
      ({ version }) => filter.version === undefined || version === filter.version,
    );
    const nodes = new Map(shown.flatMap(({ graph }) => graph.nodes.map((node) => [node.id, node] as const)));
    return {
      campaign: {
        id: campaign.id,
        name: campaign.name,
        state: campaign.state,
        currentVersion: campaign.currentVersion,
      },
      versions: versions.map(({ version, publishedAt }) => ({ version, publishedAt })),
      totals,
      messages: messages.get("") ?? noMessages(),
      nodes: await reportNodes(ctx.db, filter, [...nodes.values()], messages),
      purchases: await countPurchases(ctx.db, filter, totals.entered),
      byDay: await countByDay(ctx.db, filter, timeZone),
      opensByHour: await countOpensByHour(ctx.db, filter, timeZone),
      timeZone,
      computedAt: ctx.clock.now(),
    };
  },
});
export type CampaignReport = Awaited<ReturnType<typeof getCampaignReport>>;

async function countEntries(db: Queryable, filter: ReportFilter) {
  const [row] = await db.execute<
    Record<"entered" | "customers" | "inFlight" | "finished" | "exited" | "dropped", number>
  >(sql`
    select count(*)::int as entered, count(distinct e.customer_id)::int as customers,
      count(*) filter (where ${entryMetrics.in_flight})::int as "inFlight",
      count(*) filter (where ${entryMetrics.finished})::int as finished,
      count(*) filter (where ${entryMetrics.exited})::int as exited,
      count(*) filter (where ${entryMetrics.dropped})::int as dropped
    from ${entries(filter)} e`);
  const reasons = await db.execute<{ reason: string; count: number }>(sql`
    select coalesce(e.reason, '') as reason, count(*)::int as count from ${entries(filter)} e
    where ${entryMetrics.dropped} group by 1`);
  const counts = row ?? { entered: 0, customers: 0, inFlight: 0, finished: 0, exited: 0, dropped: 0 };
  return {
    ...counts,
    droppedByReason: Object.fromEntries([...reasons].map(({ reason, count }) => [reason, count])),
  };
}

const noMessages = (): MessageCounts => ({
  ...(Object.fromEntries(messageMetricNames.map((name) => [name, 0])) as Record<MessageMetric, number>),
  people: { planned: 0, sent: 0, delivered: 0, opened: 0, clicked: 0 },
  skippedByReason: {},
  failedByReason: {},
});
const countedPeople = ["planned", "sent", "delivered", "opened", "clicked"] as const;

/** By node, and under "" for the whole campaign: one person may have letters of several nodes. */
async function countMessages(db: Queryable, filter: ReportFilter): Promise<Map<string, MessageCounts>> {
  const counts = messageMetricNames.map(
    (name) => sql`count(*) filter (where ${messageMetrics[name]})::int as ${sql.identifier(name)}`,
  );
  const people = countedPeople.map(
    (name) =>
      sql`count(distinct m.customer_id) filter (where ${messageMetrics[name]})::int as ${sql.identifier(`people_${name}`)}`,
  );
  const rows = await db.execute<Record<string, number> & { node: string | null; isTotal: number }>(sql`
    select m.node_id as node, grouping(m.node_id)::int as "isTotal", ${sql.join([...counts, ...people], sql`, `)}
    from ${letters(filter)} group by grouping sets ((m.node_id), ())`);
  const reasons = await db.execute<{ node: string; state: string; reason: string; count: number }>(sql`
    select m.node_id as node, m.state, coalesce(m.reason, '') as reason, count(*)::int as count
    from ${letters(filter)} and m.state in ('skipped', 'failed') group by 1, 2, 3`);
  const result = new Map<string, MessageCounts>();
  for (const row of rows) {
    const read = (name: string) => Number(row[name] ?? 0);
    result.set(row.isTotal === 1 ? "" : (row.node ?? ""), {
      ...noMessages(),
      ...(Object.fromEntries(messageMetricNames.map((name) => [name, read(name)])) as Record<
        MessageMetric,
        number
      >),
      people: Object.fromEntries(
        countedPeople.map((name) => [name, read(`people_${name}`)]),
      ) as MessageCounts["people"],
    });
  }
  for (const { node, state, reason, count } of reasons) {
    for (const counted of [result.get(node), result.get("")]) {
      const byReason = state === "skipped" ? counted?.skippedByReason : counted?.failedByReason;
      if (byReason) byReason[reason] = (byReason[reason] ?? 0) + count;
    }
  }
  return result;
}

async function reportNodes(
  db: Queryable,
  filter: ReportFilter,
  nodes: readonly GraphNode[],
  messages: Map<string, MessageCounts>,
): Promise<NodeReport[]> {
  const steps = await db.execute<{ node: string; outcome: string; reason: string; count: number }>(sql`
    select s.node_id as node, s.outcome, coalesce(s.reason, '') as reason, count(*)::int as count
    from campaign_steps s join ${entries(filter)} e on e.customer_id = s.customer_id and e.id = s.participant_id
    where s.campaign_id = ${filter.campaignId}::uuid group by 1, 2, 3`);
  const here = await db.execute<{
    node: string;
    count: number;
    first: string | null;
    last: string | null;
  }>(sql`
    select e.node_id as node, count(*)::int as count, min(c.due_at)::text as first, max(c.due_at)::text as last
    from ${entries(filter)} e left join campaign_cohorts c on c.id = e.cohort_id
    where ${entryMetrics.in_flight} group by 1`);
  const standing = new Map([...here].map((row) => [row.node, row]));
  return nodes.map((node) => {
    const passed = [...steps].filter((step) => step.node === node.id);
    const by = (outcome: string) =>
      passed.filter((step) => step.outcome === outcome).reduce((sum, step) => sum + step.count, 0);
    const all = passed.reduce((sum, step) => sum + step.count, 0);
    const waiting = standing.get(node.id);
    return {
      nodeId: node.id,
      kind: node.kind,
      name: node.name,
      in: all + (waiting?.count ?? 0),
      out: all - by("drop"),
      yes: by("yes"),
      no: by("no"),
      notSent: by("not_sent"),
      dropped: by("drop"),
      droppedByReason: Object.fromEntries(
        passed.filter((step) => step.outcome === "drop").map((step) => [step.reason, step.count]),
      ),
      inFlight: waiting?.count ?? 0,
      firstDueAt: toDateOrNull(waiting?.first ?? null),
      lastDueAt: toDateOrNull(waiting?.last ?? null),
      messages: node.kind.startsWith("send-") ? (messages.get(node.id) ?? noMessages()) : null,
    };
  });
}

const purchaseSteps = [1, 6, 24, 72, 168] as const;

async function countPurchases(db: Queryable, filter: ReportFilter, entered: number): Promise<Purchases> {
  const hours = sql`extract(epoch from a.purchased_at - e.entered_at) / 3600`;
  const buckets = [...purchaseSteps, null].map((limit, i) => {
    const over = i === 0 ? sql`true` : sql`${hours} > ${purchaseSteps[i - 1]}::int`;
    const under = limit === null ? sql`true` : sql`${hours} <= ${limit}::int`;
    return sql`count(*) filter (where ${over} and ${under})::int`;
  });
  const [row] = await db.execute<{
    orders: number;
    buyers: number;
    revenue: number;
    median: number | null;
    buckets: number[];
  }>(sql`
    select count(*)::int as orders, count(distinct a.customer_id)::int as buyers, coalesce(sum(a.amount_minor), 0)::bigint as revenue,
      percentile_cont(0.5) within group (order by extract(epoch from a.purchased_at - e.entered_at))::float8 as median,
      array[${sql.join(buckets, sql`, `)}] as buckets
    from ${earned(filter)}`);
  const [after] = await db.execute<{ orders: number; revenue: number }>(sql`
    select count(*)::int as orders, coalesce(sum(total_minor), 0)::bigint as revenue from ${afterClick(filter)} bought`);
  const revenueMinor = row?.revenue ?? 0;
  return {
    orders: row?.orders ?? 0,
    buyers: row?.buyers ?? 0,
    revenueMinor,
    revenuePerEntryMinor: entered === 0 ? 0 : Math.round(revenueMinor / entered),
    ordersAfterClick: after?.orders ?? 0,
    revenueAfterClickMinor: after?.revenue ?? 0,
    timeToPurchase: [...purchaseSteps, null].map((withinHours, i) => ({
      withinHours,
      orders: row?.buckets[i] ?? 0,
    })),
    medianSecondsToPurchase: row?.median ?? null,
  };
}

/** Openings by people (not by machines), by the hour of the day in the project's zone. */
async function countOpensByHour(db: Queryable, filter: ReportFilter, zone: string): Promise<number[]> {
  const rows = await db.execute<{ hour: number; count: number }>(sql`
    select extract(hour from o.at at time zone ${zone}::text)::int as hour, count(*)::int as count
    from message_events o
    join (select m.customer_id, m.id from ${letters(filter)}) mine on mine.customer_id = o.customer_id and mine.id = o.message_id
    where o.kind = 'opened' and not o.is_machine
    group by 1`);
  const byHour = Array.from({ length: 24 }, () => 0);
  for (const { hour, count } of rows) byHour[hour] = count;
  return byHour;
}
