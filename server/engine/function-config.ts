/**
 * What a function asks of its engine, read from the configuration the SDK sends at registration. A request for
 * something this executor does not do is refused here, by name: it would otherwise work only on a real Inngest.
 */
import { parseCronItem } from "graphile-worker";
import { z } from "zod";
import { compileExpression } from "./expression";

const concurrency = z.strictObject({
  limit: z.int().min(0),
  key: z.string().optional(),
  scope: z.literal("fn").optional(),
});

const configSchema = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string(), expression: z.string().optional() }),
      z.strictObject({ cron: z.string() }),
    ]),
  ),
  steps: z.strictObject({
    step: z.looseObject({
      retries: z.strictObject({ attempts: z.int().min(0).max(20).optional() }).optional(),
    }),
  }),
  idempotency: z.string().optional(),
  concurrency: z.union([z.int().min(0), concurrency, z.array(concurrency).max(2)]).optional(),
  cancel: z.array(z.strictObject({ event: z.string(), if: z.string().optional() })).optional(),
});

export interface ConcurrencyLimit {
  limit: number;
  /** Counts each value of the expression apart. */
  key?: string;
}
export interface EventTrigger {
  event: string;
  condition?: string;
}
export interface FunctionSpec {
  id: string;
  name: string;
  events: EventTrigger[];
  /** Five fields, UTC. */
  crons: string[];
  /** First try and retries together. */
  maxAttempts: number;
  idempotency?: string;
  limits: ConcurrencyLimit[];
  cancelOn: EventTrigger[];
}

const defaultRetries = 3;

function checkExpression(functionId: string, what: string, source: string | undefined): void {
  if (source === undefined) return;
  try {
    compileExpression(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Function ${functionId}: its ${what} \`${source}\` is beyond the embedded executor: ${reason}.`,
    );
  }
}

function checkCron(functionId: string, cron: string): void {
  try {
    parseCronItem({ task: "cron", match: cron });
  } catch {
    throw new Error(
      `Function ${functionId}: the schedule ${JSON.stringify(cron)} is not supported. Use five numeric fields in UTC, such as "*/5 * * * *".`,
    );
  }
}

function limitsOf(given: z.infer<typeof configSchema>["concurrency"]): ConcurrencyLimit[] {
  if (given === undefined) return [];
  const list = typeof given === "number" ? [{ limit: given }] : Array.isArray(given) ? given : [given];
  return list
    .filter((entry) => entry.limit > 0)
    .map(({ limit, key }) => ({ limit, ...(key ? { key } : {}) }));
}

/** Throws one clear sentence when the function asks for more than the executor does. */
export function readFunctionConfig(raw: unknown): FunctionSpec {
  // The SDK leaves absent options in as undefined; over the wire they vanish.
  const parsed = configSchema.safeParse(JSON.parse(JSON.stringify(raw)));
  const id = z.object({ id: z.string() }).safeParse(raw).data?.id ?? "(no id)";
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const named = issue?.code === "unrecognized_keys" ? issue.keys : [];
    const what = [...(issue?.path ?? []), ...named].join(".") || "its configuration";
    throw new Error(
      `Function ${id}: the embedded executor does not support ${what}. Remove it, or use Inngest.`,
    );
  }
  const { triggers, idempotency, cancel = [], steps, concurrency: limits, name } = parsed.data;
  const events = triggers.flatMap((trigger) =>
    "event" in trigger
      ? [{ event: trigger.event, ...(trigger.expression ? { condition: trigger.expression } : {}) }]
      : [],
  );
  const spec: FunctionSpec = {
    id,
    name: name ?? id,
    events,
    crons: triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : [])),
    maxAttempts: (steps.step.retries?.attempts ?? defaultRetries) + 1,
    ...(idempotency ? { idempotency } : {}),
    limits: limitsOf(limits),
    cancelOn: cancel.map((entry) => ({ event: entry.event, ...(entry.if ? { condition: entry.if } : {}) })),
  };
  for (const trigger of events) checkExpression(id, "if", trigger.condition);
  for (const trigger of spec.cancelOn) checkExpression(id, "cancelOn", trigger.condition);
  for (const limit of spec.limits) checkExpression(id, "concurrency key", limit.key);
  checkExpression(id, "idempotency", idempotency);
  for (const cron of spec.crons) checkCron(id, cron);
  return spec;
}
