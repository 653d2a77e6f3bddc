/**
 * A sender in a process of its own, to be killed (`startWorker` bundles and starts it):
 *   node dispatch-worker.mjs <database url> <resend|smtp> <provider url> [crash point] [no-key]
 * Prints "ready" when it starts sending. With a crash point it ends itself there with SIGKILL, as a power cut would.
 */
import { createDb, isTransientDbError } from "@/server/db/client";
import { resendChannel } from "@/server/domain/channels/email/resend";
import { smtpChannel } from "@/server/domain/channels/email/smtp";
import { dispatchDue } from "@/server/domain/messages";
import { systemClock } from "@/server/platform/clock";
import { asSystem } from "./actors";
import { testLease, withoutKeys } from "./send-faults";

const [url = "", provider, providerUrl = "", crashPoint, mutant] = process.argv.slice(2);
const db = createDb({ url, poolSize: 6, applicationName: "dispatch worker" });
const channel =
  provider === "smtp"
    ? smtpChannel(providerUrl, { answerTimeoutMs: 700 })
    : resendChannel({ apiKey: "re_test", baseUrl: providerUrl, answerTimeoutMs: 700 });
if (mutant === "no-key") withoutKeys();

console.log("ready");
for (;;) {
  await dispatchDue(asSystem(db, systemClock), {
    channel,
    lease: testLease,
    budgetMs: 2_000,
    reached: (point) => {
      if (point === crashPoint) process.kill(process.pid, "SIGKILL");
    },
  }).catch((error: unknown) => {
    // The database comes and goes in these tests; the next round tries again.
    if (!isTransientDbError(error)) console.error(error);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
}
