import { z } from "zod";
import { getTimeline, timelineKinds } from "@/server/domain/analytics";
import * as customers from "@/server/domain/customers";
import {
  customerValues,
  setSubscription,
  upsertCustomer,
  upsertCustomersBulk,
} from "@/server/domain/customers/schema";
import { publicId } from "@/server/platform/ids";
import { itemResult, keepRejects, type ObjectResult, sumOf, writtenResult } from "./item-results";
import { moneyOf } from "./money";
import { camelCased, idParam, iso, isoOrNull, readId, snakeCased } from "./names";
import { bulkBytes, bulkResults, getRoute, listRoute, perItem, sortParam } from "./object-routes";
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

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const sorts = {
  created_at: "created",
  last_seen_at: "seen",
  last_purchase_at: "lastPurchase",
  revenue: "revenue",
} as const;
const sort = sortParam(
  [
    "-created_at",
    "created_at",
    "-last_seen_at",
    "last_seen_at",
    "-last_purchase_at",
    "last_purchase_at",
    "-revenue",
    "revenue",
  ],
  "-created_at",
);
function readSort(text: string) {
  const name = text.replace(/^-/, "") as keyof typeof sorts;
  return { sort: sorts[name], order: text.startsWith("-") ? ("desc" as const) : ("asc" as const) };
}

const write = {
  external_id: "1042",
  email: "anna@example.org",
  phone: "+79161234567",
  first_name: "Anna",
  attributes: { size: "M" },
};
const moment = "2026-01-31T10:00:00.000Z";
const listedExample: z.input<typeof listed> = {
  id: "cus_77",
  external_id: "1042",
  email: "anna@example.org",
  phone: "+79161234567",
  first_name: "Anna",
  last_name: "Petrova",
  city: "Tver",
  created_at: moment,
  last_seen_at: moment,
  metrics: { purchases: 3, revenue: 84.5, last_purchase_at: moment },
};
const example: z.input<typeof customer> = {
  ...listedExample,
  middle_name: null,
  gender: "female",
  birth_on: "1990-05-17",
  country: "RU",
  region: null,
  zip: null,
  locale: "ru",
  time_zone: "Europe/Moscow",
  registered_at: moment,
  attributes: { size: "M" },
  state: "active",
  updated_at: moment,
  metrics: { purchases: 3, revenue: 84.5, first_purchase_at: moment, last_purchase_at: moment },
  identities: [{ kind: "email", value: "anna@example.org" }],
  subscriptions: [{ channel: "email", category: "", state: "subscribed", changed_at: moment }],
};

const base = { tag: "Customers", path: "/api/v1/customers" };
const named =
  "Named by `external_id`, `email` or `phone`, the strongest first. An absent field is left alone, null clears it.";
const resultOf = (
  one: { customerId: number | null } & Omit<ObjectResult, "id" | "customerId">,
): ObjectResult => ({
  id: one.customerId,
  outcome: one.outcome,
  changed: one.changed,
  problems: one.problems,
});

export const customerRoutes: Route[] = [
  listRoute({
    ...base,
    operationId: "listCustomers",
    summary: "Find customers by an identifier, or list them",
    permission: "customers:read",
    filters: {
      external_id: z.string().max(255).optional(),
      email: z.string().max(320).optional(),
      phone: z.string().max(60).optional(),
      search: z
        .string()
        .max(200)
        .optional()
        .meta({ description: "Beginning of a name or of any identifier." }),
      city: z.string().max(120).optional(),
      has_email: flag.optional(),
      has_phone: flag.optional(),
      has_purchases: flag.optional(),
      seen_after: z.iso.datetime({ offset: true }).optional(),
      seen_before: z.iso.datetime({ offset: true }).optional(),
      sort,
    },
    item: listed,
    example: listedExample,
    async page(ctx, { external_id, has_email, has_phone, has_purchases, seen_after, seen_before, ...query }) {
      const money = await moneyOf(ctx);
      const { items, nextCursor } = await customers.listCustomers(ctx, {
        ...query,
        ...readSort(query.sort),
        externalId: external_id,
        hasEmail: has_email,
        hasPhone: has_phone,
        hasPurchases: has_purchases,
        seenAfter: seen_after === undefined ? undefined : new Date(seen_after),
        seenBefore: seen_before === undefined ? undefined : new Date(seen_before),
      });
      return { items: items.map((item) => writtenItem(item, money)), nextCursor };
    },
  }),
  route({
    ...base,
    method: "POST",
    operationId: "upsertCustomer",
    summary: "Create or update one customer",
    description: named,
    permission: "customers:write",
    body: snakeCased(upsertCustomer).meta({ id: "CustomerWrite" }),
    response: z.object({ outcome: itemResult.shape.outcome, customer }),
    example: { request: write, response: { outcome: "created", customer: example } },
    async handle({ ctx, body }) {
      const result = await customers.upsertCustomer(ctx, camelCased(upsertCustomer, body));
      return { outcome: result.outcome, customer: written(result.customer, await moneyOf(ctx)) };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: `${base.path}/bulk`,
    operationId: "upsertCustomers",
    summary: "Create or update up to 1,000 customers",
    description: `${named} ${perItem}`,
    permission: "customers:write",
    body: snakeCased(upsertCustomersBulk),
    maxBytes: bulkBytes,
    response: bulkResults,
    example: {
      request: { items: [write, { email: "nonsense" }] },
      response: {
        summary: { created: 1, updated: 0, unchanged: 0, rejected: 1 },
        results: [
          { id: "cus_77", outcome: "created", changed: [], problems: [] },
          {
            id: null,
            outcome: "rejected",
            changed: [],
            problems: [{ path: "email", code: "invalid_email", message: "This is no e-mail address." }],
          },
        ],
      },
    },
    async handle({ ctx, body }) {
      const { results } = await customers.upsertCustomersInBulk(ctx, camelCased(upsertCustomersBulk, body));
      const { items } = body as { items: unknown[] };
      await keepRejects(ctx, { entity: "customer", origin: "upsertCustomers" }, items, results);
      return {
        summary: sumOf(results),
        results: results.map((one) => writtenResult("customer", resultOf(one))),
      };
    },
  }),
  getRoute({
    ...base,
    path: `${base.path}/{id}`,
    operationId: "getCustomer",
    summary: "One customer with identifiers, metrics and consent",
    permission: "customers:read",
    noun: "customer",
    item: customer,
    example,
    get: async (ctx, id) => written(await customers.getCustomer(ctx, { id }), await moneyOf(ctx)),
  }),
  route({
    ...base,
    method: "PATCH",
    path: `${base.path}/{id}`,
    operationId: "updateCustomer",
    summary: "Change the customer of this id, identifiers included",
    description: "An absent field is left alone, null clears it. Each change is in the audit log.",
    permission: "customers:write",
    params: idParam("customer"),
    body: snakeCased(customerValues).meta({ id: "CustomerChangesWrite" }),
    response: customer,
    example: { request: { city: "Tver", attributes: { size: "L" } }, response: example },
    async handle({ ctx, params, body }) {
      const values = camelCased(customerValues, body);
      const changed = await customers.updateCustomer(ctx, { id: readId("customer", params.id), values });
      return written(changed, await moneyOf(ctx));
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
