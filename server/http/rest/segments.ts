import { z } from "zod";
import * as segments from "@/server/domain/segments";
import { rule } from "@/server/domain/segments/rule";
import {
  listByIdentity,
  newSample,
  newSegment,
  segmentChanges,
  segmentKinds,
} from "@/server/domain/segments/schema";
import { publicId } from "@/server/platform/ids";
import { camelCased, iso, isoOrNull, readId, snakeCased } from "./names";
import { listRoute } from "./object-routes";
import { type Route, route } from "./route";

const text = z.string().nullable();
const person = z
  .object({
    customer_id: z.string(),
    external_id: text,
    email: text,
    phone: text,
    first_name: text,
    last_name: text,
  })
  .meta({ id: "SegmentMember" });
const writtenPerson = (one: segments.Member): z.input<typeof person> => ({
  customer_id: publicId("customer", one.customerId),
  external_id: one.externalId,
  email: one.email,
  phone: one.phone,
  first_name: one.firstName,
  last_name: one.lastName,
});

const definition = z.unknown().meta({
  id: "SegmentDefinition",
  description: "Groups `all`, `any`, `none` over conditions; see the guide.",
});
const segment = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(segmentKinds),
    definition: definition.nullable(),
    version: z.number().int(),
    size: z
      .number()
      .int()
      .nullable()
      .meta({ description: "As counted at `size_at`; null: not counted yet." }),
    size_at: text,
    is_live: z
      .boolean()
      .meta({ description: "Its members are kept current, and who enters and leaves is noted." }),
    problem: text.meta({
      description: "Why a live segment could not be brought up to date lately; null: it is.",
    }),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Segment" });
const written = (one: segments.SegmentView): z.input<typeof segment> => ({
  id: one.id,
  name: one.name,
  description: one.description,
  kind: one.kind,
  definition: one.definition,
  version: one.version,
  size: one.size,
  size_at: isoOrNull(one.sizeAt),
  is_live: one.isLive,
  problem: one.problem,
  created_at: iso(one.createdAt),
  updated_at: iso(one.updatedAt),
});

const verdict = z
  .object({
    rule: z.unknown(),
    holds: z.boolean().nullable().meta({ description: "null: unknown, because a value is empty." }),
    get parts(): z.ZodArray<z.ZodUnknown> {
      return z.array(z.unknown());
    },
  })
  .meta({ id: "SegmentVerdict" });

const exampleDefinition = {
  kind: "all",
  rules: [
    { kind: "attribute", field: "city", type: "text", test: { operator: "equals", value: "Tver" } },
    {
      kind: "purchases",
      of: "receipts",
      measure: "count",
      test: { operator: "at_least", value: 3 },
      window: { kind: "last", amount: 90, unit: "days" },
    },
  ],
};
const exampleId = "6f1c2a34-5b67-4c89-9d01-23456789abcd";
const example = {
  id: exampleId,
  name: "Regulars of Tver",
  description: "",
  kind: "dynamic" as const,
  definition: exampleDefinition,
  version: 1,
  size: null,
  size_at: null,
  is_live: false,
  problem: null,
  created_at: "2026-11-01T09:00:00.000Z",
  updated_at: "2026-11-01T09:00:00.000Z",
};
const examplePerson = {
  customer_id: "cus_1042",
  external_id: "1042",
  email: "anna@example.org",
  phone: null,
  first_name: "Anna",
  last_name: "Petrova",
};
const about = { tag: "Segments" };
const byId = z.object({ id: z.uuid("Use the id of a segment.") });
const changes = segmentChanges.omit({ id: true }).meta({ id: "SegmentChanges" });
const people = z
  .strictObject({ customer_ids: z.array(z.string()).min(1).max(10_000) })
  .meta({ id: "SegmentPeople" });
const changedPeople = z.object({ changed: z.number().int() });
const numbersOf = (ids: readonly string[]) => ids.map((id) => readId("customer", id));

