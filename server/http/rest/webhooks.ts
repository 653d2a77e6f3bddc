import { z } from "zod";
import * as webhooks from "@/server/domain/webhooks";
import { deliveryStates, endpointStates, webhookTypes } from "@/server/domain/webhooks/model";
import * as schema from "@/server/domain/webhooks/schema";
import { iso, isoOrNull } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const type = z.enum(webhookTypes);
const endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    types: z.array(z.string()),
    state: z.enum(endpointStates),
    waiting: z.number().int().meta({ description: "Deliveries that will be tried." }),
    failing_since: z.string().nullable(),
    last_success_at: z.string().nullable(),
    last_error: z.string().nullable(),
    disabled_reason: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: "WebhookEndpoint" });
const endpointWithSecret = endpoint
  .extend({ secret: z.string().meta({ description: "`whsec_…`. Shown this once." }) })
  .meta({ id: "WebhookEndpointWithSecret" });
const delivery = z
  .object({
    event_id: z.string(),
    message_id: z.string().meta({ description: "`webhook-id` of every attempt." }),
    type: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.number().int(),
    next_attempt_at: z.string().nullable(),
    last_status: z.number().int().nullable(),
    last_error: z.string().nullable(),
    delivered_at: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: "WebhookDelivery" });
const oneDelivery = delivery
  .extend({
    body: z.string().meta({ description: "Byte for byte what is sent." }),
    log: z.array(
      z.object({
        at: z.string(),
        duration_ms: z.number().int(),
        status: z.number().int().nullable(),
        error: z.string().nullable(),
        answer: z.string().nullable().meta({ description: "The first kilobyte of the answer." }),
      }),
    ),
  })
  .meta({ id: "WebhookDeliveryLog" });

const written = (one: webhooks.EndpointView): z.input<typeof endpoint> => ({
  id: one.id,
  url: one.url,
  description: one.description,
  types: one.types,
  state: one.state,
  waiting: one.waiting,
  failing_since: isoOrNull(one.failingSince),
  last_success_at: isoOrNull(one.lastSuccessAt),
  last_error: one.lastError,
  disabled_reason: one.disabledReason,
  created_at: iso(one.createdAt),
});
const writtenDelivery = (one: webhooks.DeliveryView): z.input<typeof delivery> => ({
  event_id: one.eventId,
  message_id: one.messageId,
  type: one.type,
  state: one.state,
  attempts: one.attempts,
  next_attempt_at: isoOrNull(one.nextAttemptAt),
  last_status: one.lastStatus,
  last_error: one.lastError,
  delivered_at: isoOrNull(one.deliveredAt),
  created_at: iso(one.createdAt),
});

const base = { tag: "Webhooks" };
const path = "/api/v1/webhooks";
const change = z.strictObject({
  url: z.string().max(2000).optional(),
  types: z.array(type).min(1).optional(),
  description: z.string().max(200).optional(),
  is_active: z
    .boolean()
    .optional()
    .meta({ description: "false pauses: nothing is recorded and nothing sent." }),
});
const exampleEndpoint = {
  id: "0192f0c1-7c44-7b1e-9d2c-0a4c5f0e8d11",
  url: "https://shop.example/hooks/carillon",
  description: "CRM",
  types: ["customer.updated", "order.created"],
  state: "active" as const,
  waiting: 0,
  failing_since: null,
  last_success_at: "2026-03-01T10:00:00.000Z",
  last_error: null,
  disabled_reason: null,
  created_at: "2026-02-01T10:00:00.000Z",
};

