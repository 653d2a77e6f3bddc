/**
 * One call of a function, in the SDK's wire protocol: POST ?fnId=&stepId= with the event, the results of the steps
 * that ended and their order; the answer is the function's result, what it wants next, or an error.
 */
import { Agent, request } from "node:http";
import { z } from "zod";
import { type DueTime, parseRetryAfter } from "./due-time";
import { signRequest } from "./signature";

/** As stored and as functions get it; `ts` in milliseconds. */
export type EventPayload = { id: string; name: string; data: unknown; ts: number };
export type StepResult = { type: "data"; data: unknown } | { type: "error"; error: unknown };

export interface FunctionCall {
  functionId: string;
  runId: string;
  /** A planned step to run; without it the function tells what it wants next (and runs it at once if it is one step). */
  stepId?: string;
  event: EventPayload;
  attempt: number;
  maxAttempts: number;
  /** Ended steps, in the order they ended. */
  steps: ReadonlyMap<string, StepResult>;
  /** Other steps of the run are pending: a step found now must not be run within this call. */
  hasPending: boolean;
}

const opSchema = z.object({
  op: z.string(),
  id: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z
    .looseObject({
      parallelMode: z.string().optional(),
      timeout: z.string().optional(),
      if: z.string().optional(),
    })
    .nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Operation = z.infer<typeof opSchema>;

export interface RunError {
  name: string;
  message: string;
  stack?: string;
}
export type CallOutcome =
  | { kind: "completed"; data: unknown }
  | { kind: "operations"; operations: Operation[]; isGrouped: boolean; retryAfter: DueTime | undefined }
  | { kind: "error"; error: RunError; isRetriable: boolean; retryAfter: DueTime | undefined };

export interface Endpoint {
  /** Where the functions are served. */
  url: string;
  signingKey: string;
}

/** Longest a single step may take; then it counts as failed and is retried. */
const callTimeoutMs = 60 * 60 * 1000;
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** node:http rather than fetch: fetch gives up after five minutes without an answer, and a step may take longer. */
export function sendSigned(
  endpoint: Endpoint,
  method: "POST" | "PUT",
  query: string,
  body: unknown,
  extra: Record<string, string> = {},
): Promise<Reply> {
  const text = JSON.stringify(body);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "x-inngest-signature": signRequest(body, endpoint.signingKey, new Date()),
    "x-inngest-server-kind": "cloud",
    ...extra,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${endpoint.url}${query}`,
      { method, agent, headers, timeout: callTimeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("The step took longer than an hour.")));
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** Whatever was thrown, in the three fields that are kept. */
export function asRunError(value: unknown): RunError {
  const fields = z
    .object({
      name: z.string().catch("Error"),
      message: z.string().optional(),
      error: z.string().optional(),
      stack: z.string().optional(),
    })
    .safeParse(value).data;
  const message =
    fields?.message ?? fields?.error ?? (typeof value === "string" ? value : JSON.stringify(value));
  return {
    name: fields?.name ?? "Error",
    message: (message ?? "Unknown error").slice(0, 2000),
    ...(fields?.stack ? { stack: fields.stack.slice(0, 8000) } : {}),
  };
}

export function readReply(reply: Reply): CallOutcome {
  const body = parseJson(reply.body);
  const retryAfter = parseRetryAfter(text(reply.headers["retry-after"]));
  if (reply.status === 200) return { kind: "completed", data: body };
  if (reply.status === 206) {
    const parsed = z.array(opSchema).safeParse(Array.isArray(body) ? body : [body]);
    if (parsed.success) {
      // From version 2 on, the SDK expects to be called again only when all steps found together have ended,
      // unless they were started as a race.
      const coalesces = text(reply.headers["x-inngest-req-version"]) !== "1";
      const isRace = parsed.data.some((operation) => operation.opts?.parallelMode === "race");
      return {
        kind: "operations",
        operations: parsed.data,
        isGrouped: coalesces && !isRace && parsed.data.length > 1,
        retryAfter,
      };
    }
  }
  const error = asRunError(body === "" ? `The function answered ${reply.status}.` : body);
  return {
    kind: "error",
    error,
    isRetriable: text(reply.headers["x-inngest-no-retry"]) !== "true",
    retryAfter,
  };
}

export async function callFunction(endpoint: Endpoint, call: FunctionCall): Promise<CallOutcome> {
  const order = [...call.steps.keys()];
  const query = `?fnId=${encodeURIComponent(call.functionId)}&stepId=${encodeURIComponent(call.stepId ?? "step")}`;
  const body = {
    version: -1,
    event: call.event,
    events: [call.event],
    steps: Object.fromEntries(call.steps),
    ctx: {
      run_id: call.runId,
      attempt: call.attempt,
      max_attempts: call.maxAttempts,
      disable_immediate_execution: call.hasPending,
      use_api: false,
      stack: { stack: order, current: Math.max(0, order.length - 1) },
    },
  };
  try {
    return readReply(await sendSigned(endpoint, "POST", query, body, { "x-inngest-run-id": call.runId }));
  } catch (error) {
    return {
      kind: "error",
      error: asRunError(error instanceof Error ? { name: error.name, message: error.message } : error),
      isRetriable: true,
      retryAfter: undefined,
    };
  }
}
