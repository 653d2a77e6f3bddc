import { z } from "zod";
import type { Announcement } from "@/server/kernel/command";

/** A cohort stands on a node and wants its work done. */
export const cohortReadyName = "campaigns/cohort.ready";
export const cohortReadyData = z.object({ cohortId: z.uuid() });

/** At `dueAt` somebody may enter the campaign by the passing of time alone. */
export const alarmSetName = "campaigns/alarm.set";
export const alarmSetData = z.object({ campaignId: z.uuid(), dueAt: z.iso.datetime() });

export const cohortReady = (cohortId: string): Announcement => ({
  name: cohortReadyName,
  data: { cohortId },
  dedupeKey: `cohort/${cohortId}`,
});
export const alarmSet = (campaignId: string, dueAt: Date): Announcement => ({
  name: alarmSetName,
  data: { campaignId, dueAt: dueAt.toISOString() },
  dedupeKey: `alarm/${campaignId}/${dueAt.getTime()}`,
});
/** Said once more because the first may have been lost: the engine must not drop it as a repetition. */
export const again = ({ name, data }: Announcement): Announcement => ({ name, data });
