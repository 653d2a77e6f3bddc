/**
 * The engine is woken, never trusted. Whatever it forgot (a wiped or restored engine, an event lost between two
 * crashes) is found again here: each domain says how to look for its own unfinished work in Postgres and to announce
 * it once more. A reconciler is set-based, harmless when nothing is wrong, and safe beside the work it checks.
 */
import type { Context } from "@/server/kernel/context";
import { inngest, jobContext } from "./client";

export interface Reconciler {
  /** `domain.what`: names the step, so it is unique and does not change. */
  name: string;
  /** Announces what was forgotten; how many. */
  run(ctx: Context): Promise<number>;
}

const registry = new Map<string, Reconciler>();

/** Called where the domain's functions are defined (server/jobs/<domain>.ts). */
export function addReconciler(reconciler: Reconciler): void {
  if (registry.has(reconciler.name)) throw new Error(`Two reconcilers are named ${reconciler.name}.`);
  registry.set(reconciler.name, reconciler);
}

const id = "engine.reconcile";

/** Each minute, and once when a worker starts. One domain's failure does not keep the others from running. */
export const reconcile = inngest.createFunction(
  {
    id,
    name: "Find forgotten work",
    triggers: [{ cron: "* * * * *" }, { event: "engine/started" }],
    concurrency: 1,
    retries: 1,
  },
  async ({ step }) => {
    const found: Record<string, number> = {};
    const failed: string[] = [];
    for (const reconciler of registry.values()) {
      try {
        found[reconciler.name] = await step.run(reconciler.name, () => reconciler.run(jobContext(id)));
      } catch (error) {
        jobContext(id).log.error({ err: error, reconciler: reconciler.name }, "reconciler failed");
        failed.push(reconciler.name);
      }
    }
    return { found, failed };
  },
);
