import { unblockContact } from "@/server/domain/customers";
import * as quality from "@/server/domain/quality";
import { mutationOf, queryOf, router } from "../trpc";

export const qualityRouter = router({
  get: queryOf(quality.getQuality),
  contacts: queryOf(quality.getContacts),
  suggestions: queryOf(quality.listSuggestions),
  decide: mutationOf(quality.decideSuggestion),
  reviewAll: mutationOf(quality.reviewAll),
  undoReview: mutationOf(quality.undoReview),
  recomputeAll: mutationOf(quality.recomputeAll),
  cancelRun: mutationOf(quality.cancelRun),
  recount: mutationOf(quality.recount),
  unblock: mutationOf(unblockContact),
});
