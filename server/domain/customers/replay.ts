import { isTransientDbError, type Tx } from "@/server/db/client";
import { unavailable } from "@/server/platform/errors";

/** Somebody else took a key between our reading and our writing. */
export class LostRace extends Error {}

const maxAttempts = 6;

/**
 * Runs `work` in a savepoint; after a lost race or a deadlock it is rolled back (which frees its locks) and run again
 * on what the winner committed.
 */
export async function replaying<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tx.transaction(work);
    } catch (error) {
      const isLost = error instanceof LostRace;
      if (!isLost && !isTransientDbError(error)) throw error;
      if (attempt < maxAttempts) continue;
      throw isLost ? unavailable("Many writers touch the same records. Try again in a moment.", 1) : error;
    }
  }
}
