import { forgetAnswers } from "@/server/kernel/idempotency";
import { inngest, jobContext } from "./client";

const id = "account.forget-answers";
/** Answers kept for Idempotency-Keys hold people's data: a day is promised, an hour more is the most. */
export const forgetAnswersHourly = inngest.createFunction(
  { id, name: "Forget old REST answers", triggers: [{ cron: "41 * * * *" }], retries: 3 },
  ({ step }) =>
    step.run("forget", async () => {
      const ctx = jobContext(id);
      return { forgotten: await forgetAnswers(ctx.db, ctx.clock.now()) };
    }),
);
