import pino from "pino";
import { expect, test } from "vitest";
import type { Db } from "@/server/db/client";
import { systemClock } from "@/server/platform/clock";
import type { Loop, RunningLoop } from "./loops";
import { superviseLoop } from "./supervise-loop";

/** A log that can be read back. */
function readableLog() {
  const lines: { level: number; msg: string }[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { log, lines };
}

const start = (loop: Loop, log: pino.Logger): RunningLoop =>
  superviseLoop(loop, { db: {} as Db, clock: systemClock, log });
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("a loop that cannot start is tried until it runs, and says so once", async () => {
  const { log, lines } = readableLog();
  let attempts = 0;
  let stopped = 0;
  const loop: Loop = {
    name: "stubborn",
    async start() {
      attempts += 1;
      if (attempts < 3) throw new Error("not yet");
      return {
        stop: async () => {
          stopped += 1;
        },
      };
    },
  };
  const running = start(loop, log);
  await until(() => lines.length >= 2);
  expect(attempts).toBe(3);
  expect(lines.map((line) => line.msg)).toEqual(["failed; trying again until it runs", "running again"]);
  await running.stop();
  expect(stopped).toBe(1);
});

test("a loop that fails while running is stopped and started again", async () => {
  const { log } = readableLog();
  const events: string[] = [];
  const loop: Loop = {
    name: "fragile",
    async start({ failed }) {
      events.push("start");
      if (events.length === 1) setTimeout(() => failed(new Error("gone")), 5);
      return {
        stop: async () => {
          events.push("stop");
        },
      };
    },
  };
  const running = start(loop, log);
  await until(() => events.length === 3);
  await running.stop();
  expect(events).toEqual(["start", "stop", "start", "stop"]);
});

test("stopping does not wait for the next try", async () => {
  const { log } = readableLog();
  const running = start({ name: "hopeless", start: () => Promise.reject(new Error("never")) }, log);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const from = performance.now();
  await running.stop();
  expect(performance.now() - from).toBeLessThan(200);
});
