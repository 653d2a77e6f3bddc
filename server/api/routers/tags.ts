import * as tags from "@/server/domain/tags";
import { mutationOf, queryOf, router } from "../trpc";

export const tagsRouter = router({
  list: queryOf(tags.listTags),
  ofCustomer: queryOf(tags.tagsOfCustomer),
  create: mutationOf(tags.createTag),
  update: mutationOf(tags.updateTag),
  delete: mutationOf(tags.deleteTag),
  add: mutationOf(tags.tagCustomer),
  remove: mutationOf(tags.untagCustomer),
});
