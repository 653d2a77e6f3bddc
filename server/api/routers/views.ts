import * as views from "@/server/domain/views";
import { mutationOf, queryOf, router } from "../trpc";

export const viewsRouter = router({
  list: queryOf(views.listViews),
  save: mutationOf(views.saveView),
  delete: mutationOf(views.deleteView),
});
