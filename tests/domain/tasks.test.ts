import { Inngest } from "inngest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getTask, listTasks, retryTask } from "@/server/domain/tasks";
import { type RunningEngine, startEngine } from "@/server/engine";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { asRole } from "../support/actors";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
const client = new Inngest({ id: "tasks", isDev: false, checkpointing: false, logger });
const administrator = asRole(db, "administrator");
let engine: RunningEngine;
let isBroken = true;
let prepared = 0;

beforeAll(async () => {
  const careful = client.createFunction(
    { id: "careful", name: "Careful work", retries: 1, triggers: [{ event: "tasks/work" }] },
    async ({ step }) => {
      await step.run("prepare", () => ++prepared);
      await step.run("deliver", () => {
        if (isBroken) throw new Error("The provider is away.");
      });
      return { ok: true };
    },
  );
  const easy = client.createFunction({ id: "easy", triggers: [{ event: "tasks/easy" }] }, () => null);
  engine = await startEngine({
    db,
    databaseUrl: url,
    client,
    functions: [careful, easy],
    clock: systemClock,
    log: logger,
    backoffMs: () => 20,
  });
  await engine.send([
    { name: "tasks/work", data: {} },
    ...Array.from({ length: 5 }, () => ({ name: "tasks/easy", data: {} })),
  ]);
  await engine.idle();
});
afterAll(() => engine.stop(2000));

describe("tasks", () => {
  it("are listed newest first, by state and function, page by page", async () => {
    const all = await listTasks(administrator, {});
    expect(all.tasks).toHaveLength(6);
    expect(all.isEmbedded).toBe(true);
    expect(all.functions).toEqual([
      { id: "tasks-careful", name: "Careful work" },
      { id: "tasks-easy", name: "easy" },
    ]);
    const failed = await listTasks(administrator, { states: ["failed"] });
    expect(failed.tasks).toMatchObject([
      {
        functionName: "Careful work",
        state: "failed",
        error: "The provider is away.",
        eventName: "tasks/work",
      },
    ]);
    expect((await listTasks(administrator, { functionId: "tasks-easy" })).tasks).toHaveLength(5);

    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listTasks(administrator, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.tasks.map((task) => task.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toEqual(all.tasks.map((task) => task.id));
    await expect(listTasks(administrator, { cursor: "nonsense" })).rejects.toThrow(/cursor/);
  });

  it("that failed go on from where they failed", async () => {
    const [failed] = (await listTasks(administrator, { states: ["failed"] })).tasks;
    const id = failed?.id ?? "";
    expect((await getTask(administrator, { id })).steps.map(({ name, state }) => [name, state])).toEqual([
      ["prepare", "done"],
      ["deliver", "failed"],
    ]);
    isBroken = false;
    await retryTask(administrator, { id });
    await engine.idle();
    expect(await getTask(administrator, { id })).toMatchObject({ state: "completed", error: null });
    expect(prepared).toBe(1);
    await expect(retryTask(administrator, { id })).rejects.toThrow(/Only a failed task/);
    await expect(retryTask(asRole(db, "marketer"), { id })).rejects.toThrow(/settings:write/);
  });
});
