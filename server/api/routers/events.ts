import * as integrations from "@/server/domain/integrations";
import * as rejects from "@/server/domain/rejects";
import * as tracking from "@/server/domain/tracking";
import { mutationOf, queryOf, router } from "../trpc";

export const eventsRouter = router({
  live: queryOf(tracking.listLiveEvents),
  names: queryOf(tracking.listEventNames),
  health: queryOf(tracking.ingestHealth),
  interests: queryOf(tracking.getInterests),
  rejects: router({
    list: queryOf(rejects.listRejects),
    count: queryOf(rejects.countMatchingRejects),
    summary: queryOf(rejects.summarizeRejects),
    discard: mutationOf(rejects.discardRejects),
    correct: mutationOf(rejects.correctReject),
    retry: mutationOf(integrations.retryRejects),
  }),
});
