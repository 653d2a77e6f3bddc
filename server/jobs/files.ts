import {
  advanceSource,
  fileSourceCheckRequested,
  lookAtSource,
  requeueFileSources,
  startDueChecks,
} from "@/server/domain/integrations";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const id = "integrations.check-files";
/** Steps a run may take; what is left is found by the next look. */
const stepsPerRun = 400;
/** Looks at young files within one run, until they stop growing. */
const looksPerRun = 6;

/** Looks into a file source and loads what is new there, one file after another. */
export const checkFiles = inngest.createFunction(
  {
    id,
    name: "Load the files of a source",
    triggers: [{ event: fileSourceCheckRequested }],
    concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.sourceId" }],
    retries: 4,
  },
  async ({ event, step }) => {
    const { sourceId } = event.data as { sourceId: string };
    let part = 0;
    for (let look = 1; look <= looksPerRun; look++) {
      const { growing } = await step.run(`look-${look}`, () => lookAtSource(jobContext(id), sourceId));
      while (part++ < stepsPerRun) {
        const { next } = await step.run(`part-${part}`, () => advanceSource(jobContext(id), sourceId));
        if (next === "done") break;
        if (next === "wait") await step.sleep(`wait-${part}`, part < 20 ? "1s" : "5s");
      }
      if (growing === 0) break;
      await step.sleep(`grow-${look}`, "15s");
    }
    return { sourceId, parts: part };
  },
);

/** Each minute: the sources whose time has come. */
export const checkFilesOnSchedule = inngest.createFunction(
  {
    id: "integrations.check-files-due",
    name: "Look into file sources",
    triggers: [{ cron: "* * * * *" }],
    concurrency: 1,
    retries: 1,
  },
  async ({ step }) => ({
    started: await step.run("start", () => startDueChecks(jobContext("integrations.check-files-due"))),
  }),
);

addReconciler({ name: "integrations.file-sources", run: requeueFileSources });
