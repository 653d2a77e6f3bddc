import { expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { runIngestChaos } from "@/tests/support/ingest-chaos";

const { url } = await testDatabase();
const { url: mutantUrl } = await testDatabase();
const shape = { events: 2_500, clients: 12, kills: 5, random: Math.random };

test("killed again and again: acknowledged is stored, each once", async () => {
  const report = await runIngestChaos({ ...shape, url });
  expect(report.kills).toBeGreaterThan(0);
  expect(report.exposed, "no request was under way at a kill: this run shows nothing").toBeGreaterThan(0);
  expect(report).toMatchObject({ lost: [], doubled: [], invented: 0 });
  expect(report.stored).toBe(report.acknowledged);
}, 180_000);

test("the test notices a server that acknowledges before it commits", async () => {
  const report = await runIngestChaos({ ...shape, kills: 8, url: mutantUrl, mutant: "ack-early" });
  expect(report.lost.length).toBeGreaterThan(0);
}, 180_000);
