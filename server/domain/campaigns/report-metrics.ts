import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { instantParam } from "@/server/db/client";

/** What a report is about: the entries of these versions that began in this period, and all that came of them. */
export const reportFilter = z.object({
  campaignId: z.uuid(),
  version: z.number().int().min(1).optional(),
  /** Entered at or after, and before. */
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
});
export type ReportFilter = z.output<typeof reportFilter>;

export const entries = (filter: ReportFilter): SQL => sql`(
  select e.customer_id, e.id, e.version, e.node_id, e.cohort_id, e.state, e.reason, e.entered_at, e.node_entered_at, e.finished_at
  from campaign_participants e
  where e.campaign_id = ${filter.campaignId}::uuid
    ${filter.version === undefined ? sql.empty() : sql`and e.version = ${filter.version}::int`}
    ${filter.from === undefined ? sql.empty() : sql`and e.entered_at >= ${instantParam(filter.from)}`}
    ${filter.to === undefined ? sql.empty() : sql`and e.entered_at < ${instantParam(filter.to)}`}
)`;

/** The ledger's rows `m` of those entries `e`. */
export const letters = (filter: ReportFilter): SQL => sql`
  messages m join ${entries(filter)} e on e.customer_id = m.customer_id and e.id = m.participant_id
  where m.source_kind = 'campaign' and m.source_id = ${filter.campaignId}`;

/** What counts as what, of a ledger row `m`. A click proves an opening, whatever the reader's images said. */
export const messageMetrics = {
  planned: sql`true`,
  pending: sql`m.state in ('planned', 'claimed')`,
  skipped: sql`m.state = 'skipped'`,
  sent: sql`m.state in ('accepted', 'delivered')`,
  delivered: sql`m.state = 'delivered'`,
  opened: sql`coalesce(m.first_opened_at, m.first_clicked_at) is not null`,
  clicked: sql`m.first_clicked_at is not null`,
  unsubscribed: sql`m.unsubscribed_at is not null`,
  complained: sql`m.complained_at is not null`,
  failed: sql`m.state = 'failed'`,
  uncertain: sql`m.state = 'uncertain'`,
} satisfies Record<string, SQL>;
export type MessageMetric = keyof typeof messageMetrics;
export const messageMetricNames = Object.keys(messageMetrics) as MessageMetric[];

/** Of an entry `e`. */
export const entryMetrics = {
  entered: sql`true`,
  in_flight: sql`e.state = 'active'`,
  finished: sql`e.state = 'finished'`,
  exited: sql`e.state = 'exited'`,
  dropped: sql`e.state = 'dropped'`,
} satisfies Record<string, SQL>;
export type EntryMetric = keyof typeof entryMetrics;

/** Of a step `s` past a node. Who stands on the node has come in but made no step yet. */
export const stepMetrics = {
  node_out: sql`s.outcome <> 'drop'`,
  node_yes: sql`s.outcome = 'yes'`,
  node_no: sql`s.outcome = 'no'`,
  node_not_sent: sql`s.outcome = 'not_sent'`,
  node_dropped: sql`s.outcome = 'drop'`,
} satisfies Record<string, SQL>;
export type StepMetric = keyof typeof stepMetrics;

/** Purchases that the messages of those entries earned: rows `a` of the attribution, with their message and entry. */
export const earned = (filter: ReportFilter): SQL => sql`
  order_attributions a
  join messages m on m.customer_id = a.customer_id and m.id = a.message_id
  join ${entries(filter)} e on e.customer_id = m.customer_id and e.id = m.participant_id
  where a.source_kind = 'campaign' and a.source_id = ${filter.campaignId}`;

/**
 * Every purchase after a click, each once, within the attribution days of the clicked version, whether or not the
 * attribution gave it to another message: another question than what was earned.
 */
export const afterClick = (filter: ReportFilter): SQL => sql`(
  select distinct on (bought.kind, bought.id) m.customer_id, m.participant_id, m.node_id, m.id as message_id, bought.kind, bought.id,
    bought.occurred_at, bought.total_minor
  from messages m
  join ${entries(filter)} e on e.customer_id = m.customer_id and e.id = m.participant_id
  join campaign_versions v on v.campaign_id = ${filter.campaignId}::uuid and v.version = e.version
  join lateral (
    select 'receipt' as kind, r.id, r.occurred_at, r.total_minor from receipts r
    where r.customer_id = m.customer_id and r.status = 'completed'
    union all
    select 'order', o.id, o.occurred_at, o.total_minor from orders o
    where o.customer_id = m.customer_id and o.status <> 'cancelled' and not exists (
      select 1 from receipts p where p.customer_id = o.customer_id and p.order_external_id = o.external_id and p.status <> 'cancelled')
  ) bought on bought.occurred_at >= m.first_clicked_at
    and bought.occurred_at <= coalesce(m.last_clicked_at, m.first_clicked_at) + make_interval(days => (v.settings->>'attribution_days')::int)
  where m.source_kind = 'campaign' and m.source_id = ${filter.campaignId} and m.first_clicked_at is not null
  order by bought.kind, bought.id, m.first_clicked_at desc
)`;
