import { z } from "zod";
import * as identity from "@/server/domain/identity";
import * as privacy from "@/server/domain/privacy";
import { exportPage } from "@/server/domain/privacy/export-page";
import { erasureGrounds } from "@/server/domain/privacy/schema";
import { invalid } from "@/server/platform/errors";
import { parsePublicId, publicId } from "@/server/platform/ids";
import { idParam, iso, isoOrNull, readId } from "./names";
import { type Route, route } from "./route";

const base = { tag: "Customers" };
const other = z.string().max(40).meta({ description: "Id of the other customer: `cus_1043`." });
const merge = z
  .object({
    id: z.number().int(),
    merged: z.string(),
    kind: z.string(),
    rule: z.string(),
    at: z.string(),
    by: z.string(),
    undone_at: z.string().nullable(),
    can_undo: z.boolean(),
  })
  .meta({ id: "CustomerMerge" });
const mergeParams = z.object({ merge_id: z.string().regex(/^[1-9]\d{0,15}$/, "Use the number of a merge.") });

/** Choices in the numbers of the domain. */
function readChoices(choices: Record<string, string> | undefined): Record<string, number> | undefined {
  if (!choices) return undefined;
  return Object.fromEntries(
    Object.entries(choices).map(([code, id]) => {
      const number = parsePublicId("customer", id);
      if (number === undefined)
        throw invalid(`choices.${code}: name one of the customers, such as cus_1042.`, [
          { path: `choices.${code}`, message: "Name one of the customers, such as cus_1042." },
        ]);
      return [code, number];
    }),
  );
}

export const customerMergeRoutes: Route[] = [
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers/{id}/merge",
    operationId: "mergeCustomers",
    summary: "Make one customer of two",
    description:
      "The stronger stays, of equals the older; `keep` decides otherwise. The other id answers as the survivor from then on. Can be undone.",
    permission: "customers:write",
    params: idParam("customer"),
    body: z.strictObject({
      with: other,
      keep: other.optional(),
      choices: z.record(z.string().max(120), other).optional().meta({
        description: "Whose value a field takes; the later one where nothing is said.",
      }),
    }),
    response: z.object({ id: z.string(), merge_ids: z.array(z.number().int()), merged: z.array(z.string()) }),
    example: {
      request: { with: "cus_1043", choices: { city: "cus_1043" } },
      response: { id: "cus_1042", merge_ids: [7], merged: ["cus_1043"] },
    },
    async handle({ ctx, params, body }) {
      const id = readId("customer", params.id);
      const done = await identity.mergePeople(ctx, {
        ids: [id, readId("customer", body.with)],
        keepId: body.keep === undefined ? undefined : readId("customer", body.keep),
        choices: readChoices(body.choices),
      });
      return {
        id: publicId("customer", done.customerId),
        merge_ids: done.mergeIds,
        merged: done.donors.map((donor) => publicId("customer", donor)),
      };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}/merges",
    operationId: "listCustomerMerges",
    summary: "What was joined with a customer",
    permission: "customers:read",
    params: idParam("customer"),
    response: z.object({ merges: z.array(merge) }),
    async handle({ ctx, params }) {
      const rows = await identity.listMerges(ctx, { customerId: readId("customer", params.id) });
      return {
        merges: rows.map((row) => ({
          id: row.id,
          merged: publicId(row.donorKind === "visitor" ? "visitor" : "customer", row.donorId),
          kind: row.donorKind,
          rule: row.rule,
          at: iso(row.at),
          by: row.actor,
          undone_at: isoOrNull(row.undoneAt),
          can_undo: row.canUndo,
        })),
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/merges/{merge_id}/undo",
    operationId: "undoMerge",
    summary: "Take a merge back",
    description:
      "Exactly what moved goes back. What changed since stays, and the answer names it: fields, identifiers somebody else has by now, rows no longer there.",
    permission: "customers:write",
    params: mergeParams,
    response: z.object({
      customer: z.string(),
      separated: z.string(),
      given: z.record(z.string(), z.number().int()),
      missing: z.record(z.string(), z.number().int()),
      kept_fields: z.array(z.string()),
      lost_identities: z.array(z.object({ kind: z.string(), value: z.string() })),
    }),
    async handle({ ctx, params }) {
      const back = await identity.undoMerge(ctx, { mergeId: Number(params.merge_id) });
      return {
        customer: publicId("customer", back.ownerId),
        separated: publicId("customer", back.donorId),
        given: back.given,
        missing: back.missing,
        kept_fields: back.keptFields,
        lost_identities: back.lostIdentities,
      };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}/export",
    operationId: "exportCustomer",
    summary: "All that is known of a customer",
    description:
      "JSON, or a page to read with `format=html`. From the same list of tables that erasing empties.",
    permission: "customers:export",
    params: idParam("customer"),
    query: z.object({
      format: z.enum(["json", "html"]).default("json"),
      language: z.enum(["en", "ru"]).default("en"),
    }),
    response: z
      .object({
        customer: z.string(),
        former_numbers: z.array(z.string()),
        exported_at: z.string(),
        profile: z.record(z.string(), z.unknown()),
        tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
        cut: z.array(z.string()),
      })
      .meta({ id: "CustomerExport" }),
    async handle({ ctx, params, query }) {
      const data = await privacy.exportCustomer(ctx, { customerId: readId("customer", params.id) });
      if (query.format === "html")
        return new Response(exportPage(data, query.language), {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-disposition": `attachment; filename="${data.customer}.html"`,
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
          },
        });
      return {
        customer: data.customer,
        former_numbers: data.formerNumbers,
        exported_at: iso(data.exportedAt),
        profile: data.profile,
        tables: data.tables,
        cut: data.cut,
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers/{id}/erase",
    operationId: "eraseCustomer",
    summary: "Forget a customer for good",
    description:
      "At once nobody finds or writes to her; the traces are gone when the job has run. Reports keep their totals. Cannot be undone.",
    permission: "customers:erase",
    params: idParam("customer"),
    body: z.strictObject({
      ground: z.enum(erasureGrounds),
      keep_out: z.boolean().default(true).meta({ description: "Refuse her identifiers from now on." }),
    }),
    status: 202,
    response: z.object({ id: z.string(), erasure_id: z.number().int() }),
    example: { request: { ground: "asked_by_person" }, response: { id: "cus_1042", erasure_id: 3 } },
    async handle({ ctx, params, body }) {
      const done = await privacy.eraseCustomer(ctx, {
        customerId: readId("customer", params.id),
        ground: body.ground,
        isSuppressed: body.keep_out,
      });
      return { id: publicId("customer", done.customerId), erasure_id: done.erasureId };
    },
  }),
];
