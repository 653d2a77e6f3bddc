import { startSegmentFollower } from "@/server/domain/segments";
import type { Loop } from "./loops";

/** Keeps live segments up with the people they are about. */
export const segmentFollower: Loop = {
  name: "segment-follower",
  start: async ({ db, clock, log, failed }) =>
    startSegmentFollower(
      { actor: { kind: "system", label: "segments" }, door: "job", db, clock, log },
      failed,
    ),
};
