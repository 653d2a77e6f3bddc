import { z } from "zod";
import { getCustomer } from "@/server/domain/customers";
import * as tracking from "@/server/domain/tracking";
import type { Context } from "@/server/kernel/context";
import { publicId } from "@/server/platform/ids";
import { idParam, iso, readId } from "./names";
import { listRoute } from "./object-routes";
import { type Route, route } from "./route";

const tag = "Events";
const free = z.record(z.string(), z.json());
const event = z
  .object({
    id: z.string(),
    type: z.string(),
    name: z.string(),
    occurred_at: z.string(),
    received_at: z.string(),
    properties: free,
    context: free,
  })
  .meta({ id: "Event" });
const example: z.input<typeof event> = {
  id: "0b5c1a52-8a1e-4d0b-9f7c-3f6f0d2f9a10",
  type: "track",
  name: "Service Visit Booked",
  occurred_at: "2026-01-31T10:00:00.000Z",
  received_at: "2026-01-31T10:00:01.000Z",
  properties: { service: "fitting", store: "12" },
  context: {},
};
const written = (view: tracking.EventView): z.input<typeof event> => ({
  id: view.id,
  type: view.type,
  name: view.name,
  occurred_at: iso(view.occurredAt),
  received_at: iso(view.receivedAt),
  properties: view.properties as Record<string, z.core.util.JSONType>,
  context: view.context as Record<string, z.core.util.JSONType>,
});

const identifier = z.union([z.string().max(255), z.number()]).transform(String);
const eventWrite = z
  .strictObject({
    id: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: "Your own id of it: told again under the same id, it is the same event." }),
    name: z.string().trim().min(1).max(200),
    occurred_at: z.iso.datetime({ offset: true }).optional().meta({ description: "Now, unless told." }),
    customer: z
      .strictObject({ id: z.string().max(40), external_id: identifier, email: z.string().max(320) })
      .partial()
      .optional()
      .meta({
        description:
          "Whom it is about: one of the identifiers. An unknown external id makes a customer. Without customer and anonymous_id it is a system event.",
      }),
    anonymous_id: z.string().trim().min(1).max(255).optional(),
    source: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Code of the source; `rest-api` unless told." }),
    properties: free.default({}),
    context: free.default({}),
  })
  .meta({ id: "EventWrite" });

const count = z.number().int();
const accepted = z.object({
  summary: z.object({ accepted: count, duplicate: count, rejected: count }),
  results: z.array(
    z
      .object({
        id: z.string().nullable(),
        outcome: z.enum(["accepted", "duplicate", "rejected"]),
        problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
      })
      .meta({ id: "EventResult" }),
  ),
});

function readEvent({ anonymous_id, occurred_at, customer, ...rest }: z.output<typeof eventWrite>) {
  return {
    ...rest,
    anonymousId: anonymous_id,
    occurredAt: occurred_at,
    customer: customer && {
      id: customer.id === undefined ? undefined : readId("customer", customer.id),
      externalId: customer.external_id,
      email: customer.email,
    },
  };
}

const named = { name: z.string().max(200).optional().meta({ description: "Only events of this name." }) };
const moment = z.iso.datetime({ offset: true }).optional();
const filters = { ...named, from: moment, to: moment };

/** The customer's own number: one who was merged answers as whom she became. */
export const customerOf = async (ctx: Context, id: string): Promise<number> =>
  (await getCustomer(ctx, { id: readId("customer", id) })).id;

const send = async (ctx: Context, items: z.output<typeof eventWrite>[]) => {
  const { results } = await tracking.acceptEvents(ctx, { items: items.map(readEvent) });
  const summary = { accepted: 0, duplicate: 0, rejected: 0 };
  for (const { outcome } of results) summary[outcome]++;
  return { summary, results };
};

const line = z.strictObject({
  product: z.union([z.string().max(200), z.number()]).transform(String),
  name: z.string().max(300).optional(),
  quantity: z.number().positive().max(1_000_000).default(1),
  price: z.number().nonnegative().optional(),
  url: z.url().max(2000).optional(),
  image_url: z.url().max(2000).optional(),
});

export const eventRoutes: Route[] = [
  route({
    tag,
    method: "POST",
    path: "/api/v1/events",
    operationId: "acceptEvents",
    summary: "Tell up to 1,000 events",
    description:
      "They go into the same log as tracking, in one transaction: what follows an event on the site follows these. An event never changes; " +
      "its `context` is kept as it was. `results` has one entry per item, in order.",
    permission: "events:write",
    body: z.object({ items: z.array(eventWrite).min(1).max(1000) }),
    maxBytes: 16 * 1024 * 1024,
    response: accepted,
    example: {
      request: {
        items: [
          {
            id: "booking-4711",
            name: "Service Visit Booked",
            occurred_at: "2026-01-31T10:00:00Z",
            customer: { external_id: "77" },
            properties: { service: "fitting", store: "12" },
          },
        ],
      },
      response: {
        summary: { accepted: 1, duplicate: 0, rejected: 0 },
        results: [{ id: example.id, outcome: "accepted", problems: [] }],
      },
    },
    handle: ({ ctx, body }) => send(ctx, body.items),
  }),
  listRoute({
    tag,
    path: "/api/v1/customers/{id}/events",
    operationId: "listCustomerEvents",
    summary: "What a customer did, newest first",
    permission: "customers:read",
    params: idParam("customer"),
    filters,
    item: event,
    example,
    async page(ctx, query, params) {
      const found = await tracking.listCustomerEvents(ctx, {
        ...query,
        customerId: await customerOf(ctx, params.id),
      });
      return { items: found.items.map(written), nextCursor: found.nextCursor };
    },
  }),
  listRoute({
    tag,
    path: "/api/v1/system-events",
    operationId: "listSystemEvents",
    summary: "Events about nobody: a price list was loaded, a shop opened",
    permission: "events:read",
    filters,
    item: event,
    example: { ...example, name: "Price List Loaded", properties: { rows: 1204 } },
    async page(ctx, query) {
      const found = await tracking.listSystemEvents(ctx, query);
      return { items: found.items.map(written), nextCursor: found.nextCursor };
    },
  }),
  route({
    tag: "Carts",
    method: "PUT",
    path: "/api/v1/customers/{id}/carts/{container}",
    operationId: "putCart",
    summary: "Say what a customer holds now in a cart, wishlist or container of your own",
    description:
      "Replaces all lines; none empties it. Told as the event `Cart Viewed`, so it takes its place among the events of the site by its time, " +
      "and is read within moments (202).",
    permission: "events:write",
    params: z.object({ id: idParam("customer").shape.id, container: z.string().trim().min(1).max(100) }),
    body: z.strictObject({
      lines: z.array(line).max(500),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      cart_url: z.url().max(2000).optional(),
      occurred_at: moment,
    }),
    status: 202,
    response: accepted,
    example: {
      request: {
        lines: [{ product: "tea-1", name: "Green tea", quantity: 2, price: 12.25 }],
        currency: "EUR",
      },
      response: {
        summary: { accepted: 1, duplicate: 0, rejected: 0 },
        results: [{ id: example.id, outcome: "accepted", problems: [] }],
      },
    },
    async handle({ ctx, params, body }) {
      const id = publicId("customer", await customerOf(ctx, params.id));
      const products = body.lines.map(({ product, ...rest }) => ({ product_id: product, ...rest }));
      const { lines: _, occurred_at, ...properties } = body;
      const { container } = params;
      return send(ctx, [
        {
          name: "Cart Viewed",
          customer: { id },
          occurred_at,
          properties: { ...properties, products, container },
          context: {},
        },
      ]);
    },
  }),
];
