import type { Bounce, Capabilities, Outcome } from "@/server/domain/channels";
import { giveUpAfterMs, type ProviderSign, retryDelayMs } from "./circuit";
import type { FailReason } from "./model";

/** What an attempt does to a message. Pure. */
export interface Verdict {
  /** planned: to be tried again at `notBefore`. */
  state: "planned" | "accepted" | "delivered" | "failed" | "uncertain";
  reason: FailReason | null;
  detail: string | null;
  notBefore: Date | null;
  /** Still not known whether it arrived: the next attempt must be the identical one. */
  staysOpen: boolean;
  providerMessageId: string | null;
  bounce: Bounce | null;
}

export interface Attempt {
  /** How many there have been, this one included. */
  attempts: number;
  firstAttemptAt: Date;
  now: Date;
}

const end = (state: Verdict["state"], over: Partial<Verdict>): Verdict => ({
  state,
  reason: null,
  detail: null,
  notBefore: null,
  staysOpen: false,
  providerMessageId: null,
  bounce: null,
  ...over,
});
const bounceReasons = { hard: "bounced_hard", soft: "bounced_soft", block: "blocked" } as const;

export function verdictOf(outcome: Outcome, attempt: Attempt, provider: Capabilities): Verdict {
  switch (outcome.kind) {
    case "accepted":
      return end(provider.deliveryReceipts ? "accepted" : "delivered", {
        providerMessageId: outcome.providerMessageId,
      });
    case "rejected":
      return end("failed", {
        reason: outcome.bounce ? bounceReasons[outcome.bounce.class] : "refused_by_provider",
        detail: outcome.detail,
        bounce: outcome.bounce,
      });
    case "deferred":
      return afterDeferral(outcome, attempt);
    case "unknown":
      return afterSilence(outcome.detail, attempt, provider);
  }
}

function afterDeferral(
  outcome: Extract<Outcome, { kind: "deferred" }>,
  { attempts, firstAttemptAt, now }: Attempt,
): Verdict {
  const age = now.getTime() - firstAttemptAt.getTime();
  // An outage of the provider costs no letter its chances; a mailbox that says "not now" for days does.
  if (!outcome.everyone && age >= giveUpAfterMs)
    return end("failed", { reason: "attempts_exhausted", detail: outcome.detail });
  return end("planned", {
    detail: outcome.detail,
    notBefore: later(now, retryDelayMs(attempts, outcome.retryAfterMs)),
  });
}

function afterSilence(
  detail: string,
  { attempts, firstAttemptAt, now }: Attempt,
  provider: Capabilities,
): Verdict {
  if (provider.keyMemoryMs === 0) return end("uncertain", { reason: "outcome_unknown", detail });
  const notBefore = later(now, retryDelayMs(attempts, null));
  const forgottenAt = firstAttemptAt.getTime() + provider.keyMemoryMs;
  if (notBefore.getTime() >= forgottenAt) return end("uncertain", { reason: "provider_key_expired", detail });
  return end("planned", { detail, notBefore, staysOpen: true });
}

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** What the answer says about the provider itself. */
export function signOf(outcome: Outcome): ProviderSign {
  if (outcome.kind === "unknown") return { kind: "bad" };
  if (outcome.kind === "deferred" && outcome.everyone)
    return outcome.retryAfterMs === null
      ? { kind: "bad" }
      : { kind: "slow", retryAfterMs: outcome.retryAfterMs };
  return { kind: "good" };
}
