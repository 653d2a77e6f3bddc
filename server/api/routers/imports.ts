import * as integrations from "@/server/domain/integrations";
import { mutationOf, queryOf, router } from "../trpc";

/** Files arrive at /api/uploads, which answers the import's id; from there on everything is here. */
export const importsRouter = router({
  list: queryOf(integrations.listImports),
  get: queryOf(integrations.getImport),
  preview: queryOf(integrations.previewImport),
  rejects: queryOf(integrations.listRejects),
  start: mutationOf(integrations.startImport),
  undoPreview: queryOf(integrations.previewUndo),
  kept: queryOf(integrations.listKept),
  undo: mutationOf(integrations.undoImport),
  cancel: mutationOf(integrations.cancelImport),
});
