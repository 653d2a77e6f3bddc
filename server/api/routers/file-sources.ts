import * as integrations from "@/server/domain/integrations";
import { mutationOf, queryOf, router } from "../trpc";

/** Folders that files are fetched from on a schedule. */
export const fileSourcesRouter = router({
  list: queryOf(integrations.listFileSources),
  get: queryOf(integrations.getFileSource),
  files: queryOf(integrations.listSourceFiles),
  test: mutationOf(integrations.testFileSource),
  create: mutationOf(integrations.createFileSource),
  update: mutationOf(integrations.updateFileSource),
  remove: mutationOf(integrations.deleteFileSource),
  setState: mutationOf(integrations.setFileSourceState),
  check: mutationOf(integrations.checkFileSource),
  retry: mutationOf(integrations.retrySourceFile),
  keepMapping: mutationOf(integrations.keepMapping),
  sample: mutationOf(integrations.openSample),
});
