import { z } from "zod";
import * as integrations from "@/server/domain/integrations";
import { pullModes } from "@/server/domain/integrations/sql/model";
import { queryId } from "@/server/domain/integrations/sql/schema";
import { isoOrNull } from "./names";
import { type Route, route } from "./route";

const view = z
  .object({
    id: z.string(),
    name: z.string(),
    entity: z.enum(integrations.importEntities),
    connection: z.string(),
    mode: z.enum(pullModes),
    key_column: z.string().nullable(),
    position: z.string().nullable().meta({ description: "The remembered maximum of the key column." }),
    is_active: z.boolean(),
    next_run_at: z.string().nullable(),
    last_import_id: z.string().nullable().meta({ description: "Ask /api/v1/imports/{id} how it went." }),
    last_status: z.string().nullable(),
  })
  .meta({ id: "SqlSource" });
const written = (one: integrations.QueryView, connection: string): z.input<typeof view> => ({
  id: one.id,
  name: one.name,
  entity: one.entity,
  connection,
  mode: one.mode,
  key_column: one.keyColumn,
  position: one.position,
  is_active: one.isActive,
  next_run_at: isoOrNull(one.nextRunAt),
  last_import_id: one.lastRun?.id ?? null,
  last_status: one.lastRun?.status ?? null,
});
const example = {
  id: "0192f0c1-7c44-7b1e-9d2c-0a4c5f0e8d11",
  name: "Receipts of the day",
  entity: "receipts" as const,
  connection: "Warehouse",
  mode: "incremental" as const,
  key_column: "changed_at",
  position: "2026-03-01 10:00:00.123",
  is_active: true,
  next_run_at: "2026-03-01T11:00:00.000Z",
  last_import_id: "0192f0c1-7c44-7b1e-9d2c-0a4c5f0e8d12",
  last_status: "succeeded",
};

const base = { tag: "Imports" };
export const sqlSourceRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path: "/api/v1/sql-sources",
    operationId: "listSqlSources",
    summary: "Saved queries over databases",
    permission: "sources:read",
    response: z.object({ data: z.array(view) }),
    example: { response: { data: [example] } },
    async handle({ ctx }) {
      const { connections, queries } = await integrations.listSqlSources(ctx, {});
      const names = new Map(connections.map((one) => [one.id, one.name]));
      return { data: queries.map((one) => written(one, names.get(one.connectionId) ?? "")) };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/sql-sources/{id}",
    operationId: "getSqlSource",
    summary: "A saved query",
    permission: "sources:read",
    params: queryId,
    response: view,
    example: { response: example },
    async handle({ ctx, params }) {
      const one = await integrations.getSqlQuery(ctx, params);
      return written(one, one.connection.name);
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/sql-sources/{id}/run",
    operationId: "runSqlSource",
    summary: "Read what is new now",
    description: "Starts an import in the background; 409 while one runs already.",
    permission: "imports:run",
    params: queryId,
    body: z.strictObject({ dry_run: z.boolean().optional() }),
    status: 202,
    response: z.object({ import_id: z.string() }),
    example: { request: {}, response: { import_id: example.last_import_id } },
    async handle({ ctx, params, body }) {
      const run = await integrations.runSqlQuery(ctx, { ...params, dryRun: body.dry_run ?? false });
      return { import_id: run.id };
    },
  }),
];
