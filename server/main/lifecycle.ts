import { logger } from "@/server/platform/logger";

/**
 * Runs `stop` once, on a signal or when the supervisor is gone (its ipc channel closes, even by kill -9), then ends
 * the process. What does not finish in time is cut off.
 */
export function endWith(stop: () => Promise<void>, withinMs: number): void {
  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, "could not stop cleanly");
      process.exit(1);
    }
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("disconnect", end);
  // The supervisor may have gone while we were still loading.
  if (process.connected === false) void end();
}
