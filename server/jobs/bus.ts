import { pruneBus } from "@/server/domain/bus";
import { inngest, jobContext } from "./client";

const pruneId = "bus.prune";
export const pruneBusDaily = inngest.createFunction(
  {
    id: pruneId,
    name: "Forget old message ids",
    triggers: [{ cron: "53 3 * * *" }],
    concurrency: 1,
    retries: 3,
  },
  ({ step }) => step.run("prune", () => pruneBus(jobContext(pruneId))),
);
