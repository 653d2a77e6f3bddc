import * as privacy from "@/server/domain/privacy";
import { mutationOf, queryOf, router } from "../trpc";

export const privacyRouter = router({
  export: queryOf(privacy.exportCustomer),
  previewErasure: queryOf(privacy.previewErasure),
  erase: mutationOf(privacy.eraseCustomer),
  erasures: queryOf(privacy.listErasures),
  letInAgain: mutationOf(privacy.letInAgain),
  retention: queryOf(privacy.getRetention),
  setRetention: mutationOf(privacy.setRetention),
});
