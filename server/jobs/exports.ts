import {
  advanceExport,
  continueExports,
  exportRequested,
  failExport,
  requeueExports,
  startDueExports,
  sweepExports,
} from "@/server/domain/integrations";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const id = "integrations.run-export";
/** Short, so that progress is seen and a crash repeats little. */
const stepMs = 4_000;
const stepsPerRun = 300;

/** Writes an export piece by piece, and delivers it. */
export const runExport = inngest.createFunction(
  {
    id,
    name: "Write an export",
    triggers: [{ event: exportRequested }],
    concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.exportId" }],
    retries: 6,
    onFailure: async ({ event, step }) => {
      const { exportId } = event.data.event.data as { exportId: string };
      await step.run("fail", () =>
        failExport(
          jobContext(id),
          exportId,
          "The export failed again and again. Our log has the reason; make it again.",
        ),
      );
    },
  },
  async ({ event, step }) => {
    const { exportId } = event.data as { exportId: string };
    for (let part = 1; part <= stepsPerRun; part++) {
      const { done } = await step.run(`part-${part}`, () => advanceExport(jobContext(id), exportId, stepMs));
      if (done) return { exportId, parts: part };
    }
    await step.run("continue", () => continueExports(jobContext(id), [exportId]));
    return { exportId, parts: stepsPerRun };
  },
);

/** Each minute: deliveries whose time has come, and files whose time is over. */
export const exportsOnSchedule = inngest.createFunction(
  {
    id: "integrations.exports-due",
    name: "Start due deliveries",
    triggers: [{ cron: "* * * * *" }],
    concurrency: 1,
    retries: 1,
  },
  async ({ step }) => ({
    started: await step.run("start", () => startDueExports(jobContext("integrations.exports-due"))),
    removed: await step.run("sweep", () => sweepExports(jobContext("integrations.exports-due"))),
  }),
);

addReconciler({ name: "integrations.stalled-exports", run: requeueExports });
