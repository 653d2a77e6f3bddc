import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { openFolders } from "@/scripts/runtime/folders";
import { startOwnPostgres } from "@/scripts/runtime/postgres";
import { migrateToLatest } from "@/server/db/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser address of the server, without a database name. */
    postgresUrl: string;
  }
}

/** One throw-away PostgreSQL for the run, with a migrated template database that every test file clones. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "carillon-test-"));
  chmodSync(folder, 0o755); // as root, the server runs as another user
  const server = await startOwnPostgres(openFolders(folder), "carillon", { throwAway: true });
  const postgresUrl = server.url.replace(/\/[^/]*$/, "");
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
