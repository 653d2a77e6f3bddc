import { eventType } from "inngest";
import { foldNameWords } from "@/server/domain/customers";
import { expiryData, expirySet, removeExpired } from "@/server/domain/tags";
import { inngest, jobContext } from "./client";
import { addReconciler } from "./reconcile";

const set = eventType(expirySet, { schema: expiryData });
const id = "tags.expire";

/** One sleep a moment; at that moment everything that is over comes off. */
export const expireTags = inngest.createFunction(
  { id, name: "Take expired tags off", triggers: [set], retries: 5 },
  async ({ event, step }) => {
    await step.sleepUntil("until the end", event.data.at);
    return { removed: await step.run("remove", () => removeExpired(jobContext(id))) };
  },
);

addReconciler({ name: "tags.expired", run: removeExpired });
addReconciler({ name: "customers.name-words", run: foldNameWords });
