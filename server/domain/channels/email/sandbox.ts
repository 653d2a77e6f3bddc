import type { EmailChannel } from "../model";
import { refusalOf } from "./address";

/**
 * Takes everything and sends nothing: the ledger already keeps the letter, and the Outbox shows it. Taking a letter
 * twice is the same as once, so it counts as a provider that never forgets a key.
 */
export const sandboxChannel = (): EmailChannel => ({
  provider: "sandbox",
  capabilities: {
    keyMemoryMs: 100 * 365 * 24 * 3_600_000,
    deliveryReceipts: false,
    concurrency: 500,
    leavesMachine: false,
  },
  async send(letter) {
    const refusal = refusalOf(letter);
    if (refusal) return refusal;
    return { kind: "accepted", providerMessageId: `sandbox-${letter.id}` };
  },
  async close() {},
});
