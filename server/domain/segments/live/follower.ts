import type { Db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { followSegments } from "./follow";

/** Marks and moments are looked for this often: one look-up each in an index. */
const restMs = 500;

export interface RunningFollower {
  /** Finishes the step at hand. */
  stop(): Promise<void>;
}

/** Keeps live segments current for as long as it runs. Fails through `failed`. */
export function startSegmentFollower(
  ctx: Context & { readonly db: Db },
  failed: (error: unknown) => void,
): RunningFollower {
  const stopping = new AbortController();
  let endRest: () => void = () => {};
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopping.signal.aborted) {
      const { isDone } = await followSegments(ctx, 5_000, stopping.signal);
      if (isDone && !stopping.signal.aborted) await rest();
    }
  };
  const done = run().catch((error: unknown) => {
    if (!stopping.signal.aborted) failed(error);
  });
  return {
    async stop() {
      stopping.abort();
      endRest();
      await done;
    },
  };
}
