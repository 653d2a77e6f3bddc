import { type Db, isTransientDbError } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { readSettings } from "@/server/domain/account";
import { type EmailChannel, emailChannel, type Letter, type Outcome } from "@/server/domain/channels";
import { type ContactReport, noteContacts } from "@/server/domain/customers";
import type { Context } from "@/server/kernel/context";
import { gather } from "@/server/platform/gather";
import { afterSign, type Circuit, closedCircuit } from "./circuit";
import { composeLetters } from "./compose";
import { signOf, verdictOf } from "./outcome";
import { type OpenedAttempt, openAttempts, type RecordedAttempt, recordOutcomes } from "./store/attempts";
import {
  type ClaimedMessage,
  claimDue,
  defaultLease,
  type Lease,
  recoverExpiredClaims,
  releaseClaims,
} from "./store/claim";
import { type Content, loadContents, saveContents, skipClaimed } from "./store/contents";
import { loadCurrentVersions, loadCustomers, loadSourceNames } from "./store/facts";
import { nextDueAt } from "./store/read";

/** Places where a test may stop the world. */
export const dispatchPoints = [
  "after-claim",
  "after-render",
  "before-send",
  "after-send",
  "after-record",
] as const;
export type DispatchPoint = (typeof dispatchPoints)[number];

export interface DispatchOptions {
  /** At most so many in this call. */
  limit?: number;
  /** No new batch begins after this long. */
  budgetMs?: number;
  channel?: EmailChannel;
  lease?: Lease;
  /** Asks for a graceful stop: what is on its way ends, the rest is given back. */
  signal?: AbortSignal | undefined;
  reached?: (point: DispatchPoint) => void;
}
export interface Dispatched {
  claimed: number;
  accepted: number;
  deferred: number;
  failed: number;
  uncertain: number;
  skipped: number;
  /** When the next planned message may go; null when none is left. */
  nextDueAt: Date | null;
}

const batchSize = 200;
const circuits = new Map<string, Circuit>();

/**
 * Sends what is due, batch by batch: claim, render, fix the content, hand over, record. Any number of workers may do
 * this at once. Stops early when the provider asks for a pause.
 */
export async function dispatchDue(ctx: Context, options: DispatchOptions = {}): Promise<Dispatched> {
  const db = ctx.db as Db;
  const channel = options.channel ?? emailChannel();
  const lease = options.lease ?? defaultLease;
  const totals = { claimed: 0, accepted: 0, deferred: 0, failed: 0, uncertain: 0, skipped: 0 };
  const limit = options.limit ?? 5_000;
  const deadline = performance.now() + (options.budgetMs ?? 20_000);
  const terms = { provider: channel.provider, keyMemoryMs: channel.capabilities.keyMemoryMs, lease };
  await ensurePartitions(db, "message_events", [ctx.clock.now()]);
  totals.uncertain += (await recoverExpiredClaims(db, { ...terms, now: ctx.clock.now() })).uncertain;
  const mayGoOn = () => performance.now() < deadline && !options.signal?.aborted && isOpenFor(channel);
  while (totals.claimed < limit && mayGoOn()) {
    const lastStartMs = performance.now() + (lease.seconds - lease.reserveSeconds) * 1000;
    const size = Math.min(batchSize, limit - totals.claimed);
    const claim = await claimDue(db, { ...terms, now: ctx.clock.now(), limit: size });
    totals.skipped += claim.skipped;
    totals.uncertain += claim.uncertain;
    totals.claimed += claim.messages.length;
    if (claim.messages.length + claim.skipped + claim.uncertain === 0) break;
    options.reached?.("after-claim");
    await sendBatch({ ctx, db, channel, options, totals, lease, lastStartMs }, claim.messages);
  }
  return { ...totals, nextDueAt: await nextDispatchAt(ctx, channel) };
}

/** When calling again makes sense: not while the provider is to be left alone. */
async function nextDispatchAt(ctx: Context, channel: EmailChannel): Promise<Date | null> {
  const due = await nextDueAt(ctx.db);
  return due && new Date(Math.max(due.getTime(), inMs(ctx, pauseLeftMs(channel)).getTime()));
}

/**
 * A provider that asked for rest, or fails everybody, is left alone for a while. Counted in real time: the clock of
 * the context may be anybody's, sockets follow only their own.
 */
const pauseLeftMs = (channel: EmailChannel): number =>
  Math.max(0, (circuits.get(channel.provider)?.openUntilMs ?? 0) - Date.now());
const isOpenFor = (channel: EmailChannel): boolean => pauseLeftMs(channel) === 0;
const inMs = (ctx: Context, ms: number): Date => new Date(ctx.clock.now().getTime() + ms);

interface Batch {
  ctx: Context;
  db: Db;
  channel: EmailChannel;
  options: DispatchOptions;
  totals: Omit<Dispatched, "nextDueAt">;
  lease: Lease;
  /** performance.now() after which no send begins: the lease would not outlast it. */
  lastStartMs: number;
}

async function sendBatch(batch: Batch, messages: readonly ClaimedMessage[]): Promise<void> {
  const { ctx, db, options } = batch;
  try {
    const contents = await prepare(batch, messages);
    options.reached?.("after-render");
    const ready = messages.filter((message) => contents.has(message.id));
    const unsent = await handOver(batch, ready, contents);
    await releaseClaims(db, unsent, inMs(ctx, pauseLeftMs(batch.channel)));
  } catch (error) {
    // What was attempted keeps its open attempt and lease; the rest may go to anyone at once.
    ctx.log.error({ err: error }, "sending a batch failed");
    await releaseClaims(db, messages, inMs(ctx, 5_000)).catch(() => undefined);
    throw error;
  }
}

