import { type RunningEngine, startEngine } from "@/server/engine";
import { inngest, provideJobEnvironment } from "@/server/jobs/client";
import { functions } from "@/server/jobs/index";
import { deliverToInngest } from "@/server/jobs/outbox";
import { startOutboxRelay } from "@/server/kernel/outbox";
import { env, usesExternalInngest } from "@/server/platform/env";
import type { Loop, WorkerContext } from "./loops";

/** Within what the worker gives its loops to stop. A step that takes longer runs again after the start. */
const graceMs = 6000;

async function startEmbedded({ db, clock, log }: WorkerContext): Promise<RunningEngine> {
  if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set.");
  return await startEngine({
    db,
    databaseUrl: env.DATABASE_URL,
    client: inngest,
    functions,
    clock,
    log,
    ...(env.INNGEST_SIGNING_KEY ? { signingKey: env.INNGEST_SIGNING_KEY } : {}),
  });
}

/** Runs the functions, unless a real Inngest does, and brings it what the app announced. */
export const engineLoop: Loop = {
  name: "engine",
  async start(context) {
    const { db, clock, log } = context;
    const stopping = new AbortController();
    provideJobEnvironment({ db, clock, log, stopping: stopping.signal });
    const engine = usesExternalInngest() ? undefined : await startEmbedded(context);
    const relay = await startOutboxRelay(
      db,
      engine ? (events, tx) => engine.sendWithin(tx, events) : deliverToInngest,
      log,
    );
    const started = { name: "engine/started", data: {} };
    // Whatever was forgotten while nobody ran is looked for at once, not at the next full minute.
    await (engine ? engine.send([started]) : inngest.send(started));
    return {
      stop: async () => {
        stopping.abort();
        await relay.stop();
        await engine?.stop(graceMs);
      },
    };
  },
};
