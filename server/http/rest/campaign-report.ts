import { z } from "zod";
import type * as campaigns from "@/server/domain/campaigns";
import { campaignStates } from "@/server/domain/campaigns/model";
import type { moneyOf } from "./money";

const count = z.number().int();
const reasons = z.record(z.string(), count);
const moment = z.string().nullable();

const messageCounts = z.object({
  planned: count.meta({ description: "Rows in the ledger: pending + skipped + sent + failed + uncertain." }),
  pending: count,
  skipped: count,
  skipped_by_reason: reasons,
  sent: count.meta({ description: "Accepted by the provider: delivered or on the way." }),
  delivered: count,
  opened: count,
  clicked: count,
  unsubscribed: count,
  complained: count,
  failed: count,
  failed_by_reason: reasons,
  uncertain: count,
  people: z.object({ planned: count, sent: count, delivered: count, opened: count, clicked: count }),
});
const node = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  in: count,
  out: count,
  yes: count,
  no: count,
  not_sent: count,
  dropped: count,
  dropped_by_reason: reasons,
  in_flight: count,
  first_due_at: moment,
  last_due_at: moment,
  messages: messageCounts.nullable(),
});
export const campaignReport = messageCounts
  .extend({
    campaign: z.object({
      id: z.string(),
      name: z.string(),
      state: z.enum(campaignStates),
      version: count.nullable(),
    }),
    versions: z.array(z.object({ version: count, published_at: z.string() })),
    entered: count,
    customers: count.meta({ description: "Different customers among the entries." }),
    in_flight: count,
    finished: count,
    exited: count,
    dropped: count,
    dropped_by_reason: reasons,
    orders: count.meta({ description: "Purchases attributed to the campaign's messages." }),
    buyers: count,
    revenue: z.number().meta({ description: "Their sum, in the project's currency." }),
    revenue_per_entry: z.number(),
    orders_after_click: count.meta({
      description: "Purchases after a click, whichever message they are attributed to.",
    }),
    revenue_after_click: z.number(),
    time_to_purchase: z.array(z.object({ within_hours: count.nullable(), orders: count })),
    median_seconds_to_purchase: z.number().nullable(),
    opens_by_hour: z.array(count).meta({ description: "24 counts, by the hour in the project's time zone." }),
    time_zone: z.string(),
    nodes: z.array(node),
  })
  .meta({ id: "CampaignReport" });

type Money = Awaited<ReturnType<typeof moneyOf>>;

const asMessages = (counts: campaigns.MessageCounts): z.input<typeof messageCounts> => {
  const { skippedByReason, failedByReason, ...rest } = counts;
  return { ...rest, skipped_by_reason: skippedByReason, failed_by_reason: failedByReason };
};
const asNode = (one: campaigns.NodeReport): z.input<typeof node> => ({
  id: one.nodeId,
  kind: one.kind,
  name: one.name,
  in: one.in,
  out: one.out,
  yes: one.yes,
  no: one.no,
  not_sent: one.notSent,
  dropped: one.dropped,
  dropped_by_reason: one.droppedByReason,
  in_flight: one.inFlight,
  first_due_at: one.firstDueAt?.toISOString() ?? null,
  last_due_at: one.lastDueAt?.toISOString() ?? null,
  messages: one.messages && asMessages(one.messages),
});

export function asReport(report: campaigns.CampaignReport, money: Money): z.input<typeof campaignReport> {
  const { campaign, totals, purchases } = report;
  return {
    campaign: {
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      version: campaign.currentVersion,
    },
    versions: report.versions.map(({ version, publishedAt }) => ({
      version,
      published_at: publishedAt.toISOString(),
    })),
    entered: totals.entered,
    customers: totals.customers,
    in_flight: totals.inFlight,
    finished: totals.finished,
    exited: totals.exited,
    dropped: totals.dropped,
    dropped_by_reason: totals.droppedByReason,
    ...asMessages(report.messages),
    orders: purchases.orders,
    buyers: purchases.buyers,
    revenue: money(purchases.revenueMinor),
    revenue_per_entry: money(purchases.revenuePerEntryMinor),
    orders_after_click: purchases.ordersAfterClick,
    revenue_after_click: money(purchases.revenueAfterClickMinor),
    time_to_purchase: purchases.timeToPurchase.map(({ withinHours, orders }) => ({
      within_hours: withinHours,
      orders,
    })),
    median_seconds_to_purchase: purchases.medianSecondsToPurchase,
    opens_by_hour: report.opensByHour,
    time_zone: report.timeZone,
    nodes: report.nodes.map(asNode),
  };
}
