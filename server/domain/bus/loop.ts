import { eq } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { busConnections } from "@/server/db/schema";
import type { Clock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import type { Logger } from "@/server/platform/logger";
import { publicAddress } from "./address";
import { consumeQueue, type RunningConsumer, tellState } from "./consume";
import { type ConnectionRecord, insertConnection, readConnections } from "./store";

const lookMs = 2_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Keeps a reader at every active connection: notices new, changed and deleted ones within seconds, and comes back to a
 * broken one after growing pauses. Where no connection is configured it only looks at an empty table.
 */
export function startBus(
  deps: { db: Db; clock: Clock; log: Logger },
  failed: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  const { db, clock, log } = deps;
  const ctx = {
    actor: { kind: "system" as const, label: "Message bus" },
    door: "job" as const,
    clock,
    db,
    log,
  };
  const readers = new Map<string, Reader>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  const look = async () => {
    const wanted = new Map(
      (await readConnections(db)).filter((one) => one.isActive).map((one) => [one.id, one]),
    );
    for (const [id, reader] of readers) {
      const now = wanted.get(id);
      if (now && reader.version === versionOf(now)) continue;
      readers.delete(id);
      await reader.stop();
      if (!now) await tellState(ctx, id, "waiting");
    }
    for (const [id, connection] of wanted)
      if (!readers.has(id) && !isStopped) readers.set(id, keepReading(ctx, connection));
  };
  const again = () => {
    looking = look()
      .catch((error: unknown) => failed(error))
      .finally(() => {
        if (!isStopped) timer = setTimeout(again, lookMs);
      });
  };
  return ensureEnvConnection(db, clock.now()).then(() => {
    again();
    return {
      async stop() {
        isStopped = true;
        clearTimeout(timer);
        await looking;
        await Promise.all([...readers.values()].map((reader) => reader.stop()));
      },
    };
  });
}

/** What a change of makes a new reader necessary. */
const versionOf = (one: ConnectionRecord) =>
  JSON.stringify([one.url, one.isFromEnv, one.queue, one.prefetch, one.rules]);

interface Reader {
  version: string;
  stop(): Promise<void>;
}

function keepReading(ctx: Parameters<typeof tellState>[0], connection: ConnectionRecord): Reader {
  const log = ctx.log.child({ bus: connection.name });
  let isStopped = false;
  let consumer: RunningConsumer | undefined;
  let wake: () => void = () => {};
  const run = async () => {
    let pauseMs = firstPauseMs;
    while (!isStopped) {
      const startedAt = performance.now();
      const breaking = new Promise<unknown>((resolve) => {
        wake = () => resolve(undefined);
        tellState(ctx, connection.id, "connecting")
          .then(() => consumeQueue({ ...ctx, log }, connection, resolve))
          .then(async (running) => {
            consumer = running;
            await tellState(ctx, connection.id, "reading");
            if (isStopped) resolve(undefined);
          })
          .catch(resolve);
      });
      const cause = await breaking;
      await consumer?.stop().catch(() => {});
      consumer = undefined;
      if (isStopped) break;
      const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
      log.warn({ err: cause, pauseMs }, "the bus is away; it is tried again");
      await tellState(ctx, connection.id, "failing", reason.slice(0, 500));
      if (performance.now() - startedAt > longestPauseMs) pauseMs = firstPauseMs;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
    await tellState(ctx, connection.id, "waiting");
  };
  const done = run();
  return {
    version: versionOf(connection),
    async stop() {
      isStopped = true;
      wake();
      await done;
    },
  };
}

/** AMQP_URL and AMQP_QUEUE make a connection of their own; people see it, and change all but its address. */
async function ensureEnvConnection(db: Db, now: Date): Promise<void> {
  const known = (await readConnections(db)).find((one) => one.isFromEnv);
  if (!env.AMQP_URL) {
    if (known?.isActive)
      await db.update(busConnections).set({ isActive: false }).where(eq(busConnections.id, known.id));
    return;
  }
  const values = {
    address: publicAddress(env.AMQP_URL),
    queue: env.AMQP_QUEUE,
    isFromEnv: true,
    isActive: true,
  };
  if (known) await db.update(busConnections).set(values).where(eq(busConnections.id, known.id));
  else
    await insertConnection(db, {
      name: "Message bus",
      ...values,
      rules: { items: [] },
      createdAt: now,
      updatedAt: now,
    });
}
