import { eventType } from "inngest";
import { z } from "zod";
import {
  advanceCohort,
  alarmSetData,
  alarmSetName,
  announceForgottenCohorts,
  cohortReadyData,
  cohortReadyName,
  enterDue,
  watchCarts,
  watchMoves,
} from "@/server/domain/campaigns";
import { rfmRunFinished } from "@/server/domain/rfm";
import { movesNoted } from "@/server/domain/segments";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const cohortReady = eventType(cohortReadyName, { schema: cohortReadyData });
const alarmSet = eventType(alarmSetName, { schema: alarmSetData });
const cartsChanged = eventType("tracking/carts.changed", {
  schema: z.looseObject({ earliestActionAt: z.iso.datetime({ offset: true }).optional() }),
});

/** An engine whose clock runs ahead of ours wakes too early; it is sent back to sleep so many times at most. */
const mostNaps = 20;
/** Filters wait for the log of events to be read, half a second a turn; then they judge by what there is. */
const mostTurns = 60;

const runCohortId = "campaigns.run-cohort";
/** One cohort on one node. Where its people go next are other cohorts with runs of their own. */
export const runCohort = inngest.createFunction(
  { id: runCohortId, name: "Move a cohort on", triggers: [cohortReady], retries: 10 },
  async ({ event, step }) => {
    for (let turn = 0; ; turn++) {
      const patient = turn < mostTurns;
      const result = await step.run(`advance ${turn}`, () =>
        advanceCohort(jobContext(runCohortId), { ...event.data, patient }),
      );
      const wakeAt = "dueAt" in result ? result.dueAt : "retryAt" in result ? result.retryAt : undefined;
      if (wakeAt === undefined || !patient) return result;
      await step.sleepUntil(`sleep ${turn}`, wakeAt);
    }
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

const watchMovesId = "campaigns.watch-moves";
const something = { schema: z.looseObject({}) };
const [segmentsMoved, rfmComputed] = [eventType(movesNoted, something), eventType(rfmRunFinished, something)];
export const watchNewMoves = inngest.createFunction(
  { id: watchMovesId, name: "Look for those who moved", triggers: [segmentsMoved, rfmComputed], retries: 5 },
  ({ step }) => step.run("set alarms", () => watchMoves(jobContext(watchMovesId), {})),
);

const ringAlarmId = "campaigns.ring-alarm";
export const ringAlarm = inngest.createFunction(
  { id: ringAlarmId, name: "Let people enter", triggers: [alarmSet], retries: 10 },
  async ({ event, step }) => {
    const { campaignId, dueAt } = event.data;
    for (let nap = 1; nap <= mostNaps; nap++) {
      await step.sleepUntil(`until due ${nap}`, dueAt);
      const result = await step.run(`enter ${nap}`, () => enterDue(jobContext(ringAlarmId), { campaignId }));
      if (result.nextAt !== dueAt) return result;
    }
    return undefined;
  },
);

addReconciler({ name: "campaigns.cohorts", run: (ctx) => announceForgottenCohorts(ctx, {}) });
addReconciler({ name: "campaigns.alarms", run: async (ctx) => (await watchCarts(ctx, {})).alarms });
addReconciler({ name: "campaigns.moves", run: async (ctx) => (await watchMoves(ctx, {})).alarms });
