import { keyOf } from "./expression";
import type { FunctionSpec } from "./function-config";
import type { EventPayload } from "./protocol";
import { type Work, workKey } from "./wake-ups";

interface Wanted {
  slot: string;
  limit: number;
}
/** Slots taken by one call. */
export interface Held {
  functionId: string;
  wanted: Wanted[];
}

/**
 * Concurrency limits. There is one engine, so counting its own calls in flight is exact; after a crash nothing is in
 * flight and the count is zero. Work that finds no free slot is parked here (in the tables it stays what it was) and
 * is handed back, oldest first, when a call of the same function ends.
 */
export class ConcurrencySlots {
  private readonly used = new Map<string, number>();
  private readonly parked = new Map<string, Map<string, { work: Work; wanted: Wanted[] }>>();

  /** The slots taken, or undefined when the work was parked. */
  acquire(spec: FunctionSpec, event: EventPayload, work: Work): Held | undefined {
    const wanted = spec.limits.map(({ limit, key }, index) => ({
      slot: `${spec.id}#${index}${key ? `=${keyOf(key, { event })}` : ""}`,
      limit,
    }));
    if (!this.isFree(wanted)) {
      const waiting = this.parked.get(spec.id) ?? new Map();
      this.parked.set(spec.id, waiting.set(workKey(work), { work, wanted }));
      return undefined;
    }
    for (const { slot } of wanted) this.used.set(slot, (this.used.get(slot) ?? 0) + 1);
    return { functionId: spec.id, wanted };
  }

  /** Frees the slots; the parked work whose turn it is, if any. */
  release(held: Held): Work | undefined {
    for (const { slot } of held.wanted) {
      const left = (this.used.get(slot) ?? 1) - 1;
      if (left > 0) this.used.set(slot, left);
      else this.used.delete(slot);
    }
    const waiting = this.parked.get(held.functionId);
    for (const [key, { work, wanted }] of waiting ?? []) {
      if (!this.isFree(wanted)) continue;
      waiting?.delete(key);
      return work;
    }
    return undefined;
  }

  private isFree(wanted: readonly Wanted[]): boolean {
    return wanted.every(({ slot, limit }) => (this.used.get(slot) ?? 0) < limit);
  }
}
