import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { decryptSecret } from "@/server/platform/crypto";
import { outboundRequest } from "@/server/platform/outbound";
import { bodyOf } from "./body";
import { webhookDisabled } from "./events";
import { disableAfterMs, pauseAfter, restAfter } from "./model";
import { messageIdOf, signatureOf } from "./signature";
import {
  type AttemptResult,
  type Claimed,
  claim,
  type DueEndpoint,
  findDue,
  lockEndpoint,
  nextDueAt,
  recordAttempts,
} from "./store";

export interface Delivered {
  delivered: number;
  failed: number;
  /** When the next one is due; null when nothing waits. */
  nextAt: Date | null;
}

const answerTimeoutMs = 15_000;
/** Longer than an attempt can take: only a process that died leaves a lease to run out. */
const leaseMs = 60_000;
const atOnce = 8;
const answerShown = 1024;

/**
 * Sends what is due until nothing is, or for `budgetMs`. Endpoints have lanes of their own: one that hangs keeps nobody
 * else waiting. May run in several processes at once; may be killed at any moment.
 */
export async function deliverWebhooks(
  ctx: Context,
  options: { budgetMs?: number; random?: () => number } = {},
): Promise<Delivered> {
  const deadline = performance.now() + (options.budgetMs ?? 10_000);
  const total = { delivered: 0, failed: 0 };
  const busy = new Set<string>();
  const lanes = new Set<Promise<void>>();
  for (;;) {
    const due = performance.now() < deadline ? await findDue(ctx.db, ctx.clock.now(), [...busy]) : [];
    for (const endpoint of due) {
      busy.add(endpoint.id);
      const lane = runLane(ctx, endpoint, deadline, options.random ?? Math.random).then((sums) => {
        total.delivered += sums.delivered;
        total.failed += sums.failed;
        busy.delete(endpoint.id);
        lanes.delete(lane);
      });
      lanes.add(lane);
    }
    if (lanes.size === 0) return { ...total, nextAt: await nextDueAt(ctx.db) };
    await Promise.race(lanes);
  }
}

async function runLane(ctx: Context, endpoint: DueEndpoint, deadline: number, random: () => number) {
  const total = { delivered: 0, failed: 0 };
  let failuresInRow = endpoint.failuresInRow;
  while (performance.now() < deadline) {
    // What fails again and again is asked by one, not by eight.
    const limit = failuresInRow >= 5 ? 1 : atOnce;
    const claimed = await claim(ctx.db, endpoint.id, limit, ctx.clock.now(), leaseMs);
    if (claimed.length === 0) break;
    const answers = await Promise.all(claimed.map((one) => attempt(ctx, endpoint, one)));
    const outcome = await settle(ctx, endpoint, answers, random);
    total.delivered += outcome.delivered;
    total.failed += answers.length - outcome.delivered;
    failuresInRow = outcome.failuresInRow;
    if (outcome.isResting) break;
  }
  return total;
}

interface Answer {
  delivery: Claimed;
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  answer: string | null;
  retryAfterSeconds: number | undefined;
}

