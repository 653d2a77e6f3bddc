import { z } from "zod";
import * as tracking from "@/server/domain/tracking";
import { customerOf } from "./events";
import { moneyOf } from "./money";
import { idParam, iso } from "./names";
import { listRoute } from "./object-routes";
import { type Route, route } from "./route";

/** What is derived from events: visits and containers. Read only; they follow the events. */
const text = z.string().nullable();
const visit = z
  .object({
    started_at: z.string(),
    last_event_at: z.string(),
    source: text,
    events: z.number().int(),
    pages: z.number().int(),
    landing_url: text,
    referrer: text,
    campaign: z.record(z.string(), z.unknown()).nullable(),
    device: text,
  })
  .meta({ id: "Visit" });
const cart = z
  .object({
    container: z.string(),
    state: z.string().meta({ description: "open, emptied or ordered." }),
    started_at: z.string(),
    last_action_at: z.string(),
    items_count: z.number().int(),
    total: z.number(),
    currency: text,
    cart_url: text,
    lines: z.array(
      z.object({
        product: z.string(),
        name: text,
        quantity: z.number(),
        price: z.number(),
        url: text,
        image_url: text,
      }),
    ),
  })
  .meta({ id: "Cart" });

export const behaviourRoutes: Route[] = [
  route({
    tag: "Carts",
    method: "GET",
    path: "/api/v1/customers/{id}/carts",
    operationId: "listCustomerCarts",
    summary: "What a customer holds: cart, wishlist and containers of your own",
    permission: "customers:read",
    params: idParam("customer"),
    response: z.object({ data: z.array(cart) }),
    example: {
      response: {
        data: [
          {
            container: "cart",
            state: "open",
            started_at: "2026-01-31T09:40:00.000Z",
            last_action_at: "2026-01-31T10:00:00.000Z",
            items_count: 2,
            total: 24.5,
            currency: "EUR",
            cart_url: "https://shop.example/cart",
            lines: [
              { product: "tea-1", name: "Green tea", quantity: 2, price: 12.25, url: null, image_url: null },
            ],
          },
        ],
      },
    },
    async handle({ ctx, params }) {
      const money = await moneyOf(ctx);
      const { items } = await tracking.listCarts(ctx, { customerId: await customerOf(ctx, params.id) });
      return {
        data: items.map((one) => ({
          container: one.container,
          state: one.state,
          started_at: iso(one.startedAt),
          last_action_at: iso(one.lastActionAt),
          items_count: one.itemsCount,
          total: money(one.totalMinor),
          currency: one.currency,
          cart_url: one.cartUrl,
          lines: one.lines.map((line) => ({
            product: String(line.productId ?? ""),
            name: (line.name ?? null) as string | null,
            quantity: Number(line.quantity ?? 0),
            price: money(Number(line.priceMinor ?? 0)),
            url: (line.url ?? null) as string | null,
            image_url: (line.imageUrl ?? null) as string | null,
          })),
        })),
      };
    },
  }),
  listRoute({
    tag: "Visits",
    path: "/api/v1/customers/{id}/visits",
    operationId: "listCustomerVisits",
    summary: "Visits of a customer, newest first; one ends after 30 idle minutes",
    permission: "customers:read",
    params: idParam("customer"),
    item: visit,
    example: {
      started_at: "2026-01-31T09:40:00.000Z",
      last_event_at: "2026-01-31T10:00:00.000Z",
      source: "website",
      events: 14,
      pages: 6,
      landing_url: "https://shop.example/tea",
      referrer: null,
      campaign: { source: "carillon", medium: "email", name: "Autumn tea" },
      device: "phone",
    },
    async page(ctx, query, params) {
      const found = await tracking.listVisits(ctx, {
        ...query,
        customerId: await customerOf(ctx, params.id),
      });
      const items = found.items.map((one) => ({
        started_at: iso(one.startedAt),
        last_event_at: iso(one.lastEventAt),
        source: one.source,
        events: one.events,
        pages: one.pages,
        landing_url: one.landingUrl,
        referrer: one.referrer,
        campaign: one.campaign,
        device: one.device,
      }));
      return { items, nextCursor: found.nextCursor };
    },
  }),
];
