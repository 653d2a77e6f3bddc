/**
 * The one Inngest client, and what every function starts with.
 *
 * How to write a function (docs/guides/add-a-job.md has the long form):
 *
 *   export const runCohort = inngest.createFunction(
 *     { id: "campaigns.run-cohort", triggers: [{ event: "campaigns/cohort.ready" }], retries: 5 },
 *     async ({ event, step }) => {
 *       await step.run("work", () => advanceCohort(jobContext("campaigns.run-cohort"), event.data));
 *     },
 *   );
 *
 * and list it in `index.ts`. (A typed event: `eventType("campaigns/cohort.ready", { schema: z.object({ cohortId: z.uuid() }) })`
 * of "inngest", as the trigger and in `step.waitForEvent`.) Two rules make it safe on any engine. A step may run twice (the engine may deliver the
 * same call again, even after a success): its effect is conditional on the state it leaves. A step returns ids and
 * counts, never lists of people: what it returns is stored with the run.
 */
import { Inngest } from "inngest";
import { type Db, db } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { type Clock, systemClock } from "@/server/platform/clock";
import { usesExternalInngest } from "@/server/platform/env";
import { type Logger, logger } from "@/server/platform/logger";

/**
 * With the embedded executor the client runs in "cloud" mode all the same: every request to the functions must carry
 * a valid signature. Only an explicit INNGEST_DEV (a developer's own dev server) relaxes that. Outside the worker the
 * client has no event key, so a stray `inngest.send` fails loudly: the way to send is `ctx.announce`.
 */
export const inngest = new Inngest({
  id: "carillon",
  logger: logger.child({ part: "jobs" }),
  isDev: usesExternalInngest() ? undefined : false,
  aiMetadata: false,
  // One request runs one step, and its result is stored before the next one starts.
  checkpointing: false,
});

export interface JobEnvironment {
  db: Db;
  clock: Clock;
  log: Logger;
  /** Aborted when the process is asked to stop: long work ends what it began and takes nothing new. */
  stopping?: AbortSignal;
}
let given: JobEnvironment | undefined;

/** Gives the functions of this process their database and clock: the worker's, a test's. Without it, the process's own. */
export function provideJobEnvironment(environment: JobEnvironment | undefined): void {
  given = environment;
}

export const jobEnvironment = (): JobEnvironment => given ?? { db: db(), clock: systemClock, log: logger };

/** What a function hands to the domain: the system acting through the door "job". */
export function jobContext(functionId: string): Context {
  const { db: pool, clock, log } = jobEnvironment();
  return {
    actor: { kind: "system", label: functionId },
    door: "job",
    clock,
    db: pool,
    log: log.child({ job: functionId }),
  };
}

/** Aborted when this process is about to stop. */
export const stopSignal = (): AbortSignal | undefined => given?.stopping;
