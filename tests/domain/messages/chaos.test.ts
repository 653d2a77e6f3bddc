import { afterAll, expect, test } from "vitest";
import { runChaos } from "@/tests/support/chaos";
import { testDatabase } from "@/tests/support/database";
import { startFakeResend } from "@/tests/support/provider";
import { insertPeople, planFor, publishTemplate } from "./support";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test(`600 letters, 12 killed senders, a moody provider: each once (seed ${seed})`, async () => {
  const { db, url: databaseUrl } = await testDatabase();
  const provider = await startFakeResend();
  afterAll(() => provider.stop());
  await insertPeople(db, 600);
  await planFor(db, await publishTemplate(db), 1, 600);
  const faults = {
    tooMany: 0.02,
    retryAfterSeconds: 0.2,
    error: 0.03,
    acceptThenReset: 0.03,
    acceptThenError: 0.02,
    hang: 0.003,
    delayMs: 45,
  };
  const result = await runChaos({
    db,
    databaseUrl,
    provider,
    workers: 2,
    kills: 12,
    seed,
    faults,
    withinMs: 90_000,
  });
  expect({ ...result, seed }).toMatchObject({ doubled: 0, phantoms: 0, states: { accepted: 600 } });
  // A run in which no kill met a letter on its way would prove nothing.
  expect(result.exposures).toBeGreaterThan(0);
  expect(result.replays).toBeGreaterThan(10);
}, 240_000);
