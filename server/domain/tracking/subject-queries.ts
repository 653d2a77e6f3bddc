import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Queryable, toDate } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { invalid } from "@/server/platform/errors";

/** What one customer did, and what nobody did, as lists to page through; newest first. */
const page = { limit: z.number().int().min(1).max(200).default(50), cursor: z.string().max(300).optional() };
const period = {
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
const customer = { customerId: z.number().int().positive() };
type Json = Record<string, unknown>;

export interface EventView {
  id: string;
  type: string;
  name: string;
  occurredAt: Date;
  receivedAt: Date;
  sourceId: number;
  properties: Json;
  context: Json;
}
interface EventRow extends Json {
  id: string;
  type: string;
  name: string;
  /** Exact to the microsecond, for the cursor. */
  at: string;
  occurred_at: string;
  received_at: string;
  source_id: number;
  properties: Json;
  context: Json;
}

const position = z.tuple([z.string().regex(/^[\d :.+-]{19,40}$/), z.string().max(60)]);
function readCursor(text: string | undefined): [string, string] | undefined {
  if (text === undefined) return undefined;
  try {
    return position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
const writeCursor = (at: string, key: string) => Buffer.from(JSON.stringify([at, key])).toString("base64url");

const viewOf = (row: EventRow): EventView => ({
  id: row.id,
  type: row.type,
  name: row.name,
  occurredAt: toDate(row.occurred_at),
  receivedAt: toDate(row.received_at),
  sourceId: row.source_id,
  properties: row.properties,
  context: row.context,
});
function pageOf<Row extends { at: string; id: string }, View>(
  rows: Row[],
  limit: number,
  view: (row: Row) => View,
) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(view),
    nextCursor: rows.length > limit && last ? writeCursor(last.at, last.id) : null,
  };
}

interface EventFilter {
  name?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
async function readEvents(
  db: Queryable,
  customerId: number | undefined,
  filter: EventFilter,
  after: [string, string] | undefined,
  limit: number,
): Promise<EventRow[]> {
  const [table, type] =
    customerId === undefined ? [sql`system_events`, sql`'track'`] : [sql`customer_events`, sql`type`];
  const conditions = [
    ...(customerId === undefined ? [] : [sql`customer_id = ${customerId}`]),
    ...(filter.name === undefined ? [] : [sql`name = ${filter.name}`]),
    ...(filter.from === undefined ? [] : [sql`occurred_at >= ${filter.from}::timestamptz`]),
    ...(filter.to === undefined ? [] : [sql`occurred_at < ${filter.to}::timestamptz`]),
    ...(after ? [sql`(occurred_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    sql`true`,
  ];
  return await db.execute<EventRow>(sql`
    select id, ${type} as type, name, occurred_at::text as at, occurred_at, received_at, source_id, properties, context
    from ${table} where ${sql.join(conditions, sql` and `)} order by occurred_at desc, id desc limit ${limit}`);
}

export const listCustomerEvents = query({
  name: "tracking.list-customer-events",
  permission: "customers:read",
  input: z.object({ ...customer, ...period, ...page, name: z.string().max(200).optional() }),
  async run(ctx, { customerId, limit, cursor, ...filter }) {
    return pageOf(await readEvents(ctx.db, customerId, filter, readCursor(cursor), limit + 1), limit, viewOf);
  },
});

/** What happened without anybody. */
export const listSystemEvents = query({
  name: "tracking.list-system-events",
  permission: "events:read",
  input: z.object({ ...period, ...page, name: z.string().max(200).optional() }),
  async run(ctx, { limit, cursor, ...filter }) {
    return pageOf(await readEvents(ctx.db, undefined, filter, readCursor(cursor), limit + 1), limit, viewOf);
  },
});

export const listVisits = query({
  name: "tracking.list-visits",
  permission: "customers:read",
  input: z.object({ ...customer, ...page }),
  async run(ctx, { customerId, limit, cursor }) {
    const after = readCursor(cursor);
    const rows = await ctx.db.execute<
      { id: string; at: string; started_at: string; last_event_at: string; source: string | null } & Json
    >(sql`
      select v.origin_id::text as id, v.started_at::text as at, v.started_at, v.last_event_at, v.events, v.pages, v.landing_url,
        v.referrer, v.campaign, v.device, s.code as source
      from visits v left join sources s on s.id = v.source_id
      where v.customer_id = ${customerId}
        ${after ? sql`and (v.started_at, v.origin_id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
      order by v.started_at desc, v.origin_id desc limit ${limit + 1}`);
    return pageOf([...rows], limit, (row) => ({
      startedAt: toDate(row.started_at),
      lastEventAt: toDate(row.last_event_at),
      source: row.source,
      events: row.events as number,
      pages: row.pages as number,
      landingUrl: row.landing_url as string | null,
      referrer: row.referrer as string | null,
      campaign: row.campaign as Json | null,
      device: row.device as string | null,
    }));
  },
});

/** What she holds in each container: cart, wishlist, and those of the shop's own. */
export const listCarts = query({
  name: "tracking.list-carts",
  permission: "customers:read",
  input: z.object(customer),
  async run(ctx, { customerId }) {
    const rows = await ctx.db.execute<
      {
        container: string;
        state: string;
        started_at: string;
        last_action_at: string;
        items: unknown[];
      } & Json
    >(sql`
      select container, state, started_at, last_action_at, items, items_count, total_minor, currency, cart_url
      from carts where customer_id = ${customerId} order by container`);
    return {
      items: rows.map((row) => ({
        container: row.container,
        state: row.state,
        startedAt: toDate(row.started_at),
        lastActionAt: toDate(row.last_action_at),
        lines: row.items as Json[],
        itemsCount: row.items_count as number,
        totalMinor: row.total_minor as number,
        currency: row.currency as string | null,
        cartUrl: row.cart_url as string | null,
      })),
    };
  },
});
