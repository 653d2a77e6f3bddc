import { z } from "zod";
import type { Announcement } from "@/server/kernel/command";

export const bulkRequested = "bulk/job.requested";
export const bulkRequestedData = z.object({ jobId: z.uuid() });
export const bulkIsRequested = (jobId: string): Announcement => ({ name: bulkRequested, data: { jobId } });
