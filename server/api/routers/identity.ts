import * as identity from "@/server/domain/identity";
import { mutationOf, queryOf, router } from "../trpc";

export const identityRouter = router({
  duplicates: queryOf(identity.listDuplicates),
  counts: queryOf(identity.countDuplicates),
  preview: queryOf(identity.previewMerge),
  merges: queryOf(identity.listMerges),
  merge: mutationOf(identity.mergePeople),
  undoMerge: mutationOf(identity.undoMerge),
  mergeAll: mutationOf(identity.mergeAll),
  markDifferent: mutationOf(identity.markDifferent),
  reopenPair: mutationOf(identity.reopenPair),
  rules: queryOf(identity.getIdentityRules),
  saveKind: mutationOf(identity.saveIdentityKind),
  removeKind: mutationOf(identity.removeIdentityKind),
  refusals: queryOf(identity.listRefusals),
  addRefusal: mutationOf(identity.addRefusal),
  removeRefusal: mutationOf(identity.removeRefusal),
  setRule: mutationOf(identity.setMergeRule),
});
