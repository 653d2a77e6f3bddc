import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/server/db/client";
import { consentLog, customerMetrics, customers, mailingCategories, subscriptions } from "@/server/db/schema";
import { readSettings } from "@/server/domain/account";
import { parseEmail } from "@/server/domain/fields/values/email";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { query } from "@/server/kernel/command";
import { invalid, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import {
  type CustomerFilter,
  countCustomers,
  identitiesOf,
  type ListPosition,
  mergedInto,
  pageOfCustomers,
} from "./list-store";
import { customerFilter, customerId, listCustomers as listCustomersInput } from "./schema";

/** People, one page at a time, sorted and filtered by the database. */
export const listCustomers = query({
  name: "customers.list",
  permission: "customers:read",
  input: listCustomersInput,
  async run(ctx, { sort, order: direction, limit, cursor, ...raw }) {
    const filter = await canonicalFilter(ctx.db, raw);
    if (!filter) return { items: [], nextCursor: null };
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const rows = await pageOfCustomers(ctx.db, filter, { sort, direction, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => row.item),
      nextCursor: rows.length > limit && last ? writeCursor(last.position) : null,
    };
  },
});

const countedUpTo = 10_000;
/** How many people match; exact up to 10,000, `isMore` beyond. */
export const countMatches = query({
  name: "customers.count",
  permission: "customers:read",
  input: customerFilter,
  async run(ctx, raw) {
    const filter = await canonicalFilter(ctx.db, raw);
    const n = filter ? await countCustomers(ctx.db, filter, countedUpTo + 1) : 0;
    return { count: Math.min(n, countedUpTo), isMore: n > countedUpTo };
  },
});

/** Identifiers as they are stored; undefined when one can belong to nobody. */
async function canonicalFilter(db: Queryable, raw: CustomerFilter): Promise<CustomerFilter | undefined> {
  const filter = { ...raw };
  if (raw.email !== undefined) {
    const email = parseEmail(raw.email);
    if (!email.ok || email.value === undefined) return undefined;
    filter.email = email.value;
  }
  if (raw.phone !== undefined) {
    // A plus in a query string arrives as a blank.
    const phone = parsePhone(raw.phone.replace(/^ (?=\d)/, "+"), (await readSettings(db)).defaultCountry);
    if (!phone.ok || phone.value === undefined) return undefined;
    filter.phone = phone.value;
  }
  return filter;
}

const position = z.tuple([z.string().nullable(), z.number().int()]);
const writeCursor = (at: ListPosition) =>
  Buffer.from(JSON.stringify([at.value, at.id])).toString("base64url");
function readCursor(text: string): ListPosition {
  try {
    const [value, id] = position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { value, id };
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}

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