export const webhookRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path,
    operationId: "listWebhooks",
    summary: "Webhook endpoints",
    permission: "sources:read",
    response: z.object({ data: z.array(endpoint) }),
    example: { response: { data: [exampleEndpoint] } },
    handle: async ({ ctx }) => ({ data: (await webhooks.listEndpoints(ctx, {})).map(written) }),
  }),
  route({
    ...base,
    method: "POST",
    path,
    operationId: "createWebhook",
    summary: "Add a webhook endpoint",
    description:
      "Its secret is in the answer, and nowhere else afterwards. Signatures follow the Standard Webhooks specification.",
    permission: "sources:write",
    body: z.strictObject({
      url: z.string().max(2000),
      types: z.array(type).min(1),
      description: z.string().max(200).optional(),
    }),
    status: 201,
    response: endpointWithSecret,
    example: {
      request: { url: exampleEndpoint.url, types: exampleEndpoint.types, description: "CRM" },
      response: { ...exampleEndpoint, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw1uT0q8yU3aA=" },
    },
    async handle({ ctx, body }) {
      const made = await webhooks.createEndpoint(ctx, body);
      return { ...written(made), secret: made.secret };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: `${path}/{id}`,
    operationId: "getWebhook",
    summary: "A webhook endpoint",
    permission: "sources:read",
    params: schema.endpointId,
    response: endpoint,
    example: { response: exampleEndpoint },
    handle: async ({ ctx, params }) => written(await webhooks.getEndpoint(ctx, params)),
  }),
  route({
    ...base,
    method: "PATCH",
    path: `${path}/{id}`,
    operationId: "updateWebhook",
    summary: "Change, pause or revive a webhook endpoint",
    permission: "sources:write",
    params: schema.endpointId,
    body: change,
    response: endpoint,
    example: { request: { is_active: true }, response: exampleEndpoint },
    async handle({ ctx, params, body: { is_active, ...rest } }) {
      return written(await webhooks.updateEndpoint(ctx, { ...params, ...rest, isActive: is_active }));
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: `${path}/{id}`,
    operationId: "deleteWebhook",
    summary: "Delete a webhook endpoint with its log",
    permission: "sources:write",
    params: schema.endpointId,
    response: z.object({ deleted: z.boolean() }),
    example: { response: { deleted: true } },
    async handle({ ctx, params }) {
      await webhooks.deleteEndpoint(ctx, params);
      return { deleted: true };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: `${path}/{id}/rotate-secret`,
    operationId: "rotateWebhookSecret",
    summary: "A new secret; for 24 hours both sign",
    permission: "sources:write",
    params: schema.endpointId,
    response: endpointWithSecret,
    async handle({ ctx, params }) {
      const made = await webhooks.rotateSecret(ctx, params);
      return { ...written(made), secret: made.secret };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: `${path}/{id}/ping`,
    operationId: "pingWebhook",
    summary: "Send a test.ping",
    permission: "sources:write",
    params: schema.endpointId,
    status: 202,
    response: z.object({ event_id: z.string() }),
    handle: async ({ ctx, params }) => ({ event_id: (await webhooks.sendPing(ctx, params)).eventId }),
  }),
  route({
    ...base,
    method: "GET",
    path: `${path}/{id}/deliveries`,
    operationId: "listWebhookDeliveries",
    summary: "What was sent, newest first",
    permission: "sources:read",
    params: schema.endpointId,
    query: z.object({
      state: z.enum(deliveryStates).optional(),
      type: z.string().optional(),
      ...pageQuery(),
    }),
    response: pageOf(delivery),
    async handle({ ctx, params, query }) {
      const input = { ...params, ...query } as z.input<typeof schema.listDeliveries>;
      const page = await webhooks.listDeliveries(ctx, input);
      return asPage(page.items.map(writtenDelivery), query.limit, page.nextCursor);
    },
  }),
  route({
    ...base,
    method: "GET",
    path: `${path}/{id}/deliveries/{event_id}`,
    operationId: "getWebhookDelivery",
    summary: "A delivery with its body and all its attempts",
    permission: "sources:read",
    params: schema.endpointId.extend({ event_id: z.uuid() }),
    response: oneDelivery,
    async handle({ ctx, params }) {
      const one = await webhooks.getDelivery(ctx, { endpointId: params.id, eventId: params.event_id });
      const log = one.log.map(({ at, durationMs, ...rest }) => ({
        at: iso(at),
        duration_ms: durationMs,
        ...rest,
      }));
      return { ...writtenDelivery(one), body: one.body, log };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: `${path}/{id}/deliveries/{event_id}/replay`,
    operationId: "replayWebhookDelivery",
    summary: "Send one event again",
    permission: "sources:write",
    params: schema.endpointId.extend({ event_id: z.uuid() }),
    status: 202,
    response: z.object({ count: z.number().int() }),
    handle: ({ ctx, params }) =>
      webhooks.replayDelivery(ctx, { endpointId: params.id, eventId: params.event_id }),
  }),
  route({
    ...base,
    method: "POST",
    path: `${path}/{id}/replay`,
    operationId: "replayFailedWebhooks",
    summary: "Send again everything that was given up since a moment",
    permission: "sources:write",
    params: schema.endpointId,
    body: z.strictObject({ since: z.iso.datetime({ offset: true }) }),
    status: 202,
    response: z.object({ count: z.number().int() }),
    example: { request: { since: "2026-03-01T00:00:00Z" }, response: { count: 12 } },
    handle: ({ ctx, params, body }) => webhooks.replayFailed(ctx, { ...params, since: body.since }),
  }),
];
