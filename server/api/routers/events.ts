import * as tracking from "@/server/domain/tracking";
import { queryOf, router } from "../trpc";

export const eventsRouter = router({
  live: queryOf(tracking.listLiveEvents),
  rejected: queryOf(tracking.listRejectedInputs),
  names: queryOf(tracking.listEventNames),
  health: queryOf(tracking.ingestHealth),
});
