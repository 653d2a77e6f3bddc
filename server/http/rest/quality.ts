import { z } from "zod";
import { unblockContact } from "@/server/domain/customers";
import { unblockContact as unblockInput } from "@/server/domain/customers/contacts/schema";
import * as quality from "@/server/domain/quality";
import { camelCased, idParam, iso, isoOrNull, readId, snakeCased } from "./names";
import { type Route, route } from "./route";

const text = z.string().nullable();
const health = {
  value: z.string(),
  /** Contact code. */
  code: z.number().int(),
  code_name: z.string(),
  state: z.enum(["good", "soft", "hard"]),
  since: text,
  by: text,
  soft_failures_30d: z.number().int(),
  last_success_at: text,
  unblocked_at: text,
};
/** What is known of a person's addresses, place and clock. */
export const contacts = z
  .object({
    email: z
      .object({
        ...health,
        provider: text,
        is_role: z.boolean(),
        is_disposable: z.boolean(),
        domain_state: z.enum(["unchecked", "accepts", "no_mail", "no_domain"]),
        suggestion: text,
      })
      .nullable(),
    phone: z.object({ ...health, type: text, country: text, operator: text, region: text }).nullable(),
    place: z.object({ country: text, region: text, city: text }),
    time_zone: z.string(),
    time_zone_from: z.enum(["profile", "city", "phone", "region", "project"]),
    computed_at: text,
  })
  .meta({ id: "CustomerContacts" });

const writtenHealth = (view: NonNullable<quality.ContactsView["email" | "phone"]>) => ({
  value: view.value,
  code: view.code,
  code_name: view.codeName,
  state: view.state,
  since: isoOrNull(view.since),
  by: view.by,
  soft_failures_30d: view.softFailures,
  last_success_at: isoOrNull(view.lastSuccessAt),
  unblocked_at: isoOrNull(view.unblockedAt),
});

export function writtenContacts(view: quality.ContactsView): z.input<typeof contacts> {
  const typo = view.suggestions.find((one) => one.kind === "email_typo");
  return {
    email: view.email && {
      ...writtenHealth(view.email),
      provider: view.email.provider,
      is_role: view.email.isRole,
      is_disposable: view.email.isDisposable,
      domain_state: view.email.mail.state as "unchecked",
      suggestion: typo?.changes.email?.to ?? null,
    },
    phone: view.phone && {
      ...writtenHealth(view.phone),
      type: view.phone.type,
      country: view.phone.country,
      operator: view.phone.operator,
      region: view.phone.region,
    },
    place: view.place,
    time_zone: view.timeZone,
    time_zone_from: view.timeZoneFrom as "profile",
    computed_at: isoOrNull(view.computedAt),
  };
}

const day = z.object({
  day: z.string(),
  customers: z.number().int(),
  figures: z.record(z.string(), z.number()),
});
const state = z
  .object({
    /** Null before the first count. */
    counted_at: text,
    customers: z.number().int(),
    figures: z.record(z.string(), z.number()),
    groups: z.record(z.string(), z.array(z.object({ value: z.string(), customers: z.number().int() }))),
    pending_suggestions: z.record(z.string(), z.number()),
    trend: z.array(day),
  })
  .meta({ id: "DataQuality" });

const base = { tag: "Data quality" };
const unblockBody = unblockInput.omit({ customerId: true });

export const qualityRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path: "/api/v1/quality",
    operationId: "getQuality",
    summary: "The state of the base: who can be reached, what stands in the way, and the trend by day",
    description:
      "As of the last count (nightly, on demand, and after changes). `pending_suggestions` is live. A figure that is absent on a day was not counted then.",
    permission: quality.getQuality.permission,
    query: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }),
    response: state,
    example: {
      response: {
        counted_at: "2026-11-22T02:40:03.000Z",
        customers: 48213,
        figures: { with_email: 44102, email_reachable: 41870, phone_landline: 812 },
        groups: { provider: [{ value: "mailru", customers: 15210 }] },
        pending_suggestions: { email_typo: 214 },
        trend: [{ day: "2026-11-22", customers: 48213, figures: { email_reachable: 41870 } }],
      },
    },
    async handle({ ctx, query }) {
      const view = await quality.getQuality(ctx, query);
      const groups = Object.entries(view.latest?.groups ?? {}).map(
        ([name, rows]) => [name, rows.map(([value, customers]) => ({ value, customers }))] as const,
      );
      return {
        counted_at: view.latest ? iso(view.latest.computedAt) : null,
        customers: view.latest?.customers ?? 0,
        figures: view.latest?.figures ?? {},
        groups: Object.fromEntries(groups),
        pending_suggestions: view.pending,
        trend: view.trend,
      };
    },
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}/contacts",
    operationId: "getCustomerContacts",
    summary: "Health and facts of a customer's addresses, her place and her time zone",
    permission: quality.getContacts.permission,
    params: idParam("customer"),
    response: contacts,
    async handle({ ctx, params }) {
      return writtenContacts(await quality.getContacts(ctx, { id: readId("customer", params.id) }));
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/customers/{id}/contacts/unblock",
    operationId: "unblockCustomerContact",
    summary: "Let an e-mail address or a number in again, with the reason",
    description:
      "409 when nothing is held against it. What happened before counts no more; subscriptions are left as they are.",
    permission: unblockContact.permission,
    params: idParam("customer"),
    body: snakeCased(unblockBody),
    response: z.object({ code: z.number().int(), unblocked_at: z.string() }),
    example: {
      request: { kind: "email", reason: "she wrote to us from it" },
      response: { code: 0, unblocked_at: "2026-11-22T10:15:00.000Z" },
    },
    async handle({ ctx, params, body }) {
      const done = await unblockContact(ctx, {
        ...camelCased(unblockBody, body),
        customerId: readId("customer", params.id),
      });
      return { code: done.code, unblocked_at: iso(done.unblockedAt) };
    },
  }),
];
