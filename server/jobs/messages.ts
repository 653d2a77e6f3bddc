import { eventType } from "inngest";
import { announceDue, dispatchDue, messagePlannedData, messagePlannedName } from "@/server/domain/messages";
import { inngest, jobContext, stopSignal } from "./client";
import { addReconciler } from "./reconcile";

const messagePlanned = eventType(messagePlannedName, { schema: messagePlannedData });

/** One run carries a large mailing on in steps of some seconds; what is left after so many, another run takes up. */
const mostRounds = 500;
/** A pause longer than this is not slept through: the reconciler wakes a run when it is over. */
const longestNapMs = 10 * 60_000;

const dispatchId = "messages.dispatch";
/** Sends whatever is due. Two at a time: one waits for the provider while the other renders. */
export const dispatchMessages = inngest.createFunction(
  { id: dispatchId, name: "Send what is due", triggers: [messagePlanned], concurrency: 2, retries: 10 },
  async ({ step }) => {
    const sent = { accepted: 0, failed: 0, uncertain: 0, skipped: 0 };
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`send ${round}`, async () => {
        const ctx = jobContext(dispatchId);
        const { nextDueAt, ...counts } = await dispatchDue(ctx, { signal: stopSignal() });
        const waitMs =
          nextDueAt === null ? null : Math.max(0, nextDueAt.getTime() - ctx.clock.now().getTime());
        return { ...counts, waitMs, until: nextDueAt?.toISOString() ?? null };
      });
      for (const outcome of Object.keys(sent) as (keyof typeof sent)[]) sent[outcome] += result[outcome];
      // Only a run that put something off waits for it; others that woke for the same reason need not.
      const isMine = result.claimed + result.skipped + result.uncertain > 0;
      if (!isMine || result.until === null || result.waitMs === null || result.waitMs > longestNapMs) break;
      if (result.waitMs > 0) await step.sleepUntil(`until due ${round}`, result.until);
    }
    return sent;
  },
);

addReconciler({ name: "messages.due", run: announceDue });
