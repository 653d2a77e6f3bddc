import * as rfm from "@/server/domain/rfm";
import { rfmPreview } from "@/server/domain/rfm/schema";
import { publicId } from "@/server/platform/ids";
import { moneyOf } from "./money";
import { camelCased, snakeCased } from "./names";
import { type Route, route } from "./route";

const encoder = new TextEncoder();

/** One JSON line a customer, as fast as the client reads: memory does not grow with the base. */
async function asLines(
  batches: AsyncGenerator<rfm.RfmLine[]>,
  money: (minor: number) => number,
): Promise<ReadableStream> {
  // What fails fails at the beginning: then it still has an answer of its own.
  let next: Promise<IteratorResult<rfm.RfmLine[]>> | undefined = Promise.resolve(await batches.next());
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await (next ?? batches.next());
      next = undefined;
      if (done) return controller.close();
      const lines = value.map((line) =>
        JSON.stringify({
          customer_id: publicId("customer", line.customerId),
          external_id: line.externalId,
          recency_days: line.recencyDays,
          frequency: line.frequency,
          monetary: money(line.monetaryMinor),
          r: line.r,
          f: line.f,
          m: line.m,
        }),
      );
      controller.enqueue(encoder.encode(lines.map((line) => `${line}\n`).join("")));
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
}

export const rfmRoutes: Route[] = [
  route({
    tag: "RFM",
    method: "POST",
    path: "/api/v1/rfm/preview",
    operationId: "previewRfm",
    summary: "Scores of all customers, as a way of scoring would give them",
    description:
      "One JSON line a customer with a purchase in the period: recency in days up to `as_of`, frequency as visits (days with a purchase), the sum of the purchases, and the three scores, best highest. Nothing is stored.",
    permission: rfm.previewRfm.permission,
    body: snakeCased(rfmPreview),
    produces: "application/x-ndjson",
    once: "lease",
    example: { request: { as_of: "2026-10-31", groups: 5, period_days: 365 } },
    async handle({ ctx, body }) {
      const money = await moneyOf(ctx);
      const batches = await rfm.previewRfm(ctx, camelCased(rfmPreview, body));
      return new Response(await asLines(batches, money), {
        headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
      });
    },
  }),
];
