import { z } from "zod";
import * as identity from "@/server/domain/identity";
import * as schema from "@/server/domain/identity/schema";
import { publicId } from "@/server/platform/ids";
import { camelCased, snakeCased } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const base = { tag: "Identities" };
const kind = z
  .object({
    code: z.string(),
    name: z.string(),
    priority: z.number().int(),
    max_per_person: z.number().int(),
    may_decide: z.boolean(),
    may_merge: z.boolean(),
    block_after: z.number().int().nullable(),
    is_built_in: z.boolean(),
    values: z.number().int(),
  })
  .meta({ id: "IdentityKind" });
const pair = z
  .object({
    customers: z.array(z.string()),
    keep: z.string().meta({ description: "Who would stay." }),
    score: z.number().int(),
    evidence: z.array(z.object({ kind: z.string(), points: z.number().int() })),
    rules: z.array(z.string()),
  })
  .meta({ id: "DuplicatePair" });

export const identityRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path: "/api/v1/identity-kinds",
    operationId: "listIdentityKinds",
    summary: "Kinds of identifiers and what each may do",
    permission: "customers:read",
    response: z.object({ kinds: z.array(kind) }),
    async handle({ ctx }) {
      const { kinds } = await identity.getIdentityRules(ctx, {});
      return {
        kinds: kinds.map((one) => ({
          code: one.code,
          name: one.name,
          priority: one.priority,
          max_per_person: one.maxPerPerson,
          may_decide: one.mayDecide,
          may_merge: one.mayMerge,
          block_after: one.blockAfter,
          is_built_in: one.isBuiltIn,
          values: one.values,
        })),
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/identity-kinds",
    operationId: "saveIdentityKind",
    summary: "Add a kind of identifier, or change what one may do",
    permission: "settings:write",
    body: snakeCased(schema.identityKindInput),
    response: z.object({ code: z.string() }),
    example: {
      request: {
        code: "loyalty_id",
        name: "Loyalty number",
        priority: 15,
        max_per_person: 1,
        may_decide: true,
        may_merge: false,
        block_after: null,
      },
      response: { code: "loyalty_id" },
    },
    async handle({ ctx, body }) {
      const { code } = await identity.saveIdentityKind(ctx, camelCased(schema.identityKindInput, body));
      return { code };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/duplicates",
    operationId: "listDuplicates",
    summary: "Pairs of customers that may be one person, the surest first",
    permission: "customers:read",
    query: z.object({
      rule: z.string().max(40).optional(),
      min_score: z.coerce.number().int().min(0).max(100).optional(),
      ...pageQuery(100, 30),
    }),
    response: pageOf(pair),
    async handle({ ctx, query: { rule, min_score, limit, cursor } }) {
      const page = await identity.listDuplicates(ctx, {
        limit,
        ...(rule ? { rule } : {}),
        ...(min_score === undefined ? {} : { minScore: min_score }),
        ...(cursor ? { cursor } : {}),
      });
      return asPage(
        page.items.map((one) => ({
          customers: [publicId("customer", one.customerId), publicId("customer", one.otherId)],
          keep: publicId("customer", one.keepId),
          score: one.score,
          evidence: one.evidence,
          rules: one.rules,
        })),
        limit,
        page.nextCursor,
      );
    },
  }),
];
