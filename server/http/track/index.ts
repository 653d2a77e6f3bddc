import { processIngest } from "@/server/domain/tracking";
import { logger } from "@/server/platform/logger";
import { createTrackDoor } from "./door";

export const trackDoor = createTrackDoor({ ingest: processIngest, log: logger.child({ part: "track" }) });
