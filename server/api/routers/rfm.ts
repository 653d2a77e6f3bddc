import * as rfm from "@/server/domain/rfm";
import { mutationOf, queryOf, router } from "../trpc";

export const rfmRouter = router({
  models: queryOf(rfm.listModels),
  report: queryOf(rfm.getReport),
  migrations: queryOf(rfm.getMigrations),
  createModel: mutationOf(rfm.createModel),
  updateModel: mutationOf(rfm.updateModel),
  deleteModel: mutationOf(rfm.deleteModel),
  run: mutationOf(rfm.requestRun),
});
