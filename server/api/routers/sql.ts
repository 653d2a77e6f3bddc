import * as integrations from "@/server/domain/integrations";
import { mutationOf, queryOf, router } from "../trpc";

export const sqlRouter = router({
  list: queryOf(integrations.listSqlSources),
  get: queryOf(integrations.getSqlQuery),
  test: queryOf(integrations.testSqlConnection),
  preview: queryOf(integrations.previewSqlQuery),
  createConnection: mutationOf(integrations.createSqlConnection),
  updateConnection: mutationOf(integrations.updateSqlConnection),
  deleteConnection: mutationOf(integrations.deleteSqlConnection),
  createQuery: mutationOf(integrations.createSqlQuery),
  updateQuery: mutationOf(integrations.updateSqlQuery),
  setActive: mutationOf(integrations.setSqlQueryActive),
  deleteQuery: mutationOf(integrations.deleteSqlQuery),
  restart: mutationOf(integrations.restartSqlQuery),
  run: mutationOf(integrations.runSqlQuery),
});
