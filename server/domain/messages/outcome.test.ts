import { describe, expect, test } from "vitest";
import type { Capabilities, Outcome } from "@/server/domain/channels";
import { afterSign, type Circuit, closedCircuit, retryDelayMs } from "./circuit";
import { signOf, verdictOf } from "./outcome";

const hour = 3_600_000;
const keyed: Capabilities = {
  keyMemoryMs: 23 * hour,
  deliveryReceipts: true,
  concurrency: 8,
  leavesMachine: true,
};
const keyless: Capabilities = { ...keyed, keyMemoryMs: 0, deliveryReceipts: false };
const firstAttemptAt = new Date("2026-03-10T09:00:00Z");
const hoursIn = (hours: number, attempts = 1) => ({
  attempts,
  firstAttemptAt,
  now: new Date(firstAttemptAt.getTime() + hours * hour),
});
const unknown: Outcome = { kind: "unknown", detail: "no answer" };
const mailboxBusy: Outcome = { kind: "deferred", everyone: false, retryAfterMs: null, detail: "450" };
const outage: Outcome = { kind: "deferred", everyone: true, retryAfterMs: null, detail: "refused" };

describe("what an attempt does to a message", () => {
  test("taken: delivered at once where no receipts will come", () => {
    const taken: Outcome = { kind: "accepted", providerMessageId: "x" };
    expect(verdictOf(taken, hoursIn(0), keyed)).toMatchObject({ state: "accepted", staysOpen: false });
    expect(verdictOf(taken, hoursIn(0), keyless)).toMatchObject({ state: "delivered" });
  });

  test("silence: asked again only where a key protects, and only while it is remembered", () => {
    expect(verdictOf(unknown, hoursIn(0), keyed)).toMatchObject({ state: "planned", staysOpen: true });
    expect(verdictOf(unknown, hoursIn(22.7, 9), keyed)).toMatchObject({ state: "planned" });
    expect(verdictOf(unknown, hoursIn(22.9, 12), keyed)).toMatchObject({
      state: "uncertain",
      reason: "provider_key_expired",
    });
    expect(verdictOf(unknown, hoursIn(0), keyless)).toMatchObject({
      state: "uncertain",
      reason: "outcome_unknown",
    });
  });

  test("not now: given up after three days if it is the mailbox, never if it is the provider", () => {
    expect(verdictOf(mailboxBusy, hoursIn(71), keyless)).toMatchObject({
      state: "planned",
      staysOpen: false,
    });
    expect(verdictOf(mailboxBusy, hoursIn(72), keyless)).toMatchObject({
      state: "failed",
      reason: "attempts_exhausted",
    });
    expect(verdictOf(outage, hoursIn(500), keyless)).toMatchObject({ state: "planned" });
  });

  test("refused: whose fault it is decides the reason", () => {
    const refused = (bounce: Extract<Outcome, { kind: "rejected" }>["bounce"]) =>
      verdictOf({ kind: "rejected", bounce, detail: "" }, hoursIn(0), keyed).reason;
    expect([
      refused({ class: "hard", contactCode: 32 }),
      refused({ class: "soft", contactCode: 3 }),
      refused({ class: "block", contactCode: 0 }),
      refused(null),
    ]).toEqual(["bounced_hard", "bounced_soft", "blocked", "refused_by_provider"]);
  });

  test("waits double up to a quarter of an hour, and never undercut what was asked", () => {
    expect([1, 2, 3, 20].map((attempt) => retryDelayMs(attempt, null))).toEqual([
      2_000, 4_000, 8_000, 900_000,
    ]);
    expect(retryDelayMs(1, 30_000)).toBe(30_000);
  });
});

describe("leaving a provider alone", () => {
  /** One after another, each asked when the pause before is over; the pause at the end. */
  const run = (outcomes: Outcome[]) => {
    let now = 0;
    let circuit: Circuit = closedCircuit;
    for (const outcome of outcomes) {
      now = Math.max(now, circuit.openUntilMs);
      circuit = afterSign(circuit, signOf(outcome), now);
    }
    return Math.max(0, circuit.openUntilMs - now);
  };

  test("five failures in a row open it, one good answer closes the count", () => {
    expect(run(Array(4).fill(unknown))).toBe(0);
    expect(run(Array(5).fill(unknown))).toBe(1_000);
    expect(run(Array(7).fill(unknown))).toBe(4_000);
    expect(run(Array(40).fill(outage))).toBe(60_000);
    expect(
      run([
        ...Array(4).fill(unknown),
        { kind: "accepted", providerMessageId: null },
        ...Array(4).fill(unknown),
      ]),
    ).toBe(0);
  });

  test("Retry-After is obeyed at once, and one letter's bad luck is not the provider's", () => {
    expect(run([{ kind: "deferred", everyone: true, retryAfterMs: 7_000, detail: "429" }])).toBe(7_000);
    expect(run(Array(50).fill(mailboxBusy))).toBe(0);
  });

  test("what was on its way when it opened does not lengthen the pause", () => {
    const opened = Array(5)
      .fill(unknown)
      .reduce((circuit: Circuit, outcome: Outcome) => afterSign(circuit, signOf(outcome), 0), closedCircuit);
    expect(afterSign(opened, { kind: "bad" }, 10)).toEqual(opened);
  });
});
