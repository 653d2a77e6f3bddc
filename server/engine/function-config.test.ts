import { Inngest, type InngestFunction } from "inngest";
import { describe, expect, it } from "vitest";
import { readFunctionConfig } from "./function-config";

const client = new Inngest({ id: "app", isDev: true });
type Options = InngestFunction.Options;

/** The configuration as the SDK itself writes it. */
function configOf(options: Partial<Options>) {
  const made = client.createFunction(
    { id: "f", triggers: [{ event: "a/b" }], ...options } as Parameters<typeof client.createFunction>[0],
    () => null,
  );
  const read = made as unknown as { getConfig(given: { baseUrl: URL; appPrefix: string }): unknown[] };
  return read.getConfig({ baseUrl: new URL("http://localhost/api/inngest"), appPrefix: "app" })[0];
}

describe("what a function may ask of the embedded executor", () => {
  it("reads what it supports", () => {
    const spec = readFunctionConfig(
      configOf({
        retries: 5,
        idempotency: "event.data.id",
        concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.lane" }],
        cancelOn: [{ event: "a/stop", match: "data.id" }],
        triggers: [{ event: "a/b", if: "event.data.n > 1" }, { cron: "*/5 * * * *" }],
      }),
    );
    expect(spec).toEqual({
      id: "app-f",
      name: "f",
      events: [{ event: "a/b", condition: "event.data.n > 1" }],
      crons: ["*/5 * * * *"],
      maxAttempts: 6,
      idempotency: "event.data.id",
      limits: [{ limit: 3 }, { limit: 1, key: "event.data.lane" }],
      cancelOn: [{ event: "a/stop", condition: "event.data.id == async.data.id" }],
    });
    expect(readFunctionConfig(configOf({})).maxAttempts).toBe(4);
  });

  it.each<[string, Partial<Options>, RegExp]>([
    ["debounce", { debounce: { period: "1s" } }, /f: .* does not support debounce/],
    ["batches", { batchEvents: { maxSize: 2, timeout: "1s" } }, /batchEvents/],
    ["throttling", { throttle: { limit: 1, period: "1s" } }, /throttle/],
    ["rate limits", { rateLimit: { limit: 1, period: "1s" } }, /rateLimit/],
    ["singletons", { singleton: { mode: "skip" } }, /singleton/],
    ["priorities", { priority: { run: "1" } }, /priority/],
    ["timeouts", { timeouts: { finish: "1s" } }, /timeouts/],
    ["account-wide concurrency", { concurrency: { limit: 1, scope: "account" } }, /concurrency/],
    ["a cancellation timeout", { cancelOn: [{ event: "a/stop", timeout: "1h" }] }, /cancel/],
    ["a time zone in a schedule", { triggers: [{ cron: "TZ=Europe/Moscow 0 9 * * *" }] }, /schedule/],
    ["names in a schedule", { triggers: [{ cron: "0 9 * * MON" }] }, /schedule/],
    ["a schedule that never is", { triggers: [{ cron: "61 * * * *" }] }, /schedule/],
    [
      "a function in an expression",
      { triggers: [{ event: "a/b", if: "size(event.data.list) > 1" }] },
      /if .*beyond/,
    ],
  ])("refuses %s", (_, options, message) => {
    expect(() => readFunctionConfig(configOf(options))).toThrow(message);
  });
});
