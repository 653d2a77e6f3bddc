import { z } from "zod";
import { getTimeline, timelineKinds } from "@/server/domain/analytics";
import * as customers from "@/server/domain/customers";
import { setSubscription, upsertCustomer, upsertCustomersBulk } from "@/server/domain/customers/schema";
import { publicId } from "@/server/platform/ids";
import { moneyOf } from "./money";
import { camelCased, idParam, iso, isoOrNull, readId, snakeCased } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const text = z.string().nullable();
const metrics = z.object({
  purchases: z.number().int(),
  revenue: z.number(),
  first_purchase_at: text.optional(),
  last_purchase_at: text,
});
const summary = {
  id: z.string(),
  external_id: text,
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  city: text,
  created_at: z.string(),
  last_seen_at: text,
  metrics,
};
const listed = z.object(summary).meta({ id: "CustomerSummary" });
const customer = z
  .object({
    ...summary,
    middle_name: text,
    gender: text,
    birth_on: text,
    country: text,
    region: text,
    zip: text,
    locale: text,
    time_zone: text,
    registered_at: text,
    attributes: z.record(z.string(), z.unknown()),
    state: z.string(),
    updated_at: z.string(),
    identities: z.array(z.object({ kind: z.string(), value: z.string() })),
    subscriptions: z.array(
      z.object({ channel: z.string(), category: z.string(), state: z.string(), changed_at: z.string() }),
    ),
  })
  .meta({ id: "Customer" });
const outcome = z.enum(["created", "updated", "unchanged", "rejected"]);
const problems = z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }));
const listQuery = z.object({
  external_id: z.string().max(255).optional(),
  email: z.string().max(320).optional(),
  phone: z.string().max(60).optional(),
  search: z.string().max(200).optional().meta({ description: "Beginning of a name or of any identifier." }),
  ...pageQuery(),
});
const timelineQuery = z.object({
  kinds: z
    .string()
    .max(300)
    .optional()
    .meta({ description: `Comma-separated: ${timelineKinds.join(", ")}. All without it.` }),
  ...pageQuery(500, 100),
});
const timelineItem = z
  .object({
    at: z.string(),
    kind: z.enum(timelineKinds),
    id: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "TimelineItem" });
const subscriptionBody = setSubscription.omit({ customerId: true });

type Money = (minor: number) => number;
function written(view: customers.CustomerView, money: Money): z.input<typeof customer> {
  return {
    id: publicId("customer", view.id),
    external_id: view.externalId,
    email: view.email,
    phone: view.phone,
    first_name: view.firstName,
    middle_name: view.middleName,
    last_name: view.lastName,
    gender: view.gender,
    birth_on: view.birthOn,
    country: view.country,
    city: view.city,
    region: view.region,
    zip: view.zip,
    locale: view.locale,
    time_zone: view.timeZone,
    registered_at: isoOrNull(view.registeredAt),
    attributes: view.attributes,
    state: view.state,
    created_at: iso(view.createdAt),
    updated_at: iso(view.updatedAt),
    last_seen_at: isoOrNull(view.lastSeenAt),
    metrics: {
      purchases: view.metrics.purchases,
      revenue: money(view.metrics.revenueMinor),
      first_purchase_at: isoOrNull(view.metrics.firstPurchaseAt),
      last_purchase_at: isoOrNull(view.metrics.lastPurchaseAt),
    },
    identities: view.identities.map(({ kind, value }) => ({ kind, value })),
    subscriptions: view.subscriptions.map((one) => ({
      channel: one.channel,
      category: one.category,
      state: one.state,
      changed_at: iso(one.changedAt),
    })),
  };
}

const writtenItem = (item: customers.CustomerListItem, money: Money): z.input<typeof listed> => ({
  id: publicId("customer", item.id),
  external_id: item.externalId,
  email: item.email,
  phone: item.phone,
  first_name: item.firstName,
  last_name: item.lastName,
  city: item.city,
  created_at: iso(item.createdAt),
  last_seen_at: isoOrNull(item.lastSeenAt),
  metrics: {
    purchases: item.purchases,
    revenue: money(item.revenueMinor),
    last_purchase_at: isoOrNull(item.lastPurchaseAt),
  },
});

