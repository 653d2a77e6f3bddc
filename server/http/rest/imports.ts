import { Readable } from "node:stream";
import { z } from "zod";
import * as integrations from "@/server/domain/integrations";
import { importId, importStatuses, mappingSchema } from "@/server/domain/integrations/schema";
import { asAppError, invalid } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { withUpload } from "../files/multipart";
import { iso, isoOrNull } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const count = z.number().int();
const view = z
  .object({
    id: z.string(),
    entity: z.enum(integrations.importEntities),
    status: z.enum(importStatuses),
    dry_run: z.boolean(),
    file_name: z.string(),
    mapping: z.record(z.string(), z.string()),
    rows: z.object({
      total: count,
      done: count,
      created: count,
      updated: count,
      unchanged: count,
      rejected: count,
    }),
    customers_created: count.meta({ description: "New customers who came with orders or receipts." }),
    rejects_url: z
      .string()
      .nullable()
      .meta({ description: "Where the rejected rows are as CSV, relative to this API's origin." }),
    error: z.string().nullable(),
    undo: z
      .object({
        status: z.enum(["queued", "running", "done"]),
        total: count,
        done: count,
        removed: count,
        restored: count,
        kept: count.meta({ description: "Records that stayed: somebody changed or used them since." }),
      })
      .nullable()
      .meta({ description: "How far taking it back is; null until somebody asked." }),
    created_at: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "Import" });

const written = (one: integrations.ImportView): z.input<typeof view> => ({
  id: one.id,
  entity: one.entity,
  status: one.status,
  dry_run: one.dryRun,
  file_name: one.fileName,
  mapping: one.mapping,
  rows: one.rows,
  customers_created: one.customersCreated,
  rejects_url: one.rows.rejected > 0 ? `/api/v1/imports/${one.id}/rejects` : null,
  error: one.error,
  undo: one.undo && {
    status: one.undo.status,
    total: one.undo.total,
    done: one.undo.done,
    removed: one.undo.removed,
    restored: one.undo.restored,
    kept: one.undo.kept,
  },
  created_at: iso(one.createdAt),
  started_at: isoOrNull(one.startedAt),
  finished_at: isoOrNull(one.finishedAt),
});

const form = z.object({
  file: z
    .string()
    .meta({ format: "binary", description: "CSV, optionally packed with gzip; at most 512 MB." }),
  entity: z.enum(integrations.importEntities),
  mapping: z.string().meta({
    description:
      'JSON from column to field code: `{"order": "external_id", "customer": "customer.external_id", "date": "occurred_at", "total": "total"}`. Columns left out are not read.',
  }),
  dry_run: z.enum(["true", "false", "1", "0"]).optional(),
});

/** The text fields of the form. Throws `invalid` naming the field. */
function readForm(fields: ReadonlyMap<string, string>) {
  for (const name of fields.keys())
    if (!Object.hasOwn(form.shape, name))
      throw invalid(`${name}: there is no such field; use file, entity, mapping, dry_run.`, [
        { path: name.slice(0, 60), message: "is unknown" },
      ]);
  const read = form.omit({ file: true }).safeParse(Object.fromEntries(fields));
  if (!read.success) throw refusal(read.error, "");
  const mapping = mappingSchema.safeParse(parseMapping(read.data.mapping));
  if (!mapping.success) throw refusal(mapping.error, "mapping");
  const dryRun = read.data.dry_run === "true" || read.data.dry_run === "1";
  return { entity: read.data.entity, start: { mapping: mapping.data, dryRun } };
}
function parseMapping(text: string): unknown {
  try {
    return parseJson(text, "mapping");
  } catch (cause) {
    const { message } = asAppError(cause);
    throw invalid(`${message} Send an object from column to field code.`, [{ path: "mapping", message }]);
  }
}
function refusal(error: z.ZodError, prefix: string) {
  const fields = error.issues.slice(0, 20).map((issue) => ({
    path: [prefix, ...issue.path.map(String)].filter(Boolean).join("."),
    message: issue.message,
  }));
  return invalid(
    fields
      .map((field) => `${field.path}: ${field.message}`)
      .slice(0, 3)
      .join("; "),
    fields,
  );
}

const base = { tag: "Imports" };

export const importRoutes: Route[] = [
  route({
    ...base,
    method: "POST",
    path: "/api/v1/imports",
    operationId: "createImport",
    summary: "Load a CSV file",
    description:
      "The file is stored and loaded in the background: ask for its `status`. The same file again changes nothing. Rows that cannot be loaded are kept with their reasons; the others are loaded.",
    permission: "imports:run",
    multipart: form,
    status: 202,
    response: view,
    async handle({ ctx, request }) {
      const created = await withUpload(request, ({ fileName, source, fields }) =>
        integrations.receiveImport(ctx, { fileName, source, rest: async () => readForm(await fields()) }),
      );
      return written(created);
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/imports",
    operationId: "listImports",
    summary: "Imports, newest first",
    permission: "imports:read",
    query: z.object(pageQuery()),
    response: pageOf(view),
    async handle({ ctx, query }) {
      const page = await integrations.listImports(ctx, query);
      return asPage(page.items.map(written), query.limit, page.nextCursor);
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/imports/{id}",
    operationId: "getImport",
    summary: "How far an import is",
    permission: "imports:read",
    params: importId,
    response: view,
    handle: async ({ ctx, params }) => written(await integrations.getImport(ctx, params)),
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/imports/{id}/cancel",
    operationId: "cancelImport",
    summary: "Stop an import; what was loaded stays",
    permission: "imports:run",
    params: importId,
    response: view,
    handle: async ({ ctx, params }) => written(await integrations.cancelImport(ctx, params)),
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/imports/{id}/undo",
    operationId: "undoImport",
    summary: "Take an import back",
    description:
      "Within 30 days. In the background: what it created is removed, what it changed returns to what it was, unless somebody changed or used it since. Ask for the import's `undo`.",
    permission: "imports:run",
    params: importId,
    status: 202,
    response: view,
    handle: async ({ ctx, params }) => written(await integrations.undoImport(ctx, params)),
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/imports/{id}/undo",
    operationId: "getImportUndo",
    summary: "What taking an import back would do, and what it left",
    permission: "imports:read",
    params: importId,
    response: z.object({
      would: z.array(
        z.object({ entity: z.enum(integrations.importEntities), created: count, changed: count }),
      ),
      kept: z.array(
        z.object({
          entity: z.string(),
          id: z.number().int(),
          field: z.string().nullable(),
          code: z.string(),
          detail: z.string().nullable(),
        }),
      ),
    }),
    async handle({ ctx, params }) {
      const { changes } = await integrations.previewUndo(ctx, params);
      const { items } = await integrations.listKept(ctx, { id: params.id, limit: 500 });
      return {
        would: changes.map(({ entity, created, changed }) => ({ entity, created, changed })),
        kept: items.map(({ entity, id, field, code, detail }) => ({ entity, id, field, code, detail })),
      };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/imports/{id}/rejects",
    operationId: "getImportRejects",
    summary: "The rejected rows with their reasons, as CSV",
    permission: "imports:read",
    params: importId,
    produces: "text/csv",
    async handle({ ctx, params }) {
      return rejectsResponse(ctx, params.id);
    },
  }),
];

/** A download that starts only when the import is known to exist. */
export async function rejectsResponse(
  ctx: Parameters<typeof integrations.getImport>[0],
  id: string,
): Promise<Response> {
  await integrations.getImport(ctx, { id });
  const text = Readable.from(integrations.rejectsFile(ctx, id)).map((piece: string) => Buffer.from(piece));
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="rejects-${id}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
