import * as templates from "@/server/domain/templates";
import { mutationOf, queryOf, router } from "../trpc";

export const templatesRouter = router({
  list: queryOf(templates.listTemplates),
  get: queryOf(templates.getTemplate),
  preview: queryOf(templates.previewTemplate),
  previewDraft: queryOf(templates.previewDraft),
  readers: queryOf(templates.findReaders),
  projectLocale: queryOf(templates.getProjectLocale),
  variables: queryOf(templates.listVariables),
  create: mutationOf(templates.createTemplate),
  saveDraft: mutationOf(templates.saveTemplateDraft),
  publish: mutationOf(templates.publishTemplate),
  duplicate: mutationOf(templates.duplicateTemplate),
  archive: mutationOf(templates.archiveTemplate),
  restore: mutationOf(templates.restoreTemplate),
  restoreVersion: mutationOf(templates.restoreTemplateVersion),
});
