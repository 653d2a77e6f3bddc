import { and, desc, eq } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { consentLog, customerMetrics, customers, mailingCategories, subscriptions } from "@/server/db/schema";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { identitiesOf, mergedInto } from "./one-person";
import { customerId } from "./schema";

/** One person with identifiers, metrics and consent. A merged one answers as whom she was merged into. */
export const getCustomer = query({
  name: "customers.get",
  permission: "customers:read",
  input: customerId,
  async run(ctx, { id }) {
    return loadCustomer(ctx.db, id);
  },
});
export type CustomerView = Awaited<ReturnType<typeof loadCustomer>>;

export async function loadCustomer(db: Queryable, asked: number) {
  const id = (await mergedInto(db, asked)) ?? asked;
  const [row] = await db
    .select()
    .from(customers)
    .leftJoin(customerMetrics, eq(customerMetrics.customerId, customers.id))
    .where(eq(customers.id, id));
  if (!row) throw notFound("customer", publicId("customer", asked));
  const { fieldTimes, mergedInto: _, ...customer } = row.customers;
  const [identities, consents] = await Promise.all([identitiesOf(db, id), currentSubscriptions(db, id)]);
  return {
    ...customer,
    /** Fields that were written after she was created, with the time of their source. */
    fieldTimes,
    identities,
    metrics: {
      purchases: row.customer_metrics?.purchases ?? 0,
      revenueMinor: row.customer_metrics?.revenueMinor ?? 0,
      firstPurchaseAt: row.customer_metrics?.firstPurchaseAt ?? null,
      lastPurchaseAt: row.customer_metrics?.lastPurchaseAt ?? null,
    },
    subscriptions: consents,
  };
}

const currentSubscriptions = (db: Queryable, id: number) =>
  db
    .select({
      channel: subscriptions.channel,
      category: subscriptions.category,
      state: subscriptions.state,
      source: subscriptions.source,
      reason: subscriptions.reason,
      changedAt: subscriptions.changedAt,
    })
    .from(subscriptions)
    .where(eq(subscriptions.customerId, id))
    .orderBy(subscriptions.channel, subscriptions.category);

/** What she agreed to now, by channel and mailing category, and the proof of how it came to be, newest first. */
export const getSubscriptions = query({
  name: "customers.get-subscriptions",
  permission: "customers:read",
  input: customerId,
  async run(ctx, { id }) {
    const [current, log, categories] = await Promise.all([
      currentSubscriptions(ctx.db, id),
      ctx.db
        .select()
        .from(consentLog)
        .where(and(eq(consentLog.customerId, id)))
        .orderBy(desc(consentLog.at), desc(consentLog.id))
        .limit(500),
      ctx.db
        .select({
          code: mailingCategories.code,
          name: mailingCategories.name,
          isTransactional: mailingCategories.isTransactional,
        })
        .from(mailingCategories)
        .orderBy(mailingCategories.name),
    ]);
    return { current, log, categories };
  },
});
