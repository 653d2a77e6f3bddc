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
 */
export { type PredictionResult, predictEverybody } from "./predictions";
export { type RefreshResult, refreshDue, refreshEverybody, refreshStale } from "./refresh";
