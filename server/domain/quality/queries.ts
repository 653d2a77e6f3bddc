import { eq, sql } from "drizzle-orm";
import { customerQuality, customers, mailDomains } from "@/server/db/schema";
import { readSettings } from "@/server/domain/account";
import { readHealth, softFailures } from "@/server/domain/customers";
import { codeName, stateOf } from "@/server/domain/customers/contacts/codes";
import { softWindowMs } from "@/server/domain/customers/contacts/health";
import { query } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import * as input from "./schema";
import { staleCount, topics } from "./store/people";
import { recentRuns } from "./store/runs";
import { snapshots } from "./store/snapshots";
import { pendingCounts, pendingPage, suggestionsOf } from "./store/suggestions";

const countedUpTo = 10_000;

/** The state of the base as it was last counted, its trend, and what is being done about it. */
export const getQuality = query({
  name: "quality.get",
  permission: "customers:read",
  input: input.getQuality,
  async run(ctx, { days }) {
    const [trend, runs, pending, changed, domains] = await Promise.all([
      snapshots(ctx.db, days),
      recentRuns(ctx.db, 12),
      pendingCounts(ctx.db),
      staleCount(ctx.db, topics.changed, countedUpTo),
      ctx.db.execute<{ state: string; n: number }>(
        sql`select state, count(*)::int as n from mail_domains group by state`,
      ),
    ]);
    return {
      latest: trend.at(-1) ?? null,
      trend: trend.map(({ day, customers: people, figures }) => ({ day, customers: people, figures })),
      /** Live, not as of the count. */
      pending,
      /** People who changed and are not judged anew yet. */
      following: { count: changed, isMore: changed >= countedUpTo },
      runs,
      mailDomains: Object.fromEntries(domains.map((row) => [row.state, row.n])),
    };
  },
});
export type QualityView = Awaited<ReturnType<typeof getQuality>>;

/** What waits for a decision, one kind at a time. */
export const listSuggestions = query({
  name: "quality.list-suggestions",
  permission: "customers:read",
  input: input.listSuggestions,
  async run(ctx, { kind, limit, cursor }) {
    const rows = await pendingPage(ctx.db, kind, Number(cursor ?? 0), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? String(last.customerId) : null };
  },
});

/** Both addresses of a person with their health and facts, her place and clock, and what is suggested. */
export const getContacts = query({
  name: "quality.get-contacts",
  permission: "customers:read",
  input: input.customerContacts,
  run: (ctx, { id }) => loadContacts(ctx, id),
});
export type ContactsView = Awaited<ReturnType<typeof loadContacts>>;

async function loadContacts(ctx: Pick<Context, "db" | "clock">, id: number) {
  const [row] = await ctx.db
    .select()
    .from(customers)
    .leftJoin(customerQuality, eq(customerQuality.customerId, customers.id))
    .where(eq(customers.id, id));
  if (!row) throw notFound("customer", publicId("customer", id));
  const { customers: person, customer_quality: quality } = row;
  const [health, suggestions, domain, settings] = await Promise.all([
    loadHealth(ctx, person),
    suggestionsOf(ctx.db, id),
    quality?.emailDomain
      ? ctx.db.select().from(mailDomains).where(eq(mailDomains.domain, quality.emailDomain))
      : [],
    readSettings(ctx.db),
  ]);
  const [asked] = domain;
  const timeZone = person.timeZone || quality?.timeZone || settings.timeZone;
  return {
    email: health.email && {
      ...health.email,
      provider: quality?.emailProvider ?? null,
      isRole: quality?.isRoleEmail ?? false,
      isDisposable: quality?.isDisposableEmail ?? false,
      /** unchecked: nobody was asked yet, or no network answered; it says nothing against the address. */
      mail: { state: asked?.state ?? "unchecked", checkedAt: asked?.checkedAt ?? null },
    },
    phone: health.phone && {
      ...health.phone,
      type: quality?.phoneType ?? null,
      country: quality?.phoneCountry ?? null,
      operator: quality?.operator ?? null,
      region: quality?.phoneRegion ?? null,
    },
    place: {
      country: quality?.country ?? null,
      region: quality?.region ?? null,
      city: quality?.city ?? null,
    },
    timeZone,
    timeZoneFrom: person.timeZone
      ? "profile"
      : quality?.timeZone
        ? (quality.timeZoneFrom ?? "region")
        : "project",
    suggestions,
    /** Null: not judged yet. */
    computedAt: quality?.computedAt ?? null,
  };
}

async function loadHealth(
  ctx: Pick<Context, "db" | "clock">,
  person: { email: string | null; phone: string | null; emailCode: number; phoneCode: number },
) {
  const addresses = [
    ...(person.email ? [{ kind: "email" as const, value: person.email, code: person.emailCode }] : []),
    ...(person.phone ? [{ kind: "phone" as const, value: person.phone, code: person.phoneCode }] : []),
  ];
  const [kept, soft] = await Promise.all([readHealth(ctx.db, addresses), softFailures(ctx.db, addresses)]);
  const from = ctx.clock.now().getTime() - softWindowMs;
  const views = addresses.map(({ kind, value, code }) => {
    const health = kept.get(`${kind} ${value}`);
    const failures = soft.get(`${kind} ${value}`) ?? [];
    return {
      kind,
      value,
      code,
      state: stateOf(code),
      codeName: codeName(code),
      since: health?.codeAt ?? null,
      by: code === 0 ? null : (health?.codeBy ?? null),
      softFailures: failures.filter((at) => at.getTime() >= from).length,
      lastFailureAt: failures.at(-1) ?? null,
      lastSuccessAt: health?.lastSuccessAt ?? null,
      unblockedAt: health?.unblockedAt ?? null,
    };
  });
  return {
    email: views.find((view) => view.kind === "email") ?? null,
    phone: views.find((view) => view.kind === "phone") ?? null,
  };
}
