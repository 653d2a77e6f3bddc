import { eventType } from "inngest";
import { z } from "zod";
import { customersMerged } from "@/server/domain/customers";
import { predictEverybody, refreshDue, refreshStale } from "@/server/domain/metrics";
import { orderChanged } from "@/server/domain/orders";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const changed = eventType(orderChanged, { schema: z.looseObject({ count: z.number().int() }) });
const mostRounds = 200;

const refreshId = "metrics.refresh";
/** One at a time: it takes whoever is stale, whatever woke it. */
export const refreshMetricsOnChange = inngest.createFunction(
  {
    id: refreshId,
    name: "Recompute metrics of buyers",
    triggers: [changed, { event: customersMerged }],
    concurrency: 1,
    retries: 5,
  },
  async ({ step }) => {
    const total = { people: 0, changed: 0 };
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`refresh ${round}`, () => refreshStale(jobContext(refreshId)));
      total.people += result.people;
      total.changed += result.changed;
      if (result.isDone) break;
    }
    return total;
  },
);

const dailyId = "metrics.daily";
/** Each hour, because the project's day begins at any of them: windows that moved on, then the predictions of the day. */
export const refreshMetricsDaily = inngest.createFunction(
  {
    id: dailyId,
    name: "Move metrics on to the day",
    triggers: [{ cron: "7 * * * *" }],
    concurrency: 1,
    retries: 3,
  },
  async ({ step }) => {
    let people = 0;
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`due ${round}`, () => refreshDue(jobContext(dailyId)));
      people += result.people;
      if (result.isDone) break;
    }
    return { people };
  },
);

const predictId = "metrics.predict";
export const predictNightly = inngest.createFunction(
  {
    id: predictId,
    name: "Predict purchases",
    triggers: [{ cron: "47 2 * * *" }],
    concurrency: 1,
    retries: 2,
  },
  ({ step }) => step.run("predict", () => predictEverybody(jobContext(predictId))),
);

/** Marks whose announcement was lost: there are few, so they are simply worked off. */
addReconciler({ name: "metrics.stale", run: async (ctx) => (await refreshStale(ctx)).people });
