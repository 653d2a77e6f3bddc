import {
  advanceFieldWork,
  fieldWorkRequested,
  type MatchCursor,
  type MatchStep,
  matchRegions,
  regionsChanged,
  requeueFieldWork,
  requeueRegionMatching,
} from "@/server/domain/fields";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const stepMs = 8_000;
/** Steps a run may take; what is left is announced again by the reconciler. */
const stepsPerRun = 200;

/** Reads the values of a described field, or removes those of a deleted one. Any step may run twice. */
export const workOnField = inngest.createFunction(
  {
    id: "fields.work-on-field",
    name: "Read or remove the values of a field",
    triggers: [{ event: fieldWorkRequested }],
    concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.fieldId" }],
    retries: 5,
  },
  async ({ event, step }) => {
    const { fieldId } = event.data as { fieldId: string };
    for (let part = 1; part <= stepsPerRun; part++) {
      const { done } = await step.run(`part-${part}`, () =>
        advanceFieldWork(jobContext("fields.work-on-field"), fieldId, stepMs),
      );
      if (done) return { fieldId, parts: part };
    }
    return { fieldId, parts: stepsPerRun };
  },
);

/** After a change of the tree: people and stores get the region that their text now means. */
export const matchRegionsAgain = inngest.createFunction(
  {
    id: "fields.match-regions",
    name: "Match people and stores to regions",
    triggers: [{ event: regionsChanged }],
    concurrency: 1,
    retries: 5,
  },
  async ({ step }) => {
    let cursor: MatchCursor | null = null;
    for (let part = 1; part <= stepsPerRun; part++) {
      const from: MatchCursor | null = cursor;
      const next: MatchStep = await step.run(`part-${part}`, () =>
        matchRegions(jobContext("fields.match-regions"), from, stepMs),
      );
      if (next.isWaiting) await step.sleep(`wait-${part}`, "1s");
      else if (next.cursor === null) return { parts: part };
      cursor = next.cursor;
    }
    return { parts: stepsPerRun };
  },
);

addReconciler({ name: "fields.forgotten-work", run: requeueFieldWork });
addReconciler({ name: "fields.forgotten-matching", run: requeueRegionMatching });
