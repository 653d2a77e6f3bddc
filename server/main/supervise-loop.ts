import { isTransientDbError } from "@/server/db/client";
import type { Loop, RunningLoop, WorkerContext } from "./loops";

const firstWaitMs = 250;
const longestWaitMs = 15_000;
/** Running this long without failing: the next failure starts from the first wait again. */
const steadyMs = 60_000;

/**
 * Keeps one loop running. A failure is logged once, then tries go on silently with growing pauses until it runs
 * again; the process and the other loops never notice.
 */
export function superviseLoop(loop: Loop, base: Omit<WorkerContext, "failed">): RunningLoop {
  const log = base.log.child({ loop: loop.name });
  const ended = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    ended.signal.addEventListener("abort", () => resolve(), { once: true });
  });

  const run = async () => {
    let waitMs = firstWaitMs;
    let isDown = false;
    while (!ended.signal.aborted) {
      let fail: (error: unknown) => void = () => {};
      const failure = new Promise<unknown>((resolve) => {
        fail = resolve;
      });
      const startedAt = performance.now();
      let cause: unknown;
      try {
        const running = await loop.start({ ...base, log, failed: fail });
        if (isDown) log.warn("running again");
        isDown = false;
        cause = await Promise.race([failure, stopped]);
        await running.stop();
        if (ended.signal.aborted) return;
      } catch (error) {
        cause = error;
      }
      if (performance.now() - startedAt > steadyMs) waitMs = firstWaitMs;
      // A database that restarts is no news beyond one line; anything else shows where it came from.
      if (!isDown && isTransientDbError(cause)) log.warn("the database is away; waiting for it");
      else if (!isDown) log.error({ err: cause }, "failed; trying again until it runs");
      isDown = true;
      await Promise.race([pause(waitMs), stopped]);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  };
  const done = run();
  return {
    async stop() {
      ended.abort();
      await done;
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
