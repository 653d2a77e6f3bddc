import * as analytics from "@/server/domain/analytics";
import { queryOf, router } from "../trpc";

export const analyticsRouter = router({
  home: queryOf(analytics.getHome),
});
