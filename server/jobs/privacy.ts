import { eventType } from "inngest";
import { z } from "zod";
import {
  announceOpenErasures,
  applyRetention,
  carryOutErasure,
  erasureRequested,
} from "@/server/domain/privacy";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const requested = eventType(erasureRequested, { schema: z.object({ erasureId: z.number().int() }) });

const eraseId = "privacy.erase";
export const erasePerson = inngest.createFunction(
  { id: eraseId, name: "Erase a person", triggers: [requested], concurrency: 1, retries: 10 },
  ({ event, step }) => step.run("erase", () => carryOutErasure(jobContext(eraseId), event.data.erasureId)),
);

const retentionId = "privacy.apply-retention";
export const applyRetentionDaily = inngest.createFunction(
  {
    id: retentionId,
    name: "Let go of what is past its time",
    triggers: [{ cron: "23 4 * * *" }],
    concurrency: 1,
    retries: 2,
  },
  ({ step }) => step.run("apply", () => applyRetention(jobContext(retentionId))),
);

addReconciler({ name: "privacy.erasures", run: announceOpenErasures });
