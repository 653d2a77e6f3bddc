import { z } from "zod";
import * as segments from "@/server/domain/segments";
import { publicId } from "@/server/platform/ids";
import { iso } from "./names";
import { listRoute } from "./object-routes";
import { type Route, route } from "./route";

const about = { tag: "Segments" };
const byId = z.object({ id: z.uuid("Use the id of a segment.") });
const day = z.object({
  day: z.string().meta({ description: "Day of the project's zone." }),
  size: z.number().int().meta({ description: "At the end of the day; today: now." }),
  entered: z.number().int(),
  left: z.number().int(),
});
const move = z
  .object({
    customer_id: z.string(),
    kind: z.enum(["entered", "left"]),
    cause: z
      .string()
      .meta({ description: "change: of her data; time: alone; edit: of the definition; hand: of a list." }),
    at: z.string(),
  })
  .meta({ id: "SegmentMove" });

/** What a live segment tells: its size over time, who entered and left. */
export const liveSegmentRoutes: Route[] = [
  route({
    ...about,
    method: "POST",
    path: "/api/v1/segments/{id}/live",
    operationId: "setSegmentLive",
    summary: "Keep a segment's members current, or no longer",
    description:
      "Of a live segment the members follow every change within seconds, and who enters and leaves is noted. Others are counted when asked for.",
    permission: segments.setLive.permission,
    params: byId,
    body: z.strictObject({ is_live: z.boolean() }).meta({ id: "SegmentLiveness" }),
    response: z.object({ id: z.string(), is_live: z.boolean() }),
    example: {
      request: { is_live: true },
      response: { id: "6f1c2a34-5b67-4c89-9d01-23456789abcd", is_live: true },
    },
    async handle({ ctx, params, body }) {
      const { id, isLive } = await segments.setLive(ctx, { id: params.id, isLive: body.is_live });
      return { id, is_live: isLive };
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/api/v1/segments/{id}/trend",
    operationId: "getSegmentTrend",
    summary: "Size of a live segment by day, and how it came about",
    permission: segments.segmentTrend.permission,
    params: byId,
    query: z.object({ days: z.coerce.number().int().min(2).max(730).default(90) }),
    response: z.object({ is_live: z.boolean(), days: z.array(day) }),
    example: { response: { is_live: true, days: [{ day: "2026-11-01", size: 812, entered: 14, left: 9 }] } },
    async handle({ ctx, params, query }) {
      const { isLive, days } = await segments.segmentTrend(ctx, { id: params.id, days: query.days });
      return { is_live: isLive, days };
    },
  }),
  listRoute({
    ...about,
    path: "/api/v1/segments/{id}/moves",
    operationId: "listSegmentMoves",
    summary: "Who entered a live segment or a list and who left, newest first",
    permission: segments.listMoves.permission,
    params: byId,
    limits: { most: 500, byDefault: 50 },
    item: move,
    example: { customer_id: "cus_1042", kind: "entered", cause: "change", at: "2026-11-01T09:00:00.000Z" },
    async page(ctx, query, params) {
      const page = await segments.listMoves(ctx, { ...query, id: params.id });
      const items = page.items.map(({ customerId, kind, cause, at }) => ({
        customer_id: publicId("customer", customerId),
        kind,
        cause,
        at: iso(at),
      }));
      return { items, nextCursor: page.nextCursor };
    },
  }),
];
