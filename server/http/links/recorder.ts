import { isTransientDbError } from "@/server/db/client";
import { type EngagementHit, recordHits } from "@/server/domain/messages";
import type { Context } from "@/server/kernel/context";
import { gather } from "@/server/platform/gather";

/** More than this waiting for the database, and hits are let go rather than memory. */
const mostWaiting = 20_000;
/** A reader is not kept waiting longer than this for our books. */
const patienceMs = 1_200;
const retryAfterMs = [300, 1_500, 6_000, 20_000];

export interface HitRecorder {
  /** Resolves when it is written, or when the reader has waited enough: then it is still being written. Never throws. */
  record(hit: EngagementHit): Promise<void>;
}

/** Writes opens and clicks together with those that came at the same time, through short absences of the database. */
export function hitRecorder(context: () => Context): HitRecorder {
  let waiting = 0;
  const add = gather(async (hits: EngagementHit[]) => {
    await recordHits(context(), hits);
    return hits.map(() => undefined);
  });

  async function write(hit: EngagementHit): Promise<void> {
    for (const wait of [...retryAfterMs, 0]) {
      try {
        await add(hit);
        return;
      } catch (error) {
        if (!isTransientDbError(error) || wait === 0) {
          context().log.error({ err: error, kind: hit.kind }, "an open or click was not recorded");
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  return {
    async record(hit) {
      if (waiting >= mostWaiting) return;
      waiting += 1;
      const written = write(hit).finally(() => {
        waiting -= 1;
      });
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      await Promise.race([written, enough]);
      clearTimeout(timer);
    },
  };
}
