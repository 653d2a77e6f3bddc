import { z } from "zod";
import * as metrics from "@/server/domain/metrics";
import { metricChanges, metricPreview, newMetric } from "@/server/domain/metrics/schema";
import {
  ownMetricName,
  standardMetricCodes,
  standardMetrics,
} from "@/server/domain/segments/standard-metrics";
import type { Context } from "@/server/kernel/context";
import { publicId } from "@/server/platform/ids";
import { moneyOf } from "./money";
import { idParam, iso, readId } from "./names";
import { type Route, route } from "./route";

const value = z.union([z.number(), z.string()]).nullable().meta({
  description: "A number (shares are 0 to 1, money is whole currency), a day, or a text; null: empty.",
});
const label = z.string().nullable().meta({ description: "The name of what a code means, such as a store." });
const shape = {
  type: z.enum(["number", "date", "text"]),
  unit: z.string().meta({
    description:
      "count, number, money, share, days, times, hour, date, weekday, store, category, product or brand.",
  }),
};
const definition = z.unknown().meta({
  id: "MetricDefinition",
  description:
    "A condition of kind `purchases`, `event` or `communication` without its `test`; see the guide.",
});
const metric = z
  .object({
    metric: z.string().meta({ description: "As conditions of kind `metric` name it." }),
    ...shape,
    is_own: z.boolean(),
    never_empty: z.boolean().meta({ description: "0 for somebody without; otherwise null." }),
    id: z.string().nullable().meta({ description: "null: a standard one." }),
    code: z.string().nullable(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    definition: definition.nullable(),
    version: z.number().int().nullable(),
    created_at: z.string().nullable(),
    updated_at: z.string().nullable(),
  })
  .meta({ id: "Metric" });

const written = (one: metrics.OwnMetric): z.input<typeof metric> => ({
  metric: ownMetricName(one.code),
  type: one.type,
  unit: one.unit,
  is_own: true,
  never_empty: one.isTotal,
  id: one.id,
  code: one.code,
  name: one.name,
  description: one.description,
  definition: one.definition,
  version: one.version,
  created_at: iso(one.createdAt),
  updated_at: iso(one.updatedAt),
});
const standard = standardMetricCodes.map((code): z.input<typeof metric> => {
  const { type, unit, isTotal = false } = standardMetrics[code];
  return {
    metric: code,
    type,
    unit,
    is_own: false,
    never_empty: isTotal,
    id: null,
    code: null,
    name: null,
    description: null,
    definition: null,
    version: null,
    created_at: null,
    updated_at: null,
  };
});

/** Values as this door writes them: money in whole currency. */
async function valuesOf(ctx: Context) {
  const money = await moneyOf(ctx);
  return (unit: string, one: metrics.MetricValue): metrics.MetricValue =>
    unit === "money" && typeof one === "number" ? money(one) : one;
}

const exampleDefinition = {
  kind: "purchases",
  of: "all",
  measure: "lines_sum",
  lines: { categories: ["dairy"] },
  window: { kind: "last", amount: 90, unit: "days" },
};
const exampleId = "6f1c2a34-5b67-4c89-9d01-23456789abcd";
const example = {
  metric: "own.dairy_90d",
  type: "number" as const,
  unit: "money",
  is_own: true,
  never_empty: true,
  id: exampleId,
  code: "dairy_90d",
  name: "Dairy in 90 days",
  description: "",
  definition: exampleDefinition,
  version: 1,
  created_at: "2026-11-01T09:00:00.000Z",
  updated_at: "2026-11-01T09:00:00.000Z",
};
const about = { tag: "Metrics" };
const byId = z.object({ id: z.uuid("Use the id of a metric of your own.") });
const changes = metricChanges.omit({ id: true }).meta({ id: "MetricChanges" });
const question = z
  .strictObject({
    definition: metricPreview.shape.definition,
    metric: metricPreview.shape.metric,
    customer_ids: z
      .array(z.string())
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Whose values to tell; absent: the ten highest." }),
  })
  .meta({ id: "MetricQuestion" });
const sample = z.object({ customer_id: z.string(), external_id: z.string().nullable(), value, label });

export const metricRoutes: Route[] = [
  route({
    ...about,
    method: "GET",
    path: "/api/v1/metrics",
    operationId: "listMetrics",
    summary: "Metrics: your own by name, then the standard ones",
    permission: metrics.listMetrics.permission,
    response: z.object({ data: z.array(metric) }),
    example: { response: { data: [example, standard[0] as z.input<typeof metric>] } },
    async handle({ ctx }) {
      const own = await metrics.listMetrics(ctx, {});
      return { data: [...own.map(written), ...standard] };
    },
  }),
  route({
    ...about,
    method: "POST",
    path: "/api/v1/metrics",
    operationId: "createMetric",
    summary: "Define a metric of your own",
    description:
      "A measure of purchases, events or messages. It is worked out whenever it is asked, so it is exact at once.",
    permission: metrics.createMetric.permission,
    status: 201,
    body: newMetric.meta({ id: "MetricWrite" }),
    response: metric,
    example: {
      request: { code: "dairy_90d", name: "Dairy in 90 days", definition: exampleDefinition },
      response: example,
    },
    async handle({ ctx, body }) {
      return written(await metrics.createMetric(ctx, body));
    },
  }),
  route({
    ...about,
    method: "POST",
    path: "/api/v1/metrics/preview",
    operationId: "previewMetric",
    summary: "How a metric is spread over the base, and whose value is what",
    description:
      "Of a `definition`, or of a `metric` that is there. Exact and of this moment. Nothing is stored.",
    permission: metrics.previewMetric.permission,
    body: question,
    once: "lease",
    response: z.object({
      ...shape,
      total: z.number().int().meta({ description: "All active customers." }),
      count: z.number().int().meta({ description: "Those with a value." }),
      zeros: z.number().int().meta({ description: "Of those, with 0." }),
      min: value,
      median: value,
      average: value,
      max: value,
      bars: z.array(z.object({ from: value, to: value, customers: z.number().int() })).meta({
        description:
          "Equal steps up to what 95% have; `to` null: and above. Zeros of counts and sums are left out.",
      }),
      values: z
        .array(z.object({ value: z.string(), label, customers: z.number().int() }))
        .meta({ description: "Of a text: the most frequent ones." }),
      sample: z.array(sample),
      counted_at: z.string(),
    }),
    example: {
      request: { definition: exampleDefinition },
      response: {
        type: "number",
        unit: "money",
        total: 5000,
        count: 5000,
        zeros: 3120,
        min: 0,
        median: 0,
        average: 14.2,
        max: 412.5,
        bars: [{ from: 1.5, to: 18.25, customers: 902 }],
        values: [],
        sample: [{ customer_id: "cus_1042", external_id: "1042", value: 412.5, label: null }],
        counted_at: "2026-11-01T09:00:00.000Z",
      },
    },
    async handle({ ctx, body }) {
      const { definition: asked, metric: code, customer_ids: ids } = body;
      const found = await metrics.previewMetric(ctx, {
        ...(asked === undefined ? {} : { definition: asked }),
        ...(code === undefined ? {} : { metric: code }),
        ...(ids === undefined ? {} : { customerIds: ids.map((id) => readId("customer", id)) }),
      });
      const writtenValue = await valuesOf(ctx);
      const one = (of: metrics.MetricValue) => writtenValue(found.unit, of);
      return {
        type: found.type,
        unit: found.unit,
        total: found.total,
        count: found.people,
        zeros: found.zeros,
        min: one(found.min),
        median: one(found.median),
        average: one(found.average),
        max: one(found.max),
        bars: found.bars.map(({ from, to, people }) => ({ from: one(from), to: one(to), customers: people })),
        values: found.values.map((often) => ({
          value: often.value,
          label: often.label,
          customers: often.people,
        })),
        sample: found.sample.map((person) => ({
          customer_id: publicId("customer", person.customerId),
          external_id: person.externalId,
          value: one(person.value),
          label: person.label,
        })),
        counted_at: iso(found.countedAt),
      };
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/api/v1/metrics/{id}",
    operationId: "getMetric",
    summary: "One metric of your own",
    permission: metrics.getMetric.permission,
    params: byId,
    response: metric,
    example: { response: example },
    async handle({ ctx, params }) {
      return written(await metrics.getMetric(ctx, params));
    },
  }),
  route({
    ...about,
    method: "PATCH",
    path: "/api/v1/metrics/{id}",
    operationId: "updateMetric",
    summary: "Change a metric of your own",
    description:
      "What uses it goes on with the new definition. While something does, its code and the type of its values stay.",
    permission: metrics.updateMetric.permission,
    params: byId,
    body: changes,
    response: metric,
    example: { request: { name: "Dairy, a quarter" }, response: { ...example, name: "Dairy, a quarter" } },
    async handle({ ctx, params, body }) {
      return written(await metrics.updateMetric(ctx, { ...params, ...body }));
    },
  }),
  route({
    ...about,
    method: "DELETE",
    path: "/api/v1/metrics/{id}",
    operationId: "deleteMetric",
    summary: "Delete a metric of your own that nothing uses",
    permission: metrics.deleteMetric.permission,
    params: byId,
    status: 204,
    async handle({ ctx, params }) {
      await metrics.deleteMetric(ctx, params);
      return undefined as never;
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/api/v1/customers/{id}/metrics",
    operationId: "listCustomerMetrics",
    summary: "Every metric of a customer, standard and your own, as of now",
    permission: metrics.metricsOfCustomer.permission,
    params: idParam("customer"),
    response: z.object({
      data: z.array(
        z.object({
          metric: z.string(),
          ...shape,
          name: z.string().nullable().meta({ description: "Of an own one; null for a standard one." }),
          value,
          label,
        }),
      ),
    }),
    example: {
      response: {
        data: [
          {
            metric: "own.dairy_90d",
            type: "number",
            unit: "money",
            name: "Dairy in 90 days",
            value: 41.5,
            label: null,
          },
          { metric: "purchases", type: "number", unit: "count", name: null, value: 12, label: null },
          {
            metric: "favourite_store",
            type: "text",
            unit: "store",
            name: null,
            value: "s-12",
            label: "Main street",
          },
        ],
      },
    },
    async handle({ ctx, params }) {
      const found = await metrics.metricsOfCustomer(ctx, { customerId: readId("customer", params.id) });
      const writtenValue = await valuesOf(ctx);
      return {
        data: found.map((one) => ({
          metric: one.metric,
          type: one.type,
          unit: one.unit,
          name: one.name,
          value: writtenValue(one.unit, one.value),
          label: one.label,
        })),
      };
    },
  }),
];
