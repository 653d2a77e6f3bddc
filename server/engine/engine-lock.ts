import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";

/**
 * At most one process drives the functions of a database: a session-level advisory lock on a connection of its own,
 * freed by PostgreSQL the moment that process dies. What an engine claimed before it lost the lock is claimed anew by
 * the next one, and its late answers are refused by their claims, so a moment of overlap doubles no stored result.
 */
export interface EngineLock {
  /** Settles when the lock is no longer ours. */
  lost: Promise<void>;
  release(): Promise<void>;
}

/** "carillon engine" as a number; any constant would do. */
const lockKey = 7_215_340_911;
const heartbeatMs = 10_000;

async function tryAcquire(databaseUrl: string): Promise<Client | undefined> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: "carillon engine lock",
    keepAlive: true,
    query_timeout: heartbeatMs,
  });
  // Without a listener, a connection that breaks would end the process; `lost` tells the rest.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
      lockKey,
    ]);
    if (rows[0]?.locked) return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return undefined;
}

/** Waits until the lock is free. Undefined when `isWanted` says to give up. */
export async function acquireEngineLock(
  databaseUrl: string,
  isWanted: () => boolean,
  onBusy: () => void,
): Promise<EngineLock | undefined> {
  let hasTold = false;
  while (isWanted()) {
    const client = await tryAcquire(databaseUrl);
    if (client) return held(client);
    if (!hasTold) onBusy();
    hasTold = true;
    await pause(500);
  }
  return undefined;
}

function held(client: Client): EngineLock {
  let beat: NodeJS.Timeout | undefined;
  const lost = new Promise<void>((resolve) => {
    client.once("end", resolve);
    client.once("error", () => resolve());
    beat = setInterval(() => {
      client.query("select 1").catch(() => resolve());
    }, heartbeatMs);
  });
  return {
    lost,
    release: async () => {
      clearInterval(beat);
      await client.end().catch(() => undefined);
    },
  };
}
