import { ensureUpcomingPartitions } from "@/server/db/partitions";
import type { Loop } from "./loops";

const everyMs = 6 * 3600_000;

/** Makes next months' partitions well before they are needed. */
export const partitionUpkeep: Loop = {
  name: "partition-upkeep",
  async start({ db, clock, failed }) {
    await ensureUpcomingPartitions(db, clock.now());
    const timer = setInterval(() => {
      ensureUpcomingPartitions(db, clock.now()).catch(failed);
    }, everyMs);
    return { stop: async () => clearInterval(timer) };
  },
};
