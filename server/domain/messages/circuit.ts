/** When to leave a provider alone. Pure: the dispatcher keeps the state and tells the time. */

export interface Circuit {
  /** Answers in a row that spoke against the provider, not against a letter. */
  failures: number;
  openUntilMs: number;
}
export const closedCircuit: Circuit = { failures: 0, openUntilMs: 0 };

/** So many in a row are an outage; fewer are bad luck. */
const tolerated = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

export interface ProviderSign {
  /** good: it answered for a letter. slow: it asked everyone to wait. bad: an error or no answer. */
  kind: "good" | "slow" | "bad";
  retryAfterMs?: number | null;
}

export function afterSign(circuit: Circuit, sign: ProviderSign, nowMs: number): Circuit {
  if (sign.kind === "good") return circuit.openUntilMs > nowMs ? { ...circuit, failures: 0 } : closedCircuit;
  // Answers to what was on its way already say nothing new: one outage, one pause.
  if (sign.kind === "bad" && circuit.openUntilMs > nowMs) return circuit;
  const failures = circuit.failures + 1;
  if (sign.kind === "slow") {
    const pauseMs = sign.retryAfterMs ?? pauseAfter(failures);
    return { failures, openUntilMs: Math.max(circuit.openUntilMs, nowMs + pauseMs) };
  }
  if (failures < tolerated) return { ...circuit, failures };
  return { failures, openUntilMs: nowMs + pauseAfter(failures - tolerated + 1) };
}

const pauseAfter = (times: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(times - 1, 10));

/** How long a letter waits before its next attempt: doubling, a quarter of an hour at most, never less than it was told. */
export const retryDelayMs = (attempts: number, retryAfterMs: number | null): number =>
  Math.max(retryAfterMs ?? 0, Math.min(15 * 60_000, 1_000 * 2 ** Math.min(attempts, 12)));

/** A letter that only ever hears "not now" is given up after three days. */
export const giveUpAfterMs = 72 * 3_600_000;
