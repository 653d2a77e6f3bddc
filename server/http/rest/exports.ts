import { z } from "zod";
import * as integrations from "@/server/domain/integrations";
import { exportId } from "@/server/domain/integrations/exports/schema";
import { downloadResponse } from "../files/download";
import { iso, isoOrNull } from "./names";
import { type Route, route } from "./route";

const count = z.number().int();
const view = z
  .object({
    id: z.string(),
    list: z.string(),
    status: z.enum(["queued", "running", "delivering", "succeeded", "failed", "cancelled"]),
    rows: z.object({ total: count.nullable(), done: count }),
    bytes: count,
    file_name: z.string(),
    file_url: z.string().nullable().meta({
      description:
        "Where the file is, relative to this API's origin; null until it is ready and after it expired.",
    }),
    expires_at: z.string().nullable(),
    error: z.string().nullable(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "Export" });

const written = (one: integrations.ExportView): z.input<typeof view> => ({
  id: one.id,
  list: one.list,
  status: one.status,
  rows: one.rows,
  bytes: one.bytes,
  file_name: one.fileName,
  file_url: one.canDownload ? `/api/v1/exports/${one.id}/file` : null,
  expires_at: isoOrNull(one.expiresAt),
  error: one.error,
  created_at: iso(one.createdAt),
  finished_at: isoOrNull(one.finishedAt),
});

const body = z.strictObject({
  list: z
    .enum([
      "customers",
      "orders",
      "receipts",
      "products",
      "categories",
      "stores",
      "events",
      "messages",
      "rejects",
    ])
    .meta({ description: "What to export." }),
  columns: z
    .array(z.string().max(120))
    .max(300)
    .optional()
    .meta({ description: "Column codes; all when left out." }),
  raw: z
    .boolean()
    .default(true)
    .meta({ description: "Cells as they are. false: formulas made inert, for spreadsheets." }),
  bom: z.boolean().default(false),
  gzip: z.boolean().default(false),
});

const base = { tag: "Exports", permission: "customers:export" as const };

export const exportRoutes: Route[] = [
  route({
    ...base,
    method: "POST",
    path: "/api/v1/exports",
    operationId: "createExport",
    summary: "Export a list as CSV",
    description:
      "Written in the background: ask for its `status`, then fetch `file_url`. The file is kept for 7 days.",
    body,
    status: 202,
    response: view,
    example: { request: { list: "customers", columns: ["external_id", "email"], gzip: true } },
    async handle({ ctx, body: { list, columns, raw, bom, gzip } }) {
      return written(
        await integrations.createExport(ctx, { list, columns, isRaw: raw, hasMark: bom, isPacked: gzip }),
      );
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/exports/{id}",
    operationId: "getExport",
    summary: "How far an export is",
    params: exportId,
    response: view,
    handle: async ({ ctx, params }) => written(await integrations.getExport(ctx, params)),
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/exports/{id}/cancel",
    operationId: "cancelExport",
    summary: "Stop an export",
    params: exportId,
    response: view,
    handle: async ({ ctx, params }) => written(await integrations.cancelExport(ctx, params)),
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/exports/{id}/file",
    operationId: "getExportFile",
    summary: "The file of an export",
    params: exportId,
    produces: "text/csv",
    handle: async ({ ctx, params }) => downloadResponse(await integrations.downloadExport(ctx, params.id)),
  }),
];
