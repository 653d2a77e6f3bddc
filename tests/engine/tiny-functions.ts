/** Tiny functions, one per thing an engine must do. They note what happened, by the key in the event that started them. */
import { setTimeout as pause } from "node:timers/promises";
import { group, type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";

export class Notes {
  private readonly lines = new Map<string, string[]>();

  add(key: string, line: string): void {
    this.lines.set(key, [...this.of(key), line]);
  }
  of(key: string): string[] {
    return this.lines.get(key) ?? [];
  }
  count(key: string, line: string): number {
    return this.of(key).filter((one) => one === line).length;
  }
}

export const cronOfTick = "0 4 29 2 *";

export function tinyFunctions(inngest: Inngest.Any, notes: Notes): InngestFunction.Any[] {
  const keyOf = (event: { data: Record<string, unknown> }) => String(event.data.key);

  const memo = inngest.createFunction(
    { id: "memo", triggers: [{ event: "suite/memo" }] },
    async ({ event, step, runId }) => {
      const key = keyOf(event);
      const first = await step.run("first", () => {
        notes.add(key, "first");
        return { value: Math.random(), odd: "\u0000 \ud800 ✓" };
      });
      const second = await step.run("second", () => {
        notes.add(key, "second");
        return first.value;
      });
      notes.add(
        key,
        first.value === second && first.odd === "\u0000 \ud800 ✓" && runId ? "same" : "different",
      );
      return { ok: true };
    },
  );

  const sleeper = inngest.createFunction(
    { id: "sleeper", triggers: [{ event: "suite/sleep" }] },
    async ({ event, step }) => {
      const began = await step.run("begin", () => Date.now());
      await step.sleep("short", "1s");
      const woke = await step.run("woke", () => Date.now());
      await step.sleepUntil("until", new Date(woke + 1500));
      notes.add(keyOf(event), `slept ${woke - began} ${Date.now() - woke}`);
    },
  );

  const waiter = inngest.createFunction(
    { id: "waiter", triggers: [{ event: "suite/wait" }] },
    async ({ event, step }) => {
      notes.add(keyOf(event), "waiting");
      const answer = await step.waitForEvent("answer", {
        event: "suite/answer",
        timeout: event.data.timeout as string,
        if: "event.data.key == async.data.key",
      });
      notes.add(keyOf(event), answer ? `answer ${answer.data.text}` : "timeout");
    },
  );

  const parallel = inngest.createFunction(
    { id: "parallel", triggers: [{ event: "suite/parallel" }] },
    async ({ event, step }) => {
      const key = keyOf(event);
      const one = (name: string) =>
        step.run(name, async () => {
          notes.add(key, `start ${name}`);
          await pause(50);
          notes.add(key, name);
          return name;
        });
      const all = await Promise.all([one("a"), one("b"), one("c"), step.sleep("nap", "1s")]);
      notes.add(key, `all ${all.slice(0, 3).join("")}`);
    },
  );

  const racer = inngest.createFunction(
    { id: "racer", triggers: [{ event: "suite/race" }] },
    async ({ event, step }) => {
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([
          step.waitForEvent("never", { event: "suite/never", timeout: "3s" }).then(() => "event"),
          step.sleep("nap", "1s").then(() => "sleep"),
        ]),
      );
      const after = await step.run("after", () => {
        notes.add(keyOf(event), "after");
        return winner;
      });
      notes.add(keyOf(event), `won ${after}`);
    },
  );

  const flaky = inngest.createFunction(
    { id: "flaky", retries: 3, triggers: [{ event: "suite/flaky" }] },
    async ({ event, step, attempt }) => {
      const key = keyOf(event);
      await step.run("steady", () => notes.add(key, "steady"));
      const result = await step.run("flaky", () => {
        notes.add(key, "try");
        if (notes.count(key, "try") === 1) throw new RetryAfterError("busy", 1000);
        if (notes.count(key, "try") === 2) throw new Error("not yet");
        return "done";
      });
      if (notes.count(key, "body failed") === 0) {
        notes.add(key, "body failed");
        throw new Error("outside of steps");
      }
      notes.add(key, `${result} at body attempt ${attempt}`);
    },
  );

  const hopeless = inngest.createFunction(
    {
      id: "hopeless",
      retries: 1,
      triggers: [{ event: "suite/hopeless" }],
      onFailure: ({ event, error }) =>
        notes.add(String(event.data.event.data.key), `gave up: ${error.message}`),
    },
    ({ event }) => {
      notes.add(keyOf(event), "try");
      throw event.data.final ? new NonRetriableError("no use") : new Error("always");
    },
  );

  const forgiving = inngest.createFunction(
    { id: "forgiving", retries: 1, triggers: [{ event: "suite/forgiving" }] },
    async ({ event, step }) => {
      const key = keyOf(event);
      const broken = (name: string) =>
        step
          .run(name, () => {
            notes.add(key, `try ${name}`);
            throw new Error(`broken ${name}`);
          })
          .catch((error: Error) => error.message);
      const alone = await broken("alone");
      const together = await Promise.all([broken("left"), broken("right")]);
      notes.add(key, [alone, ...together].join(", "));
    },
  );

  const caller = inngest.createFunction(
    { id: "caller", triggers: [{ event: "suite/call" }] },
    async ({ event, step }) => {
      const { ids } = await step.sendEvent("tell", [
        { name: "suite/called", data: { key: keyOf(event), n: 1 } },
        { name: "suite/called", data: { key: keyOf(event), n: 2 } },
      ]);
      notes.add(keyOf(event), `sent ${ids.length}`);
    },
  );
  const called = inngest.createFunction(
    { id: "called", triggers: [{ event: "suite/called", if: "event.data.n == 2" }] },
    ({ event }) => notes.add(keyOf(event), `called ${event.data.n}`),
  );

  let inside = 0;
  const narrow = inngest.createFunction(
    {
      id: "narrow",
      concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.lane" }],
      triggers: [{ event: "suite/narrow" }],
    },
    async ({ event, step }) => {
      const lane = `${keyOf(event)}/${event.data.lane}`;
      await step.run("hold", async () => {
        inside += 1;
        notes.add(keyOf(event), `inside ${inside}`);
        notes.add(lane, "in");
        await pause(60);
        notes.add(lane, "out");
        inside -= 1;
      });
    },
  );

  const once = inngest.createFunction(
    {
      id: "once",
      idempotency: "event.data.key + '/' + event.data.order",
      triggers: [{ event: "suite/once" }],
    },
    ({ event }) => notes.add(keyOf(event), `order ${event.data.order}`),
  );

  const stoppable = inngest.createFunction(
    {
      id: "stoppable",
      cancelOn: [{ event: "suite/stop", match: "data.key" }],
      triggers: [{ event: "suite/stoppable" }],
    },
    async ({ event, step }) => {
      notes.add(keyOf(event), "began");
      await step.sleep("nap", "1s");
      notes.add(keyOf(event), "went on");
    },
  );

  const plain = inngest.createFunction({ id: "plain", triggers: [{ event: "suite/plain" }] }, ({ event }) =>
    notes.add(keyOf(event), "ran"),
  );
  const scheduled = inngest.createFunction(
    { id: "scheduled", triggers: [{ cron: cronOfTick }] },
    ({ event }) => notes.add("schedule", event.name),
  );

  return [
    memo,
    sleeper,
    waiter,
    parallel,
    racer,
    flaky,
    hopeless,
    forgiving,
    caller,
    called,
    narrow,
    once,
    stoppable,
    plain,
    scheduled,
  ];
}
