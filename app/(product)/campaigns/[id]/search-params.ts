import {
  day,
  flag,
  oneOf,
  type SearchOf,
  searchSpec,
  text,
  whole,
  word,
} from "@/app/_components/search-params";
import { addDays, startOfDay } from "@/app/_i18n/zoned-day";
import type { DateRangeValue } from "@/app/_ui/input/date-range";
import type { ReportMetric } from "@/server/domain/campaigns";

/** Every number that can be opened. */
export const openableMetrics = [
  "entered",
  "in_flight",
  "finished",
  "exited",
  "dropped",
  "node_in",
  "node_out",
  "node_yes",
  "node_no",
  "node_not_sent",
  "node_dropped",
  "planned",
  "pending",
  "skipped",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "unsubscribed",
  "complained",
  "failed",
  "uncertain",
  "orders",
  "orders_after_click",
] as const satisfies readonly ReportMetric[];
export type OpenableMetric = (typeof openableMetrics)[number];

export const reportSearch = searchSpec({
  from: day(),
  to: day(),
  /** Since the beginning, instead of the last 30 days. */
  all: flag(),
  version: whole(),
  people: oneOf(openableMetrics),
  node: word(),
  reason: text(),
  /** The customer asked about; 0: the panel is open, nobody is chosen yet. */
  why: whole(),
});
export type ReportSearch = SearchOf<typeof reportSearch>;

/** The days asked for, both included; without any in the address, the last 30. */
export function rangeOf(search: ReportSearch, today: string): DateRangeValue {
  if (search.all) return { from: undefined, to: undefined };
  if (search.from || search.to) return { from: search.from, to: search.to };
  return { from: addDays(today, -29), to: today };
}

/** The input of the report: days of the project's zone as instants. A range that ends today stays open. */
export function reportInput(campaignId: string, search: ReportSearch, timeZone: string, today: string) {
  const { from, to } = rangeOf(search, today);
  return {
    campaignId,
    version: search.version,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    to: to === undefined || to >= today ? undefined : startOfDay(addDays(to, 1), timeZone),
  };
}
export type ReportInput = ReturnType<typeof reportInput>;
