import { customersChanged, customersMerged, settleMerges } from "@/server/domain/customers";
import {
  duplicatesStale,
  mergeOrdered,
  mergesOrdered,
  refreshDuplicates,
  refreshSlice,
} from "@/server/domain/identity";
import { rebuildMerged } from "@/server/domain/tracking";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const mostRounds = 200;
const refreshId = "identity.refresh-duplicates";
/** One at a time: it takes whoever is new or changed, whatever woke it; then merges what rules allow. */
export const refreshDuplicateSuggestions = inngest.createFunction(
  {
    id: refreshId,
    name: "Look for duplicates",
    triggers: [{ event: customersChanged }, { event: customersMerged }, { event: duplicatesStale }],
    concurrency: 1,
    retries: 3,
  },
  async ({ step }) => {
    let people = 0;
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`look ${round}`, () => refreshDuplicates(jobContext(refreshId)));
      people += result.people;
      if (result.isDone) break;
    }
    await step.run("fold", () => rebuildMerged(jobContext(refreshId)));
    const { merged } = await step.run("merge", () => mergeOrdered(jobContext(refreshId)));
    return { people, merged };
  },
);

const mergeId = "identity.merge-ordered";
export const mergeOrderedPairs = inngest.createFunction(
  { id: mergeId, name: "Merge duplicates", triggers: [{ event: mergesOrdered }], concurrency: 1, retries: 5 },
  async ({ step }) => {
    let merged = 0;
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`merge ${round}`, () => mergeOrdered(jobContext(mergeId)));
      merged += result.merged;
      if (result.isDone) break;
    }
    return { merged };
  },
);

const nightlyId = "identity.compare-everybody";
export const compareEverybody = inngest.createFunction(
  {
    id: nightlyId,
    name: "Look for duplicates among everybody",
    triggers: [{ cron: "41 2 * * *" }],
    concurrency: 1,
    retries: 2,
  },
  async ({ step }) => {
    const total = { people: 0, pairs: 0 };
    for (let part = 1, after = 0; part <= 900; part++) {
      const from = after;
      const done = await step.run(`part ${part}`, () => refreshSlice(jobContext(nightlyId), from));
      total.people += done.people;
      total.pairs += done.pairs;
      if (done.last === null) break;
      after = done.last;
    }
    return total;
  },
);

addReconciler({
  name: "identity.duplicates",
  run: async (ctx) => (await refreshDuplicates(ctx)).people + (await mergeOrdered(ctx)).merged,
});

/** What came to donors after their merge. */
addReconciler({ name: "customers.settle-merges", run: settleMerges });
addReconciler({ name: "tracking.rebuild-merged", run: async (ctx) => (await rebuildMerged(ctx)).people });
