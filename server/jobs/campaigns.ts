import { eventType } from "inngest";
import { z } from "zod";
import {
  advanceCohort,
  alarmSetData,
  alarmSetName,
  announceForgottenCohorts,
  cohortReadyData,
  cohortReadyName,
  enterFromCarts,
  watchCarts,
} from "@/server/domain/campaigns";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const cohortReady = eventType(cohortReadyName, { schema: cohortReadyData });
const alarmSet = eventType(alarmSetName, { schema: alarmSetData });
const cartsChanged = eventType("tracking/carts.changed", {
  schema: z.looseObject({ earliestActionAt: z.iso.datetime({ offset: true }).optional() }),
});

/** An engine whose clock runs ahead of ours wakes too early; it is sent back to sleep so many times at most. */
const mostNaps = 20;

const runCohortId = "campaigns.run-cohort";
/** One cohort on one node. Where its people go next are other cohorts with runs of their own. */
export const runCohort = inngest.createFunction(
  { id: runCohortId, name: "Move a cohort on", triggers: [cohortReady], retries: 10 },
  async ({ event, step }) => {
    let result = await step.run("advance", () => advanceCohort(jobContext(runCohortId), event.data));
    for (let nap = 1; result.state === "waiting" && nap <= mostNaps; nap++) {
      await step.sleepUntil(`until due ${nap}`, result.dueAt);
      result = await step.run(`advance ${nap}`, () => advanceCohort(jobContext(runCohortId), event.data));
    }
    return result;
  },
);

const watchCartsId = "campaigns.watch-carts";
export const watchChangedCarts = inngest.createFunction(
  { id: watchCartsId, name: "Set alarms for changed carts", triggers: [cartsChanged], retries: 5 },
  ({ event, step }) =>
    step.run("set alarms", () =>
      watchCarts(jobContext(watchCartsId), { earliestActionAt: event.data.earliestActionAt }),
    ),
);

const ringAlarmId = "campaigns.ring-alarm";
export const ringAlarm = inngest.createFunction(
  { id: ringAlarmId, name: "Let people enter", triggers: [alarmSet], retries: 10 },
  async ({ event, step }) => {
    const { campaignId, dueAt } = event.data;
    for (let nap = 1; nap <= mostNaps; nap++) {
      await step.sleepUntil(`until due ${nap}`, dueAt);
      const result = await step.run(`enter ${nap}`, () =>
        enterFromCarts(jobContext(ringAlarmId), { campaignId }),
      );
      if (result.nextAt !== dueAt) return result;
    }
    return undefined;
  },
);

addReconciler({ name: "campaigns.cohorts", run: (ctx) => announceForgottenCohorts(ctx, {}) });
addReconciler({ name: "campaigns.alarms", run: async (ctx) => (await watchCarts(ctx, {})).alarms });
