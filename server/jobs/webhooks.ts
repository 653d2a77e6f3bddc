import { deliverWebhooks, pruneWebhooks } from "@/server/domain/webhooks";
import { inngest, jobContext } from "./client";

const deliverId = "webhooks.deliver";
const roundsPerRun = 20;
/** Where no worker runs (Vercel): what is due is sent within a minute. Beside a worker it finds nothing to do. */
export const deliverWebhooksOnSchedule = inngest.createFunction(
  { id: deliverId, name: "Send webhooks", triggers: [{ cron: "* * * * *" }], concurrency: 1, retries: 0 },
  async ({ step }) => {
    let delivered = 0;
    for (let round = 1; round <= roundsPerRun; round++) {
      const sent = await step.run(`round ${round}`, () => deliverWebhooks(jobContext(deliverId)));
      delivered += sent.delivered;
      if (sent.delivered + sent.failed === 0) break;
    }
    return { delivered };
  },
);

const pruneId = "webhooks.prune";
export const pruneWebhooksDaily = inngest.createFunction(
  {
    id: pruneId,
    name: "Forget old webhooks",
    triggers: [{ cron: "41 3 * * *" }],
    concurrency: 1,
    retries: 3,
  },
  ({ step }) => step.run("prune", () => pruneWebhooks(jobContext(pruneId))),
);
