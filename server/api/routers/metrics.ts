import * as metrics from "@/server/domain/metrics";
import { mutationOf, queryOf, router } from "../trpc";

export const metricsRouter = router({
  list: queryOf(metrics.listMetrics),
  get: queryOf(metrics.getMetric),
  preview: queryOf(metrics.previewMetric),
  ofCustomer: queryOf(metrics.metricsOfCustomer),
  create: mutationOf(metrics.createMetric),
  update: mutationOf(metrics.updateMetric),
  delete: mutationOf(metrics.deleteMetric),
});
