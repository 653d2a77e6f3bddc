/** Process: the message bus alone, beside or instead of the worker's own reader; whoever holds a queue reads it. */
import { db } from "@/server/db/client";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { busConsumer } from "./bus-consumer";
import { endWith } from "./lifecycle";
import { superviseLoop } from "./supervise-loop";

process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled rejection"));

const running = superviseLoop(busConsumer, { db: db(), clock: systemClock, log: logger });
logger.info("bus worker running");

endWith(async () => {
  await running.stop();
  await db().$client.end({ timeout: 1 });
}, 8_000);
