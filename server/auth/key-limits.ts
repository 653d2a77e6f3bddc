import type { Db } from "@/server/db/client";
import { env } from "@/server/platform/env";
import { AppError } from "@/server/platform/errors";
import { type Bucket, fullBucket, take } from "@/server/platform/token-bucket";
import { countRequests, type OpenKey } from "./api-key";

/** How far a key is from its limit, as the RateLimit headers tell it. */
export interface Allowance {
  perSecond: number;
  burst: number;
  remaining: number;
  /** Seconds until all of the burst is there again. */
  resetSeconds: number;
}
export class KeyLimitExceeded extends AppError {
  constructor(
    readonly allowance: Allowance,
    waitSeconds: number,
  ) {
    super(
      "limit_exceeded",
      `This API key may make ${allowance.perSecond} requests a second. Go on in ${waitSeconds} s; many objects go into one bulk request.`,
      { retryAfterSeconds: waitSeconds },
    );
  }
}

interface Spending {
  bucket: Bucket;
  /** Made here and not yet told to the others. */
  untold: number;
  isPrevious: boolean;
  /** The count of all processes when it was last told. */
  total: number | undefined;
  toldAt: number;
  timer: NodeJS.Timeout | undefined;
}
const tellEveryMs = 1_000;
const burstSeconds = 2;

/**
 * One bucket a key and process. Each process adds what it let through to the key's count in the database, at most once a
 * second and after the answer, and takes what the others added meanwhile out of its own bucket. So n processes together
 * keep to the limit, but for what each lets through in the second before it hears of the others.
 */
export function createKeyLimits(options: { defaultPerSecond: number; tellEveryMs?: number }) {
  const keys = new Map<string, Spending>();
  const every = options.tellEveryMs ?? tellEveryMs;

  function tell(db: Db, id: string, spending: Spending, now: Date): void {
    clearTimeout(spending.timer);
    spending.timer = undefined;
    const { untold: requests, isPrevious } = spending;
    if (requests === 0) return;
    spending.untold = 0;
    spending.toldAt = now.getTime();
    void countRequests(db, id, { requests, isPrevious, at: now }).then(
      (total) => {
        const byOthers = spending.total === undefined ? 0 : total - spending.total - requests;
        if (byOthers > 0) spending.bucket.tokens -= byOthers;
        spending.total = total;
      },
      () => {
        spending.untold += requests;
      },
    );
  }

  return {
    /** Throws KeyLimitExceeded, and then nothing is counted. */
    spend(db: Db, key: OpenKey, now: Date): Allowance {
      const perSecond = key.ratePerSecond ?? options.defaultPerSecond;
      const spending = keys.get(key.id) ?? {
        bucket: fullBucket(perSecond, now.getTime()),
        untold: 0,
        isPrevious: false,
        total: undefined,
        toldAt: 0,
        timer: undefined,
      };
      keys.set(key.id, spending);
      const wait = take(spending.bucket, 1, perSecond, now.getTime());
      const burst = perSecond * burstSeconds;
      const left = Math.max(0, spending.bucket.tokens);
      const allowance: Allowance = {
        perSecond,
        burst,
        remaining: Math.floor(left),
        resetSeconds: Math.ceil((burst - left) / perSecond),
      };
      if (wait > 0) throw new KeyLimitExceeded(allowance, wait);
      if (spending.untold > 0 && spending.isPrevious !== (key.endsAt !== null))
        tell(db, key.id, spending, now);
      spending.untold++;
      spending.isPrevious = key.endsAt !== null;
      const rest = every - (now.getTime() - spending.toldAt);
      if (rest <= 0) tell(db, key.id, spending, now);
      else if (!spending.timer) {
        spending.timer = setTimeout(() => tell(db, key.id, spending, new Date(now.getTime() + rest)), rest);
        spending.timer.unref();
      }
      return allowance;
    },
  };
}

/** This process's own. */
export const keyLimits = createKeyLimits({ defaultPerSecond: env.API_REQUESTS_PER_SECOND });
