/** Process: everything that runs without a request. */
import { db } from "@/server/db/client";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { endWith } from "./lifecycle";
import { loops } from "./loops";
import { superviseLoop } from "./supervise-loop";

// A promise nobody waits for must not take the other loops down; its loop is told by its own means.
process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled rejection"));

const running = loops.map((loop) => superviseLoop(loop, { db: db(), clock: systemClock, log: logger }));
logger.info({ loops: loops.map((loop) => loop.name) }, "worker running");

endWith(async () => {
  await Promise.all(running.map((loop) => loop.stop()));
  await db().$client.end({ timeout: 1 });
}, 8_000);
