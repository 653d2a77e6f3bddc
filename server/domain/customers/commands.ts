import { eq } from "drizzle-orm";
import type { z } from "zod";
import { customers } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { AppError, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import type { UpsertResult } from "./apply";
import { recordConsent } from "./consent";
import { customersChanged } from "./events";
import { loadCustomer } from "./queries";
import type { CustomerInput } from "./row";
import {
  setSubscription as setSubscriptionInput,
  updateCustomer as updateCustomerInput,
  upsertCustomer as upsertCustomerInput,
  upsertCustomersBulk,
} from "./schema";
import { upsertCustomers } from "./upsert";

/** Creates or updates one person, named by external id, e-mail or phone. Throws `invalid` or `conflict` by field. */
export const upsertCustomer = command({
  name: "customers.upsert",
  permission: "customers:write",
  input: upsertCustomerInput,
  async run(ctx, input) {
    const [result] = await upsertCustomers(ctx.db, [inputOf(input)], {
      via: viaOf(ctx),
      now: ctx.clock.now(),
      onTaken: input.merge ? "merge" : "reject",
    });
    const id = acceptedId(result);
    announceChanges(ctx, result ? [result] : []);
    return { outcome: result?.outcome ?? "unchanged", customer: await loadCustomer(ctx.db, id) };
  },
});

/** Up to 1,000 people in one transaction; each item has a result of its own, in order. */
export const upsertCustomersInBulk = command({
  name: "customers.upsert-bulk",
  permission: "customers:write",
  input: upsertCustomersBulk,
  async run(ctx, { items, merge }) {
    const results = await upsertCustomers(ctx.db, items.map(inputOf), {
      via: viaOf(ctx),
      now: ctx.clock.now(),
      onTaken: merge ? "merge" : "reject",
    });
    announceChanges(ctx, results);
    return { results };
  },
});

/** Corrects one person by hand. Every changed value is in the audit log, with what it was. */
export const updateCustomer = command({
  name: "customers.update",
  permission: "customers:write",
  input: updateCustomerInput,
  async run(ctx, { id, values, expected }) {
    const before = await loadCustomer(ctx.db, id);
    requireUnchanged(before, expected ?? {});
    const [result] = await upsertCustomers(ctx.db, [{ ...inputOf(values), id: before.id }], {
      via: viaOf(ctx),
      now: ctx.clock.now(),
    });
    acceptedId(result);
    const after = await loadCustomer(ctx.db, before.id);
    const changes = Object.fromEntries(
      (result?.changed ?? []).map((code) => [
        code,
        { from: valueAt(before, code), to: valueAt(after, code) },
      ]),
    );
    if (Object.keys(changes).length > 0)
      ctx.audit({ subjectType: "customer", subjectId: publicId("customer", before.id), changes });
    announceChanges(ctx, result ? [result] : []);
    return after;
  },
});

/** Sets one subscription by hand or by API, with its proof. */
export const setSubscription = command({
  name: "customers.set-subscription",
  permission: "customers:write",
  input: setSubscriptionInput,
  async run(ctx, { customerId, channel, category, state, reason, wording }) {
    const [known] = await ctx.db
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.id, customerId));
    if (!known) throw notFound("customer", publicId("customer", customerId));
    const source = ctx.actor.kind === "api_key" ? "api" : "operator";
    const changed = await recordConsent(ctx.db, [{ customerId, channel, category, state, reason, wording }], {
      source,
      now: ctx.clock.now(),
      network: ctx.network,
    });
    ctx.audit({
      subjectType: "customer",
      subjectId: publicId("customer", customerId),
      changes: { channel, category, state, reason: reason ?? null },
    });
    return { hasChanged: changed.length > 0 };
  },
});

type Values = z.output<typeof upsertCustomerInput>;
function inputOf({ at, merge: _, ...values }: Values): CustomerInput {
  return { ...values, ...(at === undefined ? {} : { at: new Date(at) }) };
}

const viaOf = (ctx: CommandContext) =>
  ctx.actor.kind === "user" ? "page" : ctx.door === "rest" ? "api" : ctx.door;

/** The customer of an accepted row; otherwise the row's problems as one error. */
function acceptedId(result: UpsertResult | undefined): number {
  if (result?.customerId) return result.customerId;
  const fields = (result?.problems ?? []).map(({ path, message }) => ({ path, message }));
  const code = result?.problems.some((one) => one.code === "identity_taken")
    ? "conflict"
    : result?.problems[0]?.code === "not_found"
      ? "not_found"
      : "invalid";
  throw new AppError(
    code,
    fields
      .map((field) => `${field.path}: ${field.message}`)
      .slice(0, 3)
      .join(" ") || "The customer is invalid.",
    { fields },
  );
}

function announceChanges(ctx: CommandContext, results: readonly UpsertResult[]): void {
  const count = results.filter(
    (result) => result.outcome === "created" || result.outcome === "updated",
  ).length;
  if (count > 0) ctx.announce({ name: customersChanged, data: { count, via: viaOf(ctx) } });
}

/** Two people edit the same field: the second is told what the first wrote instead of silently undoing it. */
function requireUnchanged(
  before: Parameters<typeof valueAt>[0],
  expected: Readonly<Record<string, unknown>>,
): void {
  const fields = Object.entries(expected).flatMap(([code, seen]) => {
    const now = valueAt(before, code);
    return JSON.stringify(now ?? null) === JSON.stringify(seen ?? null)
      ? []
      : [
          {
            path: code,
            message: `Was changed meanwhile to ${JSON.stringify(now)}. Look again before you save.`,
          },
        ];
  });
  if (fields.length > 0)
    throw new AppError("conflict", fields.map((field) => `${field.path}: ${field.message}`).join(" "), {
      fields,
    });
}

/** `city` or `attributes.size` of a profile. */
function valueAt(
  profile: Record<string, unknown> & { attributes: Record<string, unknown> },
  code: string,
): unknown {
  if (code.startsWith("attributes.")) return profile.attributes[code.slice("attributes.".length)] ?? null;
  return profile[code.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())] ?? null;
}
