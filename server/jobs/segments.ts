import { followSegments } from "@/server/domain/segments";
import { inngest, jobContext } from "./client";

const followId = "segments.follow";
const stepMs = 10_000;
/** Where no worker follows all the time (Vercel): within a minute. Beside a worker it finds nothing to do. */
export const followSegmentsOnSchedule = inngest.createFunction(
  {
    id: followId,
    name: "Keep live segments current",
    triggers: [{ cron: "* * * * *" }],
    concurrency: 1,
    retries: 0,
  },
  async ({ step }) => {
    const total = { entered: 0, left: 0 };
    for (let part = 1; part <= 5; part++) {
      const followed = await step.run(`part ${part}`, () => followSegments(jobContext(followId), stepMs));
      total.entered += followed.entered;
      total.left += followed.left;
      if (followed.isDone) break;
    }
    return total;
  },
);
