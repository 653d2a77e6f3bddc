import type { Db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { followStale } from "./follow";
import { finishRecompute } from "./runs";
import { refreshSnapshot } from "./snapshot";

/** Without a notice (lost, or marks left by who died) the marks are looked at this often. */
const pollMs = 5_000;
/** A load writes thousands of people in many statements: a little patience makes slices full. */
const patienceMs = 300;

export interface RunningFollower {
  /** Finishes the slice at hand. */
  stop(): Promise<void>;
}

/** Judges people anew as they change: woken by the trigger's notice, polling as a fallback. */
export async function startFollower(
  ctx: Context & { readonly db: Db },
  failed: (error: unknown) => void,
): Promise<RunningFollower> {
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let isWoken = true;
  let endRest: () => void = () => {};
  const notice = () => {
    isWoken = true;
    wake();
  };
  const rest = (ms: number, wakesUp: boolean) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      wake = wakesUp ? end : () => {};
      endRest = end;
    });
  const listening = await ctx.db.$client.listen("quality", notice, notice);

  const run = async () => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      const { people, isDone } = await followStale(ctx, 5_000, stopping.signal);
      if (!isDone) continue;
      await finishRecompute(ctx);
      if (people > 0) await refreshSnapshot(ctx);
      if (!isWoken) await rest(pollMs, true);
      if (isWoken) await rest(patienceMs, false);
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
      await listening.unlisten();
    },
  };
}
