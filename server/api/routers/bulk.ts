import * as bulk from "@/server/domain/bulk";
import { mutationOf, queryOf, router } from "../trpc";

export const bulkRouter = router({
  list: queryOf(bulk.listBulkJobs),
  get: queryOf(bulk.getBulkJob),
  start: mutationOf(bulk.startBulk),
  cancel: mutationOf(bulk.cancelBulk),
  undo: mutationOf(bulk.undoBulk),
});
