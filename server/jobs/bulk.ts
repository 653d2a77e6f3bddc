import { eventType } from "inngest";
import { announceStalled, bulkRequested, bulkRequestedData, failBulk, runBulk } from "@/server/domain/bulk";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const requested = eventType(bulkRequested, { schema: bulkRequestedData });
const id = "bulk.run";
const stepMs = 10_000;
const mostSteps = 500;

/** Works a bulk action off in steps of about ten seconds; the job itself knows how far it is. */
export const runBulkJob = inngest.createFunction(
  {
    id,
    name: "Change many people",
    triggers: [requested],
    concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.jobId" }],
    retries: 6,
    onFailure: async ({ event, step }) => {
      const { jobId } = event.data.event.data as { jobId: string };
      await step.run("fail", () =>
        failBulk(
          jobContext(id),
          jobId,
          "The work failed again and again. Our log has the reason; start it again.",
        ),
      );
    },
  },
  async ({ event, step }) => {
    for (let part = 1; part <= mostSteps; part++) {
      const { done } = await step.run(`part-${part}`, () =>
        runBulk(jobContext(id), event.data.jobId, stepMs),
      );
      if (done) return { parts: part };
    }
    return { parts: mostSteps };
  },
);

addReconciler({ name: "bulk.stalled", run: announceStalled });
