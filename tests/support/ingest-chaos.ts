/**
 * Clients that send each event until it is acknowledged, against a server that is killed again and again. Afterwards
 * what was acknowledged must be what is stored, each once. The clients keep their own books: they are the oracle.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import postgres from "postgres";
import { deterministicUuid } from "@/server/platform/ids";
import { basic } from "./track-callers";

export interface ChaosOptions {
  /** Of an empty, migrated database. */
  url: string;
  events: number;
  clients: number;
  kills: number;
  /** Of the events, the share that is sent a second time after its acknowledgement. */
  resend?: number;
  /** How long a server lives before it is killed. */
  lifeMs?: () => number;
  random: () => number;
  mutant?: "ack-early";
  /** Also done at each kill: killing PostgreSQL, say. */
  onKill?: (no: number) => Promise<void>;
}
export interface ChaosReport {
  acknowledged: number;
  stored: number;
  /** Acknowledged and not stored: must be none. */
  lost: string[];
  /** Stored more than once: must be none. */
  doubled: string[];
  /** Stored and never sent: must be none. */
  invented: number;
  /** Requests that were under way when the server died; without them the test shows nothing. */
  exposed: number;
  kills: number;
}

const writeKey = "wk_chaos";
const sourceId = 77;

export async function runIngestChaos(options: ChaosOptions): Promise<ChaosReport> {
  const sql = postgres(options.url, { max: 2, onnotice: () => {} });
  await sql`insert into sources (id, name, code, write_key) values (${sourceId}, 'Chaos', 'chaos', ${writeKey}) on conflict do nothing`;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let server = await start(port, options);
  const acknowledged = new Set<string>();
  let exposed = 0;
  let isDone = false;
  let underWay = 0;
  let kills = 0;

  const send = async (messageIds: string[]): Promise<void> => {
    const batch = messageIds.map((messageId) => ({ type: "track", event: "Chaos", userId: "u", messageId }));
    for (;;) {
      underWay++;
      try {
        const answer = await fetch(`${origin}/v1/batch`, {
          method: "POST",
          headers: { authorization: basic(writeKey) },
          body: JSON.stringify({ batch }),
          signal: AbortSignal.timeout(20_000),
        });
        if (answer.status === 200) break;
        if (answer.status < 500) throw new Refused(`${answer.status} ${await answer.text()}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
        // Cut off while under way, not merely refused at the door: the interesting case.
        if (!isRefusedConnection(error)) exposed++;
      } finally {
        underWay--;
      }
      await pause(20 + options.random() * 80);
    }
    for (const messageId of messageIds) acknowledged.add(messageId);
  };

  const client = async (count: number) => {
    // Goes on past its share until the last kill: a fast machine must not be done before the first one.
    for (let sent = 0; sent < count || kills < options.kills; ) {
      const size = Math.min(count - sent, 1 + Math.floor(options.random() * 20));
      const ids = Array.from({ length: size }, () => randomUUID());
      await send(ids);
      if (options.random() < (options.resend ?? 0.1)) await send(ids);
      sent += size;
    }
  };

  const killing = (async () => {
    while (!isDone && kills < options.kills) {
      await pause(options.lifeMs?.() ?? 60 + options.random() * 300);
      while (!isDone && underWay === 0) await pause(1);
      if (isDone) break;
      server.kill("SIGKILL");
      kills++;
      await options.onKill?.(kills);
      server = await start(port, options);
    }
  })();
  try {
    await Promise.all(
      Array.from({ length: options.clients }, () => client(Math.ceil(options.events / options.clients))),
    );
  } finally {
    isDone = true;
    await killing;
    server.kill("SIGKILL");
  }
  const report = await compare(sql, acknowledged);
  await sql.end();
  return { ...report, exposed, kills };
}

class Refused extends Error {}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isRefusedConnection = (error: unknown): boolean =>
  (error as { cause?: { code?: string } }).cause?.code === "ECONNREFUSED";

async function compare(sql: postgres.Sql, acknowledged: Set<string>) {
  const rows = await sql<{ id: string; times: number }[]>`
    select id, count(*)::int as times from event_log where source_id = ${sourceId} group by id`;
  const stored = new Map(rows.map((row) => [row.id, row.times]));
  const wanted = new Map(
    [...acknowledged].map((messageId) => [deterministicUuid(sourceId, messageId), messageId]),
  );
  return {
    acknowledged: acknowledged.size,
    stored: stored.size,
    lost: [...wanted.keys()].filter((id) => !stored.has(id)),
    doubled: [...stored].filter(([, times]) => times > 1).map(([id]) => id),
    invented: [...stored.keys()].filter((id) => !wanted.has(id)).length,
  };
}

async function start(port: number, options: ChaosOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/ingest-server.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: options.url,
      MUTANT: options.mutant ?? "",
      NODE_ENV: "production",
      LOG_LEVEL: "silent",
      PROCESS_NAME: "chaos",
    },
  });
  for (let tries = 0; tries < 600; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) return child;
    await pause(50);
  }
  throw new Error("the server did not come back");
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
