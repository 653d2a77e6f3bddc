/** A reader of the bus as a process of its own, to be killed. Settings come by the environment. */
import { createDb } from "@/server/db/client";
import { startBus } from "@/server/domain/bus";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";

const db = createDb({ url: env.DATABASE_URL ?? "", poolSize: 4, applicationName: "bus worker" });
await startBus({ db, clock: systemClock, log: logger }, (error) => {
  throw error;
});
process.send?.("running");
