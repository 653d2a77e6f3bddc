import { eventType } from "inngest";
import { pruneSoftFailures } from "@/server/domain/customers";
import {
  advanceRun,
  announceForgottenRuns,
  checkDomains,
  finishRecompute,
  followStale,
  refreshSnapshot,
  runReady,
  runReadyData,
  takeSnapshot,
} from "@/server/domain/quality";
import { inngest, jobContext, stopSignal } from "./client";
import { addReconciler } from "./reconcile";

const ready = eventType(runReady, { schema: runReadyData });
const stepMs = 10_000;
const stepsPerRun = 400;

const reviewId = "quality.review";
/** Accepts or takes back suggestions by the thousand. Any step may run twice: each slice keeps its progress with its effect. */
export const reviewSuggestions = inngest.createFunction(
  {
    id: reviewId,
    name: "Apply accepted suggestions",
    triggers: [ready],
    concurrency: [{ limit: 1, key: "event.data.runId" }],
    retries: 8,
  },
  async ({ event, step }) => {
    const { runId } = event.data;
    for (let part = 1; part <= stepsPerRun; part++)
      if (await step.run(`part ${part}`, () => advanceRun(jobContext(reviewId), runId, stepMs, stopSignal())))
        return { runId, parts: part };
    return { runId, parts: stepsPerRun };
  },
);

const nightlyId = "quality.nightly";
export const countQualityNightly = inngest.createFunction(
  { id: nightlyId, name: "Count the state of the base", triggers: [{ cron: "40 2 * * *" }], retries: 3 },
  async ({ step }) => {
    await step.run("prune", async () => {
      const ctx = jobContext(nightlyId);
      await pruneSoftFailures(ctx.db, new Date(ctx.clock.now().getTime() - 90 * 86_400_000));
    });
    return await step.run("count", () => takeSnapshot(jobContext(nightlyId)));
  },
);

const domainsId = "quality.check-domains";
const batchesPerRun = 10;
/** Asks DNS which mail domains there are; where no network answers it asks again later and says nothing meanwhile. */
export const checkMailDomains = inngest.createFunction(
  {
    id: domainsId,
    name: "Check mail domains",
    triggers: [{ cron: "*/10 * * * *" }],
    concurrency: 1,
    retries: 1,
  },
  async ({ step }) => {
    let checked = 0;
    for (let batch = 1; batch <= batchesPerRun; batch++) {
      const answered = await step.run(
        `batch ${batch}`,
        async () => (await checkDomains(jobContext(domainsId))) ?? 0,
      );
      checked += answered;
      if (answered === 0) break;
    }
    return { checked };
  },
);

const followId = "quality.follow";
/** Where no worker follows all the time (Vercel): within a minute. */
export const followOnSchedule = inngest.createFunction(
  {
    id: followId,
    name: "Judge changed people anew",
    triggers: [{ cron: "* * * * *" }],
    concurrency: 1,
    retries: 0,
  },
  async ({ step }) => {
    let total = 0;
    for (let part = 1; part <= 5; part++) {
      const { people, isDone } = await step.run(`part ${part}`, () =>
        followStale(jobContext(followId), stepMs),
      );
      total += people;
      if (isDone) break;
    }
    await step.run("finish", async () => {
      await finishRecompute(jobContext(followId));
      if (total > 0) await refreshSnapshot(jobContext(followId));
    });
    return { people: total };
  },
);

addReconciler({ name: "quality.runs", run: announceForgottenRuns });
