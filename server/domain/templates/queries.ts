import { z } from "zod";
import type { LetterContent } from "@/emails/content";
import { defaultContent, type LayoutCode } from "@/emails/layouts";
import type { Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { loadFields } from "@/server/domain/fields";
import { query } from "@/server/kernel/command";
import { type Context, can } from "@/server/kernel/context";
import { forbidden, notFound } from "@/server/platform/errors";
import type { RenderContext } from "./context";
import { inspectLetter } from "./inspect";
import { draftOf, isSameLetter, type LetterLocale, layoutOf, localeOf, type TemplateProblem } from "./model";
import { mannersFor, renderLetters } from "./render";
import { sampleContext } from "./sample";
import { renderPool } from "./sandbox/pool";
import {
  findReadersInput,
  listTemplatesInput,
  previewDraftInput,
  previewInput,
  templateInput,
} from "./schema";
import * as store from "./store";
import { customVariables, type Variable, variables } from "./variables";

export const listTemplates = query({
  name: "templates.list-templates",
  permission: "templates:read",
  input: listTemplatesInput,
  run: async (ctx, input) => ({ rows: await store.listTemplates(ctx.db, input) }),
});

export const getTemplate = query({
  name: "templates.get-template",
  permission: "templates:read",
  input: templateInput,
  async run(ctx, input) {
    const row = await store.findTemplate(ctx.db, input.id);
    if (!row) throw notFound("template", input.id);
    const [versions, usedBy, current] = await Promise.all([
      store.listVersions(ctx.db, row.id),
      store.campaignsUsing(ctx.db, row.id),
      store.findVersion(ctx.db, row.id, row.currentVersion ?? 0),
    ]);
    const draft = { layout: layoutOf(row), locale: localeOf(row), content: draftOf(row) };
    return {
      id: row.id,
      code: row.code,
      name: row.name,
      ...draft,
      revision: row.draftRevision,
      /** The draft differs from what goes out. */
      hasChanges: !current || !isSameLetter(current, draft),
      currentVersion: row.currentVersion,
      archivedAt: row.archivedAt,
      updatedAt: row.updatedAt,
      versions,
      usedBy,
    };
  },
});

/** The letter as one person would get it, what is wrong with it, and what every variable says for her. */
export const previewTemplate = query({
  name: "templates.preview-template",
  permission: "templates:read",
  input: previewInput,
  run: (ctx, input) =>
    previewOf(ctx, { ...input, content: input.content ?? defaultContent(input.layout, input.locale) }),
});

/** The same for the stored draft: what is previewed is what is saved. */
export const previewDraft = query({
  name: "templates.preview-draft",
  permission: "templates:read",
  input: previewDraftInput,
  async run(ctx, input) {
    const row = await store.findTemplate(ctx.db, input.id);
    if (!row) throw notFound("template", input.id);
    const draft = { layout: layoutOf(row), locale: localeOf(row), content: draftOf(row) };
    return previewOf(ctx, { ...draft, customerId: input.customerId });
  },
});

/** Whom to preview for: those with a cart first, because most letters are about one. */
export const findReaders = query({
  name: "templates.find-readers",
  permission: "customers:read",
  input: findReadersInput,
  run: async (ctx, input) => ({ readers: await store.findReaders(ctx.db, input.search) }),
});

/** The language new letters are written in unless told otherwise. */
export const getProjectLocale = query({
  name: "templates.get-project-locale",
  permission: "templates:read",
  input: z.object({}),
  run: async (ctx) => ({ locale: (await readSettings(ctx.db)).locale }),
});

/** All variables, in the order of the inserter. */
export const listVariables = query({
  name: "templates.list-variables",
  permission: "templates:read",
  input: z.object({}),
  run: async (ctx) => ({ variables: await allVariables(ctx.db) }),
});

async function allVariables(db: Queryable): Promise<Variable[]> {
  const custom = (await loadFields(db))
    .all("customer")
    .filter((field) => field.scope === "custom" && !field.isHidden);
  const [own, others] = [
    variables.filter(({ group }) => group === "customer"),
    variables.filter(({ group }) => group !== "customer"),
  ];
  return [...own, ...customVariables(custom), ...others];
}

interface PreviewRequest {
  layout: LayoutCode;
  locale: LetterLocale;
  content: LetterContent;
  customerId: number | null;
}

async function previewOf(ctx: Context, input: PreviewRequest) {
  // A letter shows its reader's profile: who may not read customers previews for the invented one.
  if (input.customerId !== null && !can(ctx.actor, "customers:read")) throw forbidden("customers:read");
  const settings = await readSettings(ctx.db);
  const [{ compiled, problems, variables: asked }, sample] = await Promise.all([
    inspectLetter(input.layout, input.locale, input.content),
    sampleContext(ctx.db, { ...input, settings, now: ctx.clock.now() }),
  ]);
  if (!settings.postalAddress.trim()) problems.push({ code: "no-address", severity: "warning" });
  problems.push(...emptyVariables(asked, sample.context));
  const [[rendered], values] = await Promise.all([
    renderLetters(compiled, [sample.context]),
    variableValues(await allVariables(ctx.db), input.locale, sample.context),
  ]);
  if (rendered?.ok) {
    const letter = { ...rendered.parts, bytes: Buffer.byteLength(rendered.parts.html) };
    return { letter, problems, values, origin: sample.origin };
  }
  if (!problems.some((problem) => problem.code === "liquid"))
    problems.unshift({ code: "liquid", severity: "error", detail: rendered?.error ?? "" });
  return { letter: null, problems, values, origin: sample.origin };
}

/** A variable this reader has nothing for: the letter has a hole there, unless a default fills it. */
function emptyVariables(asked: readonly string[], context: RenderContext): TemplateProblem[] {
  return asked
    .filter((path) => path.startsWith("customer.") || path.startsWith("cart.") || path.startsWith("order."))
    .filter((path) => !/\.items\./.test(path) && isEmpty(valueAt(context, path)))
    .map((path) => ({ code: "empty-variable", severity: "warning", detail: path }));
}
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";
function valueAt(context: RenderContext, path: string): unknown {
  let at: unknown = context;
  for (const key of path.split(".")) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** Rendered in one go, parted by a mark that people do not type. */
async function variableValues(
  variables: readonly Variable[],
  locale: LetterLocale,
  context: RenderContext,
): Promise<Record<string, string>> {
  const mark = "\uE000";
  const text = variables.map((variable) => variable.snippet).join(mark);
  const parts = { subject: "", preheader: "", html: "", text };
  const [rendered] = await renderPool().render(parts, mannersFor(locale, context), [context]);
  const values = rendered?.ok ? rendered.parts.text.split(mark) : [];
  return Object.fromEntries(variables.map((variable, index) => [variable.path, values[index]?.trim() ?? ""]));
}
