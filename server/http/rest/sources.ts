import { z } from "zod";
import * as tracking from "@/server/domain/tracking";
import { iso, isoOrNull } from "./names";
import { type Route, route } from "./route";

const tag = "Sources";
const source = z
  .object({
    id: z.number().int(),
    code: z.string().meta({ description: "As events name it." }),
    name: z.string(),
    domain: z.string().nullable(),
    write_key: z.string().meta({ description: "Public by nature: it stands in the page." }),
    events_per_second: z.number().int().nullable(),
    is_active: z.boolean(),
    created_at: z.string(),
    last_event_at: z.string().nullable(),
    events_last_day: z.number().int(),
    rejected_last_day: z.number().int(),
  })
  .meta({ id: "Source" });
const example: z.input<typeof source> = {
  id: 1,
  code: "website",
  name: "Website",
  domain: "shop.example",
  write_key: "wk_3q2-7wEAAQ",
  events_per_second: null,
  is_active: true,
  created_at: "2026-01-01T09:00:00.000Z",
  last_event_at: "2026-01-31T10:00:00.000Z",
  events_last_day: 48_211,
  rejected_last_day: 3,
};
const id = z.object({ id: z.coerce.number().int().min(1).max(32_767) });

type View = Awaited<ReturnType<typeof tracking.getSource>>;
const written = ({ activity, ...one }: Omit<View, "address">): z.input<typeof source> => ({
  id: one.id,
  code: one.code,
  name: one.name,
  domain: one.domain,
  write_key: one.writeKey,
  events_per_second: one.eventsPerSecond,
  is_active: one.isActive,
  created_at: iso(one.createdAt),
  last_event_at: isoOrNull(activity.lastReceivedAt),
  events_last_day: activity.eventsLastDay,
  rejected_last_day: activity.rejectedLastDay,
});

export const sourceRoutes: Route[] = [
  route({
    tag,
    method: "GET",
    path: "/api/v1/sources",
    operationId: "listSources",
    summary: "Where events come from, with how much comes",
    permission: "sources:read",
    response: z.object({ data: z.array(source) }),
    example: { response: { data: [example] } },
    handle: async ({ ctx }) => ({ data: (await tracking.listSources(ctx, {})).map(written) }),
  }),
  route({
    tag,
    method: "POST",
    path: "/api/v1/sources",
    operationId: "createSource",
    summary: "Add a site or an app; the answer has its write key",
    permission: "sources:write",
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      domain: z.string().trim().max(253).optional(),
    }),
    status: 201,
    response: source,
    example: { request: { name: "Website", domain: "shop.example" }, response: example },
    async handle({ ctx, body }) {
      const made = await tracking.createSource(ctx, body);
      return written(await tracking.getSource(ctx, { id: made.id }));
    },
  }),
  route({
    tag,
    method: "GET",
    path: "/api/v1/sources/{id}",
    operationId: "getSource",
    summary: "One source",
    permission: "sources:read",
    params: id,
    response: source,
    example: { response: example },
    handle: async ({ ctx, params }) => written(await tracking.getSource(ctx, params)),
  }),
  route({
    tag,
    method: "PATCH",
    path: "/api/v1/sources/{id}",
    operationId: "updateSource",
    summary: "Rename a source, limit it, switch it on or off",
    permission: "sources:write",
    params: id,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100).optional(),
      domain: z.string().trim().max(253).nullable().optional(),
      events_per_second: z.number().int().min(1).max(1_000_000).nullable().optional(),
      is_active: z.boolean().optional(),
    }),
    response: source,
    example: { request: { is_active: false }, response: { ...example, is_active: false } },
    async handle({ ctx, params, body: { events_per_second, is_active, domain, ...rest } }) {
      const before = await tracking.getSource(ctx, params);
      await tracking.updateSourceSettings(ctx, {
        ...params,
        ...rest,
        domain: domain === undefined ? before.domain : domain,
        ...(events_per_second === undefined ? {} : { eventsPerSecond: events_per_second }),
      });
      if (is_active !== undefined) await tracking.switchSource(ctx, { ...params, isActive: is_active });
      return written(await tracking.getSource(ctx, params));
    },
  }),
  route({
    tag,
    method: "POST",
    path: "/api/v1/sources/{id}/rotate",
    operationId: "rotateSourceKey",
    summary: "Give a source a new write key; the old one goes on working for a while",
    permission: "sources:write",
    params: id,
    query: z.object({
      keep_old_hours: z.coerce
        .number()
        .int()
        .min(0)
        .max(24 * 30)
        .default(24)
        .meta({ description: "How long pages with the old key still count; 0 ends it at once." }),
    }),
    response: source,
    example: { response: example },
    async handle({ ctx, params, query }) {
      await tracking.rotateWriteKey(ctx, { ...params, keepOldHours: query.keep_old_hours });
      return written(await tracking.getSource(ctx, params));
    },
  }),
];
