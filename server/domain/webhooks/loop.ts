import type { Db } from "@/server/db/client";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/logger";
import { deliverWebhooks } from "./deliver";

/** A notice may be lost; nothing waits longer than this for it. */
const pollMs = 30_000;

/** Sends as soon as something is written for an endpoint, and again when an attempt is due. */
export async function startDelivery(
  deps: { db: Db; clock: Clock; log: Logger },
  failed: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const { db, clock, log } = deps;
  const ctx = { actor: { kind: "system" as const, label: "webhooks" }, door: "job" as const, clock, db, log };
  let isStopped = false;
  let isWoken = true;
  let wake: () => void = () => {};
  const onNotify = () => {
    isWoken = true;
    wake();
  };
  const listening = await db.$client.listen("webhooks", onNotify, onNotify);
  const run = async () => {
    while (!isStopped) {
      isWoken = false;
      const { nextAt } = await deliverWebhooks(ctx);
      if (isWoken || isStopped) continue;
      const untilDue = nextAt ? nextAt.getTime() - clock.now().getTime() : pollMs;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(pollMs, Math.max(100, untilDue)));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const done = run().catch((error: unknown) => {
    if (!isStopped) failed(error);
  });
  return {
    async stop() {
      isStopped = true;
      wake();
      await done;
      await listening.unlisten();
    },
  };
}