async function attempt(ctx: Context, endpoint: DueEndpoint, delivery: Claimed): Promise<Answer> {
  const at = ctx.clock.now();
  const started = performance.now();
  const done = (rest: Omit<Answer, "delivery" | "at" | "durationMs">): Answer => ({
    delivery,
    at,
    durationMs: Math.round(performance.now() - started),
    ...rest,
  });
  try {
    const body = bodyOf(delivery);
    const id = messageIdOf(delivery.eventId);
    const timestamp = Math.floor(at.getTime() / 1000);
    const answer = await outboundRequest({
      url: endpoint.url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Carillon-Webhooks/1",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(secretsOf(endpoint, at), { id, timestamp, body }),
      },
      body,
      timeoutMs: answerTimeoutMs,
      maxBytes: answerShown,
    });
    const isGood = answer.status >= 200 && answer.status < 300;
    const retryAfter = Number(answer.headers["retry-after"]);
    return done({
      status: answer.status,
      error: isGood ? null : refusalOf(answer.status),
      answer: readable(answer.body),
      retryAfterSeconds:
        [429, 502, 503, 504].includes(answer.status) && retryAfter > 0 ? retryAfter : undefined,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message || error.name : String(error);
    return done({ status: null, error: message.slice(0, 300), answer: null, retryAfterSeconds: undefined });
  }
}

function secretsOf(endpoint: DueEndpoint, now: Date): string[] {
  const isBoth = endpoint.previousSecret !== null && (endpoint.previousSecretUntil ?? now) > now;
  return [endpoint.secret, ...(isBoth && endpoint.previousSecret ? [endpoint.previousSecret] : [])].map(
    decryptSecret,
  );
}
const refusalOf = (status: number): string =>
  status >= 300 && status < 400
    ? `Answered ${status}, a redirect. Give the address it leads to.`
    : `Answered ${status}.`;
/** PostgreSQL holds no NUL, and half a character helps nobody. */
const readable = (bytes: Buffer): string | null =>
  bytes.length === 0 ? null : bytes.toString("utf8").replaceAll("\u0000", "\ufffd").slice(0, answerShown);

/** Keeps what came of a batch, and decides what becomes of the endpoint. */
async function settle(
  ctx: Context,
  endpoint: DueEndpoint,
  answers: readonly Answer[],
  random: () => number,
): Promise<{ delivered: number; failuresInRow: number; isResting: boolean }> {
  const now = ctx.clock.now();
  const delivered = answers.filter((one) => one.error === null).length;
  return await ctx.db.transaction(async (tx) => {
    const known = await lockEndpoint(tx, endpoint.id);
    if (!known) return { delivered, failuresInRow: 0, isResting: true };
    const failuresInRow = delivered > 0 ? 0 : known.failuresInRow + answers.length;
    const failingSince = delivered > 0 ? null : (known.failingSince ?? now);
    const retryAfter = Math.max(0, ...answers.map((one) => one.retryAfterSeconds ?? 0));
    const rest = delivered > 0 && retryAfter === 0 ? 0 : restAfter(failuresInRow, retryAfter);
    const lastError = answers.findLast((one) => one.error !== null)?.error ?? null;
    const reason =
      known.state === "active" ? disableReason(answers, failingSince, now, lastError) : undefined;
    await recordAttempts(
      tx,
      endpoint.id,
      answers.map((one) => resultOf(one, now, random)),
      {
        failuresInRow,
        failingSince,
        lastAttemptAt: now,
        lastError: delivered === answers.length ? null : lastError,
        restsUntil: rest > 0 ? new Date(now.getTime() + rest) : null,
        ...(delivered > 0 ? { lastSuccessAt: now } : {}),
        ...(reason ? { state: "disabled", disabledAt: now, disabledReason: reason } : {}),
      },
      now,
    );
    if (reason) await saveAnnouncements(tx, [{ name: webhookDisabled, data: { endpointId: endpoint.id } }]);
    return { delivered, failuresInRow, isResting: rest > 0 || reason !== undefined };
  });
}

function resultOf(one: Answer, now: Date, random: () => number): AttemptResult {
  const { delivery, at, durationMs, status, error, answer } = one;
  const pause = error === null ? undefined : pauseAfter(delivery.attempts + 1, random());
  return {
    eventId: delivery.eventId,
    at,
    durationMs,
    status,
    error,
    answer,
    state: error === null ? "delivered" : pause === undefined ? "failed" : "pending",
    nextAttemptAt: pause === undefined ? null : new Date(now.getTime() + pause),
  };
}

function disableReason(
  answers: readonly Answer[],
  failingSince: Date | null,
  now: Date,
  lastError: string | null,
): string | undefined {
  if (answers.some((one) => one.status === 410)) return "It answered 410: nobody is there any more.";
  if (failingSince && now.getTime() - failingSince.getTime() >= disableAfterMs)
    return `It has failed for five days. The last time: ${lastError ?? "no answer."}`;
  return undefined;
}
