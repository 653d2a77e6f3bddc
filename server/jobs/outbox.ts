/** Moving announcements to a real Inngest, and watching that they move. With the embedded executor the worker moves them (server/main). */

import { type Deliver, outboxTroubles, relayOutbox } from "@/server/kernel/outbox";
import { inngest, jobEnvironment } from "./client";
import { addReconciler } from "./reconcile";

export const deliverToInngest: Deliver = async (events) => {
  await inngest.send(events.map(({ id, name, data }) => ({ id, name, data })));
};

const id = "outbox.relay";
const batchesPerRun = 100;

/** Where no worker runs (Vercel): what the request itself could not hand over goes within a minute. */
export const relayOnSchedule = inngest.createFunction(
  { id, name: "Relay the outbox", triggers: [{ cron: "* * * * *" }], concurrency: 1, retries: 0 },
  ({ step }) =>
    step.run("relay", async () => {
      const { db } = jobEnvironment();
      let total = 0;
      for (let batch = 0; batch < batchesPerRun; batch++) {
        const sent = await relayOutbox(db, deliverToInngest);
        total += sent;
        if (sent === 0) break;
      }
      return { sent: total };
    }),
);

addReconciler({
  name: "outbox.stuck",
  run: async (ctx) => {
    const { refused, waiting } = await outboxTroubles(ctx.db);
    if (refused > 0)
      ctx.log.error({ refused }, "announcements were refused by the engine too often; see table outbox");
    if (waiting > 0) ctx.log.warn({ waiting }, "announcements wait in the outbox for more than a minute");
    return waiting;
  },
});
