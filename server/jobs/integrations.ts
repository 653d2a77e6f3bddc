import {
  advanceImport,
  advanceUndo,
  continueImport,
  continueUndos,
  failImport,
  importRequested,
  requeueStalledImports,
  requeueStalledUndos,
  startDuePulls,
  sweepImports,
  undoRequested,
} from "@/server/domain/integrations";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const id = "integrations.run-import";
/** One step's share of the work: far below what any platform allows a request. */
const stepMs = 10_000;
/** Steps a run may take before it hands over to a fresh one: engines limit the steps of a run. */
const stepsPerRun = 200;

/** Works a file through in steps of about ten seconds. Any step may run twice; the import itself knows how far it is. */
export const runImport = inngest.createFunction(
  {
    id,
    name: "Load a file",
    triggers: [{ event: importRequested }],
    concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.importId" }],
    retries: 8,
    onFailure: async ({ event, step }) => {
      const { importId } = event.data.event.data as { importId: string };
      await step.run("fail", () =>
        failImport(
          jobContext(id),
          importId,
          "The load failed again and again. Our log has the reason; start it again, or ask for help.",
        ),
      );
    },
  },
  async ({ event, step }) => {
    const { importId } = event.data as { importId: string };
    for (let part = 1; part <= stepsPerRun; part++) {
      const { done, isWaiting } = await step.run(`part-${part}`, () =>
        advanceImport(jobContext(id), importId, stepMs),
      );
      if (done) return { importId, parts: part };
      if (isWaiting) await step.sleep(`wait-${part}`, "2s");
    }
    await step.run("continue", () => continueImport(jobContext(id), importId));
    return { importId, parts: stepsPerRun };
  },
);

/** Takes an import back, in the same steps. */
export const undoLoad = inngest.createFunction(
  {
    id: "integrations.undo-import",
    name: "Take a load back",
    triggers: [{ event: undoRequested }],
    concurrency: [{ limit: 1 }],
    retries: 8,
  },
  async ({ event, step }) => {
    const { importId } = event.data as { importId: string };
    for (let part = 1; part <= stepsPerRun; part++) {
      const { done } = await step.run(`part-${part}`, () =>
        advanceUndo(jobContext("integrations.undo-import"), importId, stepMs),
      );
      if (done) return { importId, parts: part };
    }
    await step.run("continue", () => continueUndos(jobContext("integrations.undo-import"), [importId]));
    return { importId, parts: stepsPerRun };
  },
);

/** Old files and forgotten staging tables. */
export const sweepOldImports = inngest.createFunction(
  {
    id: "integrations.sweep-imports",
    name: "Remove files of finished loads",
    triggers: [{ cron: "17 * * * *" }],
    concurrency: 1,
    retries: 1,
  },
  async ({ step }) => ({
    removed: await step.run("sweep", () => sweepImports(jobContext("integrations.sweep-imports"))),
  }),
);

addReconciler({ name: "integrations.stalled-imports", run: requeueStalledImports });
addReconciler({ name: "integrations.due-pulls", run: startDuePulls });
addReconciler({ name: "integrations.stalled-undos", run: requeueStalledUndos });
