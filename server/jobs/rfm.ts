import { eventType } from "inngest";
import { z } from "zod";
import { nightlyModels, rfmRunRequested, runRfm } from "@/server/domain/rfm";
import { AppError } from "@/server/platform/errors";
import { inngest, jobContext } from "./client";

const requested = eventType(rfmRunRequested, {
  schema: z.object({ modelId: z.uuid(), asOf: z.iso.date() }),
});

const runId = "rfm.run";
/** A model deleted meanwhile is no failure: there is nothing to do. */
const runModel = async (modelId: string, asOf: string) => {
  try {
    return await runRfm(jobContext(runId), modelId, asOf);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
};

export const runRfmOnDemand = inngest.createFunction(
  {
    id: runId,
    name: "Compute RFM",
    triggers: [{ event: requested }],
    concurrency: 1,
    retries: 3,
  },
  async ({ event, step }) => {
    const { modelId, asOf } = event.data;
    return await step.run("score", () => runModel(modelId, asOf));
  },
);

const nightlyId = "rfm.nightly";
/** Each hour: whoever slept over the night is computed as soon as the machine is awake, in the project's own night. */
export const runRfmNightly = inngest.createFunction(
  {
    id: nightlyId,
    name: "Compute RFM at night",
    triggers: [{ cron: "23 * * * *" }],
    concurrency: 1,
    retries: 2,
  },
  async ({ step }) => {
    const due = await step.run("look", () => nightlyModels(jobContext(nightlyId)));
    for (const { modelId, asOf } of due) await step.run(`score ${modelId}`, () => runModel(modelId, asOf));
    return { models: due.length };
  },
);
