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

const runCohortId = "campaigns.run-cohort";
/** One cohort on one node. Where its people go next are other cohorts with runs of their own. */
export const runCohort = inngest.createFunction(
  { id: runCohortId, name: "Move a cohort on", triggers: [cohortReady], retries: 10 },
  async ({ event, step }) => {
    const first = await step.run("advance", () => advanceCohort(jobContext(runCohortId), event.data));
    if (first.state !== "waiting") return first;
    await step.sleepUntil("until due", first.dueAt);
    return step.run("advance when due", () => advanceCohort(jobContext(runCohortId), event.data));
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
    await step.sleepUntil("until due", event.data.dueAt);
    return step.run("enter", () =>
      enterFromCarts(jobContext(ringAlarmId), { campaignId: event.data.campaignId }),
    );
  },
);

addReconciler({ name: "campaigns.cohorts", run: (ctx) => announceForgottenCohorts(ctx, {}) });
addReconciler({ name: "campaigns.alarms", run: async (ctx) => (await watchCarts(ctx, {})).alarms });
