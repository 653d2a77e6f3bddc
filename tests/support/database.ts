import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { createDb, type Db } from "@/server/db/client";

/** A database of this test file's own, cloned from the migrated template; dropped after the file. */
export async function testDatabase(): Promise<{ db: Db; url: string }> {
  const base = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = postgres(`${base}/postgres`, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template carillon_template`);
  const url = `${base}/${name}`;
  const db = createDb({ url, poolSize: 8, applicationName: "test" });
  afterAll(async () => {
    await db.$client.end({ timeout: 1 });
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end({ timeout: 1 });
  });
  return { db, url };
}
