import { defaultContent, layouts } from "@/emails/layouts";
import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { fieldUsageId, loadFields } from "@/server/domain/fields";
import { type CommandContext, command } from "@/server/kernel/command";
import { saveUsages } from "@/server/kernel/usages";
import { AppError, conflict, invalid, notFound } from "@/server/platform/errors";
import { inspectLetter } from "./inspect";
import { copyName, draftOf, isSameLetter, layoutOf, localeOf, type TemplateProblem } from "./model";
import { createTemplateInput, revisionInput, saveDraftInput, templateInput, versionInput } from "./schema";
import * as store from "./store";
import { customCodes, customPrefix } from "./variables";

const userOf = (ctx: CommandContext): string | null => (ctx.actor.kind === "user" ? ctx.actor.id : null);

async function lockLive(tx: Tx, id: string, revision?: number): Promise<store.TemplateRow> {
  const row = await store.lockTemplate(tx, id);
  if (!row) throw notFound("template", id);
  if (row.archivedAt)
    throw new AppError("precondition_failed", "This template is archived. Restore it first.");
  if (revision !== undefined && row.draftRevision !== revision)
    throw conflict("Somebody else has changed this template meanwhile. Reload it to go on from there.");
  return row;
}

/** `welcome`, `welcome-2`, `welcome-3`: short enough to be typed in a recipe. */
async function freeCode(tx: Tx, stem: string): Promise<string> {
  const taken = new Set(await store.codesTaken(tx, stem));
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

export const createTemplate = command({
  name: "templates.create-template",
  permission: "templates:write",
  input: createTemplateInput,
  async run(ctx, input) {
    const locale = input.locale ?? (await readSettings(ctx.db)).locale;
    const content = defaultContent(input.layout, locale);
    const row = await store.insertTemplate(ctx.db, {
      code: await freeCode(ctx.db, input.layout),
      name: input.name ?? layouts[input.layout].name[locale],
      layout: input.layout,
      locale,
      draft: content,
      createdBy: userOf(ctx),
      createdAt: ctx.clock.now(),
      updatedAt: ctx.clock.now(),
    });
    ctx.audit({
      subjectType: "template",
      subjectId: row.id,
      changes: { name: row.name, layout: row.layout },
    });
    return { id: row.id };
  },
});

/** Saves what is being edited, half-done or not. What is wrong with it comes back as problems, and forbids publishing only. */
export const saveTemplateDraft = command({
  name: "templates.save-draft",
  permission: "templates:write",
  input: saveDraftInput,
  async run(ctx, input) {
    const row = await lockLive(ctx.db, input.id, input.revision);
    const layout = input.layout ?? layoutOf(row);
    const locale = input.locale ?? localeOf(row);
    const draft = input.content ?? draftOf(row);
    const revision = row.draftRevision + 1;
    await store.updateTemplate(ctx.db, row.id, {
      name: input.name ?? row.name,
      layout,
      locale,
      draft,
      draftRevision: revision,
      updatedAt: ctx.clock.now(),
    });
    // Words are not audited letter by letter; their history is the versions. A name is what people find it by.
    if (input.name !== undefined && input.name !== row.name)
      ctx.audit({
        subjectType: "template",
        subjectId: row.id,
        changes: { name: { from: row.name, to: input.name } },
      });
    const { problems, variables } = await inspectLetter(layout, locale, draft);
    problems.push(...(await noteFields(ctx.db, { id: row.id, name: input.name ?? row.name }, variables)));
    return { revision, problems };
  },
});

/** Writes down which custom fields the letter names, and says which of them nobody has described or ever sent. */
async function noteFields(
  tx: Tx,
  template: { id: string; name: string },
  asked: readonly string[],
): Promise<TemplateProblem[]> {
  const fields = await loadFields(tx);
  const isField = (code: string) => fields.custom("customer", code) !== undefined;
  const codes = customCodes(asked, isField);
  await saveUsages(
    tx,
    { kind: "template", id: template.id, label: template.name },
    codes.filter(isField).map((code) => ({ kind: "field", id: fieldUsageId("customer", code) })),
  );
  return codes
    .filter((code) => !fields.isKnownAttribute("customer", code))
    .map((code) => ({ code: "unknown-variable", severity: "warning", detail: `${customPrefix}${code}` }));
}

/** Makes the draft the version that goes out from now on. The same draft again makes no new version. */
export const publishTemplate = command({
  name: "templates.publish-template",
  permission: "templates:write",
  input: revisionInput,
  async run(ctx, input) {
    const row = await lockLive(ctx.db, input.id, input.revision);
    const [layout, locale, content] = [layoutOf(row), localeOf(row), draftOf(row)];
    const current =
      row.currentVersion === null ? undefined : await store.findVersion(ctx.db, row.id, row.currentVersion);
    if (current && isSameLetter(current, { layout, locale, content })) return { version: current.version };
    const { compiled, problems } = await inspectLetter(layout, locale, content);
    refuseErrors(problems);
    const version = ((await store.listVersions(ctx.db, row.id))[0]?.version ?? 0) + 1;
    await store.insertVersion(ctx.db, {
      templateId: row.id,
      version,
      layout,
      content,
      ...compiled,
      publishedBy: userOf(ctx),
      publishedAt: ctx.clock.now(),
    });
    await store.updateTemplate(ctx.db, row.id, { currentVersion: version, updatedAt: ctx.clock.now() });
    ctx.audit({
      subjectType: "template",
      subjectId: row.id,
      changes: { version: { from: row.currentVersion, to: version } },
    });
    return { version };
  },
});

export const duplicateTemplate = command({
  name: "templates.duplicate-template",
  permission: "templates:write",
  input: templateInput,
  async run(ctx, input) {
    const row = await store.findTemplate(ctx.db, input.id);
    if (!row) throw notFound("template", input.id);
    const now = ctx.clock.now();
    const copy = await store.insertTemplate(ctx.db, {
      code: await freeCode(ctx.db, row.code),
      name: copyName(row.name),
      layout: row.layout,
      locale: row.locale,
      draft: row.draft,
      createdBy: userOf(ctx),
      createdAt: now,
      updatedAt: now,
    });
    ctx.audit({ subjectType: "template", subjectId: copy.id, changes: { copyOf: row.id, name: copy.name } });
    return { id: copy.id };
  },
});

/** Out of sight, not out of reach: its versions stay for the letters that were sent with them. */
export const archiveTemplate = command({
  name: "templates.archive-template",
  permission: "templates:write",
  input: templateInput,
  async run(ctx, input) {
    const row = await lockLive(ctx.db, input.id);
    const uses = await store.campaignsUsing(ctx.db, row.id);
    if (uses.length > 0)
      throw conflict(
        `This template is sent by ${uses.map((use) => `“${use.name}”`).join(", ")}. Stop that campaign or change its letter first.`,
      );
    await store.updateTemplate(ctx.db, row.id, { archivedAt: ctx.clock.now() });
    ctx.audit({ subjectType: "template", subjectId: row.id, changes: { archived: true } });
    return { id: row.id };
  },
});

export const restoreTemplate = command({
  name: "templates.restore-template",
  permission: "templates:write",
  input: templateInput,
  async run(ctx, input) {
    const row = await store.lockTemplate(ctx.db, input.id);
    if (!row) throw notFound("template", input.id);
    if (row.archivedAt) {
      await store.updateTemplate(ctx.db, row.id, { archivedAt: null });
      ctx.audit({ subjectType: "template", subjectId: row.id, changes: { archived: false } });
    }
    return { id: row.id };
  },
});

/** Takes the words of an earlier version back into the draft; publishing them is a separate step. */
export const restoreTemplateVersion = command({
  name: "templates.restore-version",
  permission: "templates:write",
  input: versionInput,
  async run(ctx, input) {
    const row = await lockLive(ctx.db, input.id, input.revision);
    const version = await store.findVersion(ctx.db, row.id, input.version);
    if (!version) throw notFound("template version", input.version);
    const revision = row.draftRevision + 1;
    await store.updateTemplate(ctx.db, row.id, {
      layout: version.layout,
      locale: version.locale,
      draft: version.content,
      draftRevision: revision,
      updatedAt: ctx.clock.now(),
    });
    ctx.audit({ subjectType: "template", subjectId: row.id, changes: { draftFromVersion: version.version } });
    return { revision };
  },
});

function refuseErrors(problems: readonly TemplateProblem[]): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  if (!first) return;
  const fields = errors.map((problem) => ({
    path: problem.field ?? "content",
    message: errorWords(problem),
  }));
  throw invalid(`The letter cannot be published: ${first.field ?? "content"}: ${errorWords(first)}`, fields);
}
function errorWords(problem: TemplateProblem): string {
  if (problem.code === "required") return "fill this in.";
  if (problem.code === "no-unsubscribe") return "the letter has no unsubscribe link.";
  return problem.detail ?? problem.code;
}
