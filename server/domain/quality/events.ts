import { z } from "zod";

/** A run over many people waits to be worked on. */
export const runReady = "quality/run.ready";
export const runReadyData = z.object({ runId: z.uuid() });
