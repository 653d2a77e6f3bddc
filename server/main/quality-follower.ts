import { startFollower } from "@/server/domain/quality";
import type { Loop } from "./loops";

/** Keeps derived facts and suggestions up with the people they are about. */
export const qualityFollower: Loop = {
  name: "quality-follower",
  start: ({ db, clock, log, failed }) =>
    startFollower({ actor: { kind: "system", label: "quality" }, door: "job", db, clock, log }, failed),
};
