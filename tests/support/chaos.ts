import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import type { FakeBehaviour } from "./fake-resend";
import type { FakeProvider } from "./provider";
import { startWorker } from "./send-faults";

export interface ChaosPlan {
  db: Db;
  databaseUrl: string;
  provider: FakeProvider;
  workers: number;
  kills: number;
  seed: number;
  faults: FakeBehaviour;
  mutant?: "no-key";
  /** Beside the kills of senders: what else breaks, after each so many kills. */
  alsoBreak?: { every: number; act(): Promise<void> };
  /** Gives up after this long without an end. */
  withinMs: number;
}
export interface ChaosResult {
  /** Letters the provider accepted more than once, by its own log. */
  doubled: number;
  /** Rows that say accepted or delivered and of which the provider knows nothing. */
  phantoms: number;
  /** Rows in each end; anything under planned or claimed is lost. */
  states: Record<string, number>;
  /** Kills that met letters on their way; a run without is proof of nothing. */
  exposures: number;
  /** Second askings the provider absorbed. */
  replays: number;
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills senders at random moments while they work off what is planned, then lets them finish and asks the provider. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult> {
  const random = generator(plan.seed);
  await ensurePartitions(plan.db, "message_events", [new Date()]);
  await plan.provider.behave({ ...plan.faults, seed: plan.seed });
  const start = () =>
    startWorker({
      databaseUrl: plan.databaseUrl,
      provider: "resend",
      providerUrl: plan.provider.url,
      ...(plan.mutant ? { mutant: plan.mutant } : {}),
    });
  const running = await Promise.all(Array.from({ length: plan.workers }, start));
  let exposures = 0;
  for (let kill = 1; kill <= plan.kills; kill++) {
    await pause(120 + random() * 260);
    const victim = Math.floor(random() * running.length);
    running[victim]?.child.kill("SIGKILL");
    await running[victim]?.gone;
    exposures += Math.max(0, await inFlight(plan.db));
    if (plan.alsoBreak && kill % plan.alsoBreak.every === 0) await plan.alsoBreak.act();
    running[victim] = await start();
  }
  const deadline = Date.now() + plan.withinMs;
  while ((await openRows(plan.db)) !== 0 && Date.now() < deadline) await pause(200);
  for (const { child, gone } of running) {
    child.kill("SIGKILL");
    await gone;
  }
  return { ...(await judge(plan)), exposures };
}

/** -1 while the database is away. */
const countOf = async (db: Db, condition: ReturnType<typeof sql>): Promise<number> =>
  await countNow(db, condition).catch(() => -1);
const countNow = async (db: Db, condition: ReturnType<typeof sql>): Promise<number> =>
  (await db.execute<{ n: number }>(sql`select count(*)::int as n from messages where ${condition}`))[0]?.n ??
  0;
const inFlight = (db: Db) => countOf(db, sql`state = 'claimed' and attempt_open_since is not null`);
const openRows = (db: Db) => countOf(db, sql`state in ('planned', 'claimed')`);

async function judge({ db, provider }: ChaosPlan): Promise<Omit<ChaosResult, "exposures">> {
  const accepted = new Map<string, number>();
  let replays = 0;
  for (const entry of provider.log()) {
    if (entry.kind === "replayed") replays += 1;
    if (entry.kind === "accepted" && entry.messageId)
      accepted.set(entry.messageId, (accepted.get(entry.messageId) ?? 0) + 1);
  }
  const rows = await db.execute<{ id: string; state: string }>(sql`select id, state from messages`);
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  return {
    doubled: [...accepted.values()].filter((times) => times > 1).length,
    phantoms: rows.filter(
      ({ id, state }) => (state === "accepted" || state === "delivered") && !accepted.has(id),
    ).length,
    states,
    replays,
  };
}
