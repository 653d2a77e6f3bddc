import { eventType } from "inngest";
import { z } from "zod";
import { attributeDirty } from "@/server/domain/analytics";
import { messageEngagedData, messageEngagedName } from "@/server/domain/messages";
import { orderChanged } from "@/server/domain/orders";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const engaged = eventType(messageEngagedName, { schema: messageEngagedData });
const changed = eventType(orderChanged, { schema: z.looseObject({ count: z.number().int() }) });

const mostRounds = 200;
const attributeId = "analytics.attribute";
/** One at a time: it takes whoever is stale, whatever woke it. */
export const attributePurchases = inngest.createFunction(
  {
    id: attributeId,
    name: "Attribute purchases to messages",
    triggers: [engaged, changed],
    concurrency: 1,
    retries: 5,
  },
  async ({ step }) => {
    const total = { people: 0, changed: 0 };
    for (let round = 1; round <= mostRounds; round++) {
      const result = await step.run(`attribute ${round}`, () => attributeDirty(jobContext(attributeId)));
      total.people += result.people;
      total.changed += result.changed;
      if (result.isDone) break;
    }
    return total;
  },
);

/** Marks whose announcement was lost: there are few, so they are simply worked off. */
addReconciler({ name: "analytics.attribution", run: async (ctx) => (await attributeDirty(ctx)).people });
