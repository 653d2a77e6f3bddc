/**
 * Metrics: what a customer's purchases add up to, and what to expect of her.
 *
 * `purchase_metrics` is a function of purchases, lines, returns and the day alone (`purchase-metrics-sql.ts` says each
 * rule). What changes a purchase marks its buyer stale (topic `metrics`) in the same transaction; `refreshStale` rewrites
 * those. Windows (30, 90, 365 days) change by time alone: each row knows the next day on which that happens, and
 * `refreshDue` rewrites exactly those on that day. `refreshEverybody` starts from nothing and ends in the same rows.
 *
 * `predictions` come from two published models, fitted every night to the project's own customers: how often she
 * will come (BG/NBD), and for how much (gamma-gamma). A base with too few repeat customers gets none.
 *
 * Metrics of people's own (`custom_metrics`) are measures of the condition language; nothing of them is stored, so they are
 * exact whenever they are asked. What uses one names it by its code: it cannot be deleted, renamed or become of another type
 * meanwhile.
 */
export { createMetric, deleteMetric, updateMetric } from "./commands";
export { type PredictionResult, predictEverybody } from "./predictions";
export { getMetric, listMetrics, type OwnMetric } from "./queries";
export { type RefreshResult, refreshDue, refreshEverybody, refreshStale } from "./refresh";
export {
  type CustomerMetric,
  type MetricBar,
  type MetricDistribution,
  type MetricSample,
  type MetricValue,
  metricsOfCustomer,
  previewMetric,
} from "./values";
