import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toDate } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { readCursor, writeCursor } from "./cursor";
import {
  afterClick,
  type EntryMetric,
  earned,
  entries,
  entryMetrics,
  letters,
  type MessageMetric,
  messageMetrics,
  type ReportFilter,
  reportFilter,
  type StepMetric,
  stepMetrics,
} from "./report-metrics";
import { getCampaign } from "./store/versions";

const names = <T extends string>(table: Record<T, SQL>) => Object.keys(table) as [T, ...T[]];
export const reportMetrics = [
  ...names<EntryMetric>(entryMetrics),
  ...names<StepMetric>(stepMetrics),
  "node_in",
  ...names<MessageMetric>(messageMetrics),
  "orders",
  "orders_after_click",
] as const;
export type ReportMetric = (typeof reportMetrics)[number];

export const reportPeopleInput = reportFilter.extend({
  metric: z.enum(reportMetrics),
  nodeId: z.string().max(64).optional(),
  /** Only those with this reason (skipped, failed, dropped). */
  reason: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export interface ReportPerson {
  customerId: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  at: Date;
  nodeId: string | null;
  reason: string | null;
  messageId: string | null;
  amountMinor: number | null;
}

/** The rows behind one number of the report, newest first. */
export const reportPeople = query({
  name: "campaigns.report-people",
  permission: "reports:read",
  input: reportPeopleInput,
  async run(ctx, input): Promise<{ people: ReportPerson[]; nextCursor: string | null }> {
    await getCampaign(ctx.db, input.campaignId);
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
    const rows = await ctx.db.execute<PersonRow>(sql`
      select r.customer_id, c.first_name, c.last_name, c.email, r.at::text as at, r.node_id, r.reason, r.message_id, r.amount_minor, r.key
      from (${rowsOf(input.metric, input)}) r left join customers c on c.id = r.customer_id
      where true
        ${input.nodeId === undefined ? sql.empty() : sql`and r.node_id = ${input.nodeId}`}
        ${input.reason === undefined ? sql.empty() : sql`and coalesce(r.reason, '') = ${input.reason}`}
        ${after ? sql`and (r.at, r.key) < (${after.at}::timestamptz, ${after.key}::text)` : sql.empty()}
      order by r.at desc, r.key desc limit ${input.limit + 1}::int`);
    const page = [...rows].slice(0, input.limit);
    const last = page.at(-1);
    return {
      people: page.map(personOf),
      nextCursor: rows.length > input.limit && last ? writeCursor({ at: last.at, key: last.key }) : null,
    };
  },
});

type PersonRow = Record<
  "first_name" | "last_name" | "email" | "node_id" | "reason" | "message_id",
  string | null
> & {
  customer_id: number;
  at: string;
  key: string;
  amount_minor: number | null;
};
const personOf = (row: PersonRow): ReportPerson => ({
  customerId: row.customer_id,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  at: toDate(row.at),
  nodeId: row.node_id,
  reason: row.reason,
  messageId: row.message_id,
  amountMinor: row.amount_minor,
});

const isKeyOf = <T extends string>(table: Record<T, SQL>, name: string): name is T =>
  Object.hasOwn(table, name);

/** One row per thing counted, each with a key of its own. */
function rowsOf(metric: ReportMetric, filter: ReportFilter): SQL {
  if (isKeyOf(messageMetrics, metric)) {
    return sql`select m.customer_id, coalesce(m.accepted_at, m.planned_at) as at, m.node_id, m.reason, m.id::text as message_id,
        null::bigint as amount_minor, m.id::text as key
      from ${letters(filter)} and ${messageMetrics[metric]}`;
  }
  if (isKeyOf(entryMetrics, metric)) return entryRows(filter, entryMetrics[metric]);
  if (isKeyOf(stepMetrics, metric)) return stepRows(filter, stepMetrics[metric]);
  if (metric === "node_in")
    return sql`${stepRows(filter, sql`true`)} union all ${entryRows(filter, entryMetrics.in_flight)}`;
  if (metric === "orders") {
    return sql`select a.customer_id, a.purchased_at as at, a.node_id, a.engagement as reason, a.message_id::text as message_id,
        a.amount_minor, a.purchase_kind || a.purchase_id as key
      from ${earned(filter)}`;
  }
  return sql`select customer_id, occurred_at as at, node_id, null::text as reason, message_id::text as message_id,
      total_minor as amount_minor, kind || id as key
    from ${afterClick(filter)} bought`;
}

const entryRows = (filter: ReportFilter, condition: SQL) => sql`
  select e.customer_id, e.entered_at as at, e.node_id, e.reason, null::text as message_id, null::bigint as amount_minor, 'e' || e.id as key
  from ${entries(filter)} e where ${condition}`;
const stepRows = (filter: ReportFilter, condition: SQL) => sql`
  select s.customer_id, s.left_at as at, s.node_id, s.reason, null::text as message_id, null::bigint as amount_minor,
    's' || s.participant_id || s.node_id || s.entered_at as key
  from campaign_steps s join ${entries(filter)} e on e.customer_id = s.customer_id and e.id = s.participant_id
  where s.campaign_id = ${filter.campaignId}::uuid and ${condition}`;