const base = { tag: "Customers" };

export const customerRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers",
    operationId: "listCustomers",
    summary: "Find customers by an identifier, or list them, newest first",
    permission: "customers:read",
    query: listQuery,
    response: pageOf(listed),
    async handle({ ctx, query: { external_id, limit, ...filter } }) {
      const money = await moneyOf(ctx);
      const page = await customers.listCustomers(ctx, { ...filter, externalId: external_id, limit });
      return asPage(
        page.items.map((item) => writtenItem(item, money)),
        limit,
        page.nextCursor,
      );
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers",
    operationId: "upsertCustomer",
    summary: "Create or update one customer",
    description:
      "Named by `external_id`, `email` or `phone`, the strongest first. An absent field is left alone, null clears it.",
    permission: "customers:write",
    body: snakeCased(upsertCustomer).meta({ id: "CustomerWrite" }),
    response: z.object({ outcome, customer }),
    example: {
      request: {
        external_id: "1042",
        email: "anna@example.org",
        first_name: "Anna",
        attributes: { size: "M" },
      },
    },
    async handle({ ctx, body }) {
      const result = await customers.upsertCustomer(ctx, camelCased(upsertCustomer, body));
      return { outcome: result.outcome, customer: written(result.customer, await moneyOf(ctx)) };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers/bulk",
    operationId: "upsertCustomers",
    summary: "Create or update up to 1,000 customers",
    description:
      "`results` has one entry per item, in order; a rejected item does not keep the others from being saved.",
    permission: "customers:write",
    body: snakeCased(upsertCustomersBulk),
    maxBytes: 8 * 1024 * 1024,
    response: z.object({ results: z.array(z.object({ id: text, outcome, problems })) }),
    async handle({ ctx, body }) {
      const { results } = await customers.upsertCustomersInBulk(ctx, camelCased(upsertCustomersBulk, body));
      return {
        results: results.map((one) => ({
          id: one.customerId === null ? null : publicId("customer", one.customerId),
          outcome: one.outcome,
          problems: one.problems,
        })),
      };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}",
    operationId: "getCustomer",
    summary: "One customer with identifiers, metrics and consent",
    permission: "customers:read",
    params: idParam("customer"),
    response: customer,
    async handle({ ctx, params }) {
      return written(
        await customers.getCustomer(ctx, { id: readId("customer", params.id) }),
        await moneyOf(ctx),
      );
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}/timeline",
    operationId: "getCustomerTimeline",
    summary: "Everything that happened to a customer, newest first",
    description:
      "Visits, events, carts, orders, receipts, messages, reactions, campaign entries and consents as one stream.",
    permission: "customers:read",
    params: idParam("customer"),
    query: timelineQuery,
    response: pageOf(timelineItem),
    async handle({ ctx, params, query: { kinds, limit, cursor } }) {
      const { id } = await customers.getCustomer(ctx, { id: readId("customer", params.id) });
      const wanted = kinds?.split(",").map((kind) => kind.trim()) as
        | (typeof timelineKinds)[number][]
        | undefined;
      const page = await getTimeline(ctx, {
        customerId: id,
        limit,
        ...(wanted ? { kinds: wanted } : {}),
        ...(cursor ? { cursor } : {}),
      });
      return asPage(
        page.items.map((item) => ({ ...item, at: iso(item.at) })),
        limit,
        page.nextCursor,
      );
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers/{id}/subscriptions",
    operationId: "setCustomerSubscription",
    summary: "Subscribe or unsubscribe a customer, with proof",
    permission: "customers:write",
    params: idParam("customer"),
    body: snakeCased(subscriptionBody),
    response: z.object({ has_changed: z.boolean() }),
    example: { request: { channel: "email", state: "unsubscribed", reason: "asked by phone" } },
    async handle({ ctx, params, body }) {
      const { hasChanged } = await customers.setSubscription(ctx, {
        ...camelCased(subscriptionBody, body),
        customerId: readId("customer", params.id),
      });
      return { has_changed: hasChanged };
    },
  }),
];
