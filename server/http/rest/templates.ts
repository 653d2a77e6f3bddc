import { z } from "zod";
import { listTemplates } from "@/server/domain/templates";
import { asPage, pageOf } from "./paging";
import { type Route, route } from "./route";

const template = z
  .object({
    id: z.string(),
    code: z.string().meta({ description: "Stable name, as campaigns and recipes use it." }),
    name: z.string(),
    layout: z.string(),
    locale: z.string(),
    subject: z.string(),
    version: z
      .number()
      .int()
      .nullable()
      .meta({ description: "Published version that goes out; null while it is a draft." }),
    has_unpublished_changes: z.boolean(),
    updated_at: z.string(),
  })
  .meta({ id: "Template" });

export const templateRoutes: Route[] = [
  route({
    method: "GET",
    path: "/api/v1/templates",
    operationId: "listTemplates",
    tag: "Templates",
    summary: "The letters a campaign can send, latest change first",
    permission: "templates:read",
    query: z.object({ search: z.string().max(100).default("") }),
    response: pageOf(template),
    async handle({ ctx, query }) {
      const { rows } = await listTemplates(ctx, { search: query.search });
      const data = rows.map((row) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        layout: row.layout,
        locale: row.locale,
        subject: row.subject,
        version: row.currentVersion,
        has_unpublished_changes: row.hasChanges,
        updated_at: row.updatedAt.toISOString(),
      }));
      return asPage(data, data.length, null);
    },
  }),
];
