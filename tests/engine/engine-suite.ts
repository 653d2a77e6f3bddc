/** What every engine must do with the tiny functions: run against the embedded executor, and against a real Inngest where its address is given. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Notes } from "./tiny-functions";

export interface EngineUnderTest {
  send(events: { id?: string; name: string; data: Record<string, unknown>; ts?: number }[]): Promise<unknown>;
  notes: Notes;
  /** How long the engine may take for a retry or a wake-up. */
  patienceMs: number;
}

export function describeEngine(engine: () => EngineUnderTest): void {
  const start = async (name: string, data: Record<string, unknown> = {}) => {
    const key = randomUUID();
    await engine().send([{ name: `suite/${name}`, data: { key, ...data } }]);
    return key;
  };
  const until = (key: string, line: string | RegExp) =>
    vi.waitFor(
      () => {
        const found = engine()
          .notes.of(key)
          .find((one) => (typeof line === "string" ? one === line : line.test(one)));
        if (!found) throw new Error(`no ${line} in ${JSON.stringify(engine().notes.of(key))}`);
        return found;
      },
      { timeout: engine().patienceMs, interval: 10 },
    );
  const notes = (key: string) => engine().notes.of(key);

  it("runs each step once and gives its result back as it was", async () => {
    const key = await start("memo");
    await until(key, "same");
    expect(notes(key)).toEqual(["first", "second", "same"]);
  });

  it("sleeps for a time and until a time", async () => {
    const key = await start("sleep");
    const [, first, second] = (await until(key, /^slept/)).split(" ").map(Number);
    expect(first).toBeGreaterThanOrEqual(1000);
    expect(second).toBeGreaterThanOrEqual(1490);
  });

  it("waits for the event that matches", async () => {
    const key = await start("wait", { timeout: "1h" });
    await until(key, "waiting");
    await pause(300);
    await engine().send([{ name: "suite/answer", data: { key: "somebody else", text: "no" } }]);
    await engine().send([{ name: "suite/answer", data: { key, text: "yes" } }]);
    await until(key, "answer yes");
  });

  it("stops waiting at the timeout", async () => {
    const key = await start("wait", { timeout: "1s" });
    await until(key, "timeout");
  });

  it("runs parallel steps side by side, each once", async () => {
    const key = await start("parallel");
    await until(key, "all abc");
    for (const line of ["start a", "start b", "start c", "a", "b", "c"])
      expect(engine().notes.count(key, line)).toBe(1);
  });

  it("goes on with the winner of a race", async () => {
    const key = await start("race");
    await until(key, "won sleep");
    expect(engine().notes.count(key, "after")).toBe(1);
  });

  it("tries a failed step, and a failed body, again, and nothing that succeeded", async () => {
    const key = await start("flaky");
    await until(key, /^done at body attempt [1-9]/);
    expect(engine().notes.count(key, "steady")).toBe(1);
    expect(engine().notes.count(key, "try")).toBe(3);
  });

  it("gives up after the last try and tells the failure handler", async () => {
    const key = await start("hopeless");
    await until(key, "gave up: always");
    expect(engine().notes.count(key, "try")).toBe(2);
  });

  it("does not repeat what cannot succeed", async () => {
    const key = await start("hopeless", { final: true });
    await until(key, "gave up: no use");
    expect(engine().notes.count(key, "try")).toBe(1);
  });

  it("hands the error of a step that failed for good to the function", async () => {
    const key = await start("forgiving");
    await until(key, "broken alone, broken left, broken right");
    for (const name of ["alone", "left", "right"]) expect(engine().notes.count(key, `try ${name}`)).toBe(2);
  });

  it("sends events from a step, and starts only what their condition allows", async () => {
    const key = await start("call");
    await until(key, "called 2");
    await until(key, "sent 2");
    expect(engine().notes.count(key, "called 1")).toBe(0);
  });

  it("keeps to the concurrency limits, whole and by key", async () => {
    const key = randomUUID();
    const lanes = ["a", "a", "a", "b", "b", "c"];
    await engine().send(lanes.map((lane) => ({ name: "suite/narrow", data: { key, lane } })));
    await vi.waitFor(
      () =>
        expect(lanes.map((lane) => engine().notes.count(`${key}/${lane}`, "out"))).toEqual([
          3, 3, 3, 2, 2, 1,
        ]),
      {
        timeout: engine().patienceMs,
      },
    );
    expect(Math.max(...notes(key).map((line) => Number(line.split(" ")[1])))).toBeLessThanOrEqual(2);
    for (const lane of ["a", "b", "c"])
      expect(notes(`${key}/${lane}`).every((line, index) => line === (index % 2 === 0 ? "in" : "out"))).toBe(
        true,
      );
  });

  it("starts one run per idempotency key and per event id", async () => {
    const key = randomUUID();
    const order = (n: number) => ({ name: "suite/once", data: { key, order: n } });
    await engine().send([order(1), order(1), order(2)]);
    await engine().send([order(1)]);
    const event = { id: randomUUID(), name: "suite/plain", data: { key } };
    await engine().send([event]);
    await engine().send([event, event]);
    await until(key, "order 2");
    await until(key, "ran");
    await pause(300);
    expect([...notes(key)].sort()).toEqual(["order 1", "order 2", "ran"]);
  });

  it("cancels a run when the event for it comes", async () => {
    const [stopped, left] = [await start("stoppable"), await start("stoppable")];
    await until(stopped, "began");
    await until(left, "began");
    await pause(200);
    await engine().send([{ name: "suite/stop", data: { key: stopped } }]);
    await until(left, "went on");
    expect(notes(stopped)).toEqual(["began"]);
  });

  it("delivers an event at its own time when that lies ahead", async () => {
    const key = randomUUID();
    const at = Date.now() + 1200;
    await engine().send([{ name: "suite/plain", data: { key }, ts: at }]);
    await until(key, "ran");
    expect(Date.now()).toBeGreaterThanOrEqual(at);
  });
}
