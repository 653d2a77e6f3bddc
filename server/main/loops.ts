/** The worker's long-running loops, and what keeps them running through failures. */
import type { Db } from "@/server/db/client";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/logger";
import { busConsumer } from "./bus-consumer";
import { engineLoop } from "./engine-loop";
import { partitionUpkeep } from "./partition-upkeep";
import { qualityFollower } from "./quality-follower";
import { segmentFollower } from "./segment-follower";
import { trackingConsumer } from "./tracking-consumer";
import { webhookDelivery } from "./webhook-delivery";

export interface WorkerContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** A loop that fails after it has started says so here: it is stopped and started again. */
  failed(error: unknown): void;
}

export interface Loop {
  name: string;
  /** Resolves once it runs. Rejecting means "not now": it is tried again with growing pauses. */
  start(ctx: WorkerContext): Promise<RunningLoop>;
}
export interface RunningLoop {
  /** Finishes what is begun, takes nothing new. */
  stop(): Promise<void>;
}

/** Everything the worker does. */
export const loops: readonly Loop[] = [
  partitionUpkeep,
  engineLoop,
  trackingConsumer,
  qualityFollower,
  segmentFollower,
  webhookDelivery,
  busConsumer,
];