/** The content of each message: as rendered before, or rendered and fixed now. What cannot be rendered ends here. */
async function prepare(batch: Batch, messages: readonly ClaimedMessage[]): Promise<Map<string, Content>> {
  const { ctx, db, totals } = batch;
  await ensurePartitions(
    db,
    "message_contents",
    messages.map((message) => message.plannedAt),
  );
  const known = await loadContents(db, messages);
  const fresh = messages.filter((message) => !known.has(message.id));
  if (fresh.length === 0) return known;
  const now = ctx.clock.now();
  const [settings, customers, templates, sourceNames] = await Promise.all([
    readSettings(db),
    loadCustomers(
      db,
      fresh.map((message) => message.customerId),
    ),
    loadCurrentVersions(
      db,
      fresh.flatMap((message) => message.templateId ?? []),
    ),
    loadSourceNames(db, fresh),
  ]);
  const { contents, failures } = await composeLetters(fresh, {
    settings,
    customers,
    templates,
    sourceNames,
    now,
  });
  totals.skipped += failures.length;
  await skipClaimed(db, failures, now);
  return new Map([...known, ...(await saveContents(db, contents, fresh))]);
}

/** Sends over as many lanes as the provider takes; the answer is what was not begun. */
async function handOver(
  batch: Batch,
  ready: readonly ClaimedMessage[],
  contents: ReadonlyMap<string, Content>,
): Promise<ClaimedMessage[]> {
  const { ctx, db, channel, options, lease } = batch;
  const open = gather((asked: ClaimedMessage[]) =>
    openAttempts(db, asked, { provider: channel.provider, lease, now: ctx.clock.now() }),
  );
  const record = gather((recorded: RecordedAttempt[]) => recordPatiently(db, recorded));
  const queue = [...ready];
  const mayStart = () =>
    performance.now() < batch.lastStartMs && !options.signal?.aborted && isOpenFor(channel);
  const lane = async () => {
    while (queue.length > 0 && mayStart()) {
      const message = queue.shift();
      const content = message && contents.get(message.id);
      if (!message || !content) continue;
      const attempt = await open(message);
      if (attempt) await sendOne(batch, record, message, content, attempt);
    }
  };
  const lanes = Math.min(channel.capabilities.concurrency, ready.length);
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ends.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return queue;
}

async function sendOne(
  batch: Batch,
  record: (attempt: RecordedAttempt) => Promise<boolean>,
  message: ClaimedMessage,
  content: Content,
  attempt: OpenedAttempt,
): Promise<void> {
  const { ctx, channel, options, totals } = batch;
  options.reached?.("before-send");
  const outcome = await channel.send(letterOf(message, content));
  options.reached?.("after-send");
  noteSign(channel, outcome);
  const at = ctx.clock.now();
  const verdict = verdictOf(outcome, { ...attempt, now: at }, channel.capabilities);
  const isRecorded = await record({ message, verdict, provider: channel.provider, at });
  options.reached?.("after-record");
  if (!isRecorded) return;
  if (verdict.state === "planned") totals.deferred += 1;
  else if (verdict.state === "failed") totals.failed += 1;
  else if (verdict.state === "uncertain") totals.uncertain += 1;
  else totals.accepted += 1;
}

function noteSign(channel: EmailChannel, outcome: Outcome): void {
  circuits.set(
    channel.provider,
    afterSign(circuits.get(channel.provider) ?? closedCircuit, signOf(outcome), Date.now()),
  );
}

/** What an outcome says about an address is kept with it. */
async function recordWithHealth(db: Db, recorded: RecordedAttempt[]): Promise<boolean[]> {
  const reports = recorded.flatMap(reportOf);
  const [first] = reports;
  if (!first) return await recordOutcomes(db, recorded);
  return await db.transaction(async (tx) => {
    const done = await recordOutcomes(tx, recorded);
    await noteContacts(tx, reports, first.at);
    return done;
  });
}

function reportOf({ message, verdict, at }: RecordedAttempt): ContactReport[] {
  const code = verdict.bounce?.contactCode ?? 0;
  if (message.sourceKind === "test" || (code === 0 && verdict.state !== "delivered")) return [];
  const { customerId, address: value, id: ref } = message;
  return [{ kind: "email", value, customerId, ref, at, code, by: "provider" }];
}

/** An outcome that is not written down turns into doubt, so a database that is away is waited for. */
async function recordPatiently(db: Db, recorded: RecordedAttempt[]): Promise<boolean[]> {
  for (let wait = 200; ; wait *= 2) {
    try {
      return await recordWithHealth(db, recorded);
    } catch (error) {
      if (!isTransientDbError(error) || wait > 10_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** The letter as any channel takes it; a function of what was fixed. */
export const letterOf = (message: { id: string; address: string }, content: Content): Letter => ({
  id: message.id,
  from: { name: content.fromName, address: content.fromAddress },
  to: { name: content.toName, address: message.address },
  replyTo: content.replyTo,
  subject: content.subject,
  html: content.html,
  text: content.text,
  headers: content.headers as Record<string, string>,
  renderedAt: content.renderedAt,
});
