import { consumeLog, pruneTracking } from "@/server/domain/tracking";
import { inngest, jobContext } from "./client";

const consumeId = "tracking.consume-log";
const batchesPerRun = 20;

/** Where no worker reads the log all the time (Vercel): within a minute. Beside a worker it finds nothing to do. */
export const consumeLogOnSchedule = inngest.createFunction(
  {
    id: consumeId,
    name: "Read the event log",
    triggers: [{ cron: "* * * * *" }],
    concurrency: 1,
    retries: 0,
  },
  async ({ step }) => {
    let total = 0;
    for (let batch = 1; batch <= batchesPerRun; batch++) {
      const { events, isFull } = await step.run(`batch ${batch}`, () =>
        consumeLog(jobContext(consumeId), {}),
      );
      total += events;
      if (!isFull) break;
    }
    return { events: total };
  },
);

const pruneId = "tracking.prune";
export const pruneTrackingDaily = inngest.createFunction(
  { id: pruneId, name: "Forget old refusals and counts", triggers: [{ cron: "17 3 * * *" }], retries: 3 },
  ({ step }) => step.run("prune", () => pruneTracking(jobContext(pruneId), {})),
);