export const segmentRoutes: Route[] = [
  route({
    ...about,
    method: "POST",
    path: "/api/v1/segments/preview",
    operationId: "previewSegment",
    summary: "How many customers a definition means, and some of them",
    description: "Exact and of this moment. Nothing is stored.",
    permission: segments.previewSegment.permission,
    body: z.strictObject({ definition: rule }).meta({ id: "SegmentQuestion" }),
    once: "lease",
    response: z.object({
      count: z.number().int(),
      total: z.number().int().meta({ description: "All active customers, to compare with." }),
      sample: z.array(person),
      counted_at: z.string(),
    }),
    example: {
      request: { definition: exampleDefinition },
      response: { count: 214, total: 5000, sample: [examplePerson], counted_at: "2026-11-01T09:00:00.000Z" },
    },
    async handle({ ctx, body }) {
      const found = await segments.previewSegment(ctx, body as { definition: unknown });
      return {
        count: found.count,
        total: found.total,
        sample: found.sample.map(writtenPerson),
        counted_at: iso(found.countedAt),
      };
    },
  }),
  listRoute({
    ...about,
    path: "/api/v1/segments",
    operationId: "listSegments",
    summary: "Segments by name",
    permission: segments.listSegments.permission,
    filters: { search: z.string().max(200).optional() },
    item: segment,
    example,
    async page(ctx, query) {
      const page = await segments.listSegments(ctx, query);
      return { items: page.items.map(written), nextCursor: page.nextCursor };
    },
  }),
  route({
    ...about,
    method: "POST",
    path: "/api/v1/segments",
    operationId: "createSegment",
    summary: "Create a segment",
    permission: segments.createSegment.permission,
    status: 201,
    body: snakeCased(newSegment).meta({ id: "SegmentWrite" }),
    response: segment,
    example: {
      request: { name: "Regulars of Tver", definition: exampleDefinition },
      response: example,
    },
    async handle({ ctx, body }) {
      return written(await segments.createSegment(ctx, camelCased(newSegment, body)));
    },
  }),
  route({
    ...about,
    method: "POST",
    path: "/api/v1/segments/samples",
    operationId: "createSegmentSample",
    summary: "Create a list of a random part of those whom a definition means now",
    description: "The same salt and people give the same part. Say `count` or `percent`.",
    permission: segments.createSample.permission,
    status: 201,
    body: snakeCased(newSample).meta({ id: "SegmentSampleWrite" }),
    response: segment,
    example: {
      request: { name: "A tenth of the regulars", definition: exampleDefinition, percent: 10 },
      response: { ...example, name: "A tenth of the regulars", kind: "list", definition: null, size: 21 },
    },
    async handle({ ctx, body }) {
      return written(await segments.createSample(ctx, camelCased(newSample, body)));
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/api/v1/segments/{id}",
    operationId: "getSegment",
    summary: "One segment",
    permission: segments.getSegment.permission,
    params: byId,
    response: segment,
    example: { response: example },
    async handle({ ctx, params }) {
      return written(await segments.getSegment(ctx, params));
    },
  }),
  route({
    ...about,
    method: "PATCH",
    path: "/api/v1/segments/{id}",
    operationId: "updateSegment",
    summary: "Change a segment's name, description or definition",
    description: "A new definition is a new version; the former ones are kept.",
    permission: segments.updateSegment.permission,
    params: byId,
    body: changes,
    response: segment,
    example: { request: { name: "Regulars" }, response: { ...example, name: "Regulars" } },
    async handle({ ctx, params, body }) {
      return written(await segments.updateSegment(ctx, { ...params, ...body }));
    },
  }),
  route({
    ...about,
    method: "DELETE",
    path: "/api/v1/segments/{id}",
    operationId: "deleteSegment",
    summary: "Delete a segment that nothing uses",
    permission: segments.deleteSegment.permission,
    params: byId,
    status: 204,
    async handle({ ctx, params }) {
      await segments.deleteSegment(ctx, params);
      return undefined as never;
    },
  }),
  listRoute({
    ...about,
    path: "/api/v1/segments/{id}/customers",
    operationId: "listSegmentCustomers",
    summary: "Members of a segment, by number",
    permission: segments.listMembersOf.permission,
    params: byId,
    limits: { most: 1000, byDefault: 100 },
    item: person,
    example: examplePerson,
    async page(ctx, query, params) {
      const page = await segments.listMembersOf(ctx, { ...query, id: params.id });
      return { items: page.items.map(writtenPerson), nextCursor: page.nextCursor };
    },
  }),
  ...(["add", "remove"] as const).map((verb) =>
    route({
      ...about,
      method: "POST",
      path: `/api/v1/segments/{id}/${verb}`,
      operationId: verb === "add" ? "addToSegment" : "removeFromSegment",
      summary: verb === "add" ? "Put people into a list" : "Take people out of a list",
      permission: segments.addToList.permission,
      params: byId,
      body: people,
      response: changedPeople,
      example: { request: { customer_ids: ["cus_1042"] }, response: { changed: 1 } },
      async handle({ ctx, params, body }) {
        const change = verb === "add" ? segments.addToList : segments.removeFromList;
        return await change(ctx, { id: params.id, customerIds: numbersOf(body.customer_ids) });
      },
    }),
  ),
  route({
    ...about,
    method: "POST",
    path: "/api/v1/segments/{id}/add-by-identity",
    operationId: "addToSegmentByIdentity",
    summary: "Put whoever carries these identifiers into a list",
    description:
      "E-mails, phones, external ids and other identifiers, mixed as they come; nobody is created.",
    permission: segments.addByIdentity.permission,
    params: byId,
    body: listByIdentity.omit({ id: true }).meta({ id: "SegmentIdentifiers" }),
    response: z.object({
      changed: z.number().int(),
      found: z.number().int(),
      unknown: z.array(z.string()).meta({ description: "Identifiers that nobody carries." }),
    }),
    example: {
      request: { identifiers: ["anna@example.com", "+79161234567", "C-1042"] },
      response: { changed: 2, found: 2, unknown: ["C-1042"] },
    },
    async handle({ ctx, params, body }) {
      return await segments.addByIdentity(ctx, { id: params.id, ...body });
    },
  }),
  route({
    ...about,
    method: "GET",
    path: "/api/v1/segments/{id}/explain/{customer_id}",
    operationId: "explainSegment",
    summary: "Why somebody is in a segment, or which condition fails",
    permission: segments.explainSegment.permission,
    params: z.object({ id: z.uuid("Use the id of a segment."), customer_id: z.string() }),
    response: z.object({
      customer_id: z.string(),
      is_member: z.boolean(),
      verdict: verdict.nullable().meta({ description: "null for a list: somebody put her there, or not." }),
    }),
    example: {
      response: {
        customer_id: "cus_1042",
        is_member: false,
        verdict: { rule: exampleDefinition, holds: false, parts: [] },
      },
    },
    async handle({ ctx, params }) {
      const found = await segments.explainSegment(ctx, {
        id: params.id,
        customerId: readId("customer", params.customer_id),
      });
      return {
        customer_id: publicId("customer", found.customerId),
        is_member: found.isMember,
        verdict: found.verdict,
      };
    },
  }),
];
