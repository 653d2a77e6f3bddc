import { unavailable } from "@/server/platform/errors";

/**
 * Lets so many requests at the database at once, and lets others wait a little: when its connections are exhausted the
 * answer is 503 with Retry-After, never a request that hangs.
 */
export interface Admission {
  run<T>(work: () => Promise<T>): Promise<T>;
}
export interface AdmissionOptions {
  /** At work at once. */
  most: number;
  /** Waiting at once; who comes then is refused immediately. */
  mostWaiting: number;
  waitMs: number;
}

const busy = () => unavailable("The server is busy with other requests. Try again in a moment.", 1);

export function createAdmission({ most, mostWaiting, waitMs }: AdmissionOptions): Admission {
  let running = 0;
  const waiting: (() => void)[] = [];

  function enter(): Promise<void> {
    if (running < most) {
      running++;
      return Promise.resolve();
    }
    if (waiting.length >= mostWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(busy());
      }, waitMs);
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(begin);
    });
  }
  /** The place goes to who has waited longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

/** The work's answer, or 503 when it takes longer; the work itself goes on and may still be carried out. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          unavailable(
            "This takes longer than a request may. It may still be carried out: repeat it with the same Idempotency-Key.",
            5,
          ),
        ),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
