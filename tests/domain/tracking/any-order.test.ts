import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Db } from "@/server/db/client";
import { visitorLinkToken } from "@/server/domain/tracking/link-token";
import { testDatabase } from "@/tests/support/database";
import { type Event, testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const runs = Number(process.env.ORDER_RUNS ?? 8);

/** Sums of doubles depend on their order in the last digit. */
const interests = (subject: SQL) => sql`(
  select json_agg(json_build_array(p.kind, p.item_id, p.views, p.additions, round(p.weight::numeric, 6), p.first_at, p.last_at) order by p.kind, p.item_id)
  from (select kind, item_id, sum(views) as views, sum(additions) as additions, sum(weight) as weight, min(first_at) as first_at, max(last_at) as last_at
    from product_views where customer_id = ${subject} group by kind, item_id) p)`;

/** All that tracking derives, without the numbers that depend on who came first. */
async function everything(database: Db, prefix: string) {
  const like = `${prefix}-%`;
  const people = await database.execute(sql`
    select c.external_id, c.email, c.first_name, c.city, c.attributes, c.last_seen_at,
      (select json_agg(json_build_array(e.name, e.type, e.occurred_at) order by e.occurred_at, e.id) from customer_events e where e.customer_id = c.id) as events,
      (select json_agg(json_build_array(v.started_at, v.last_event_at, v.events, v.pages, v.landing_url, v.campaign) order by v.started_at, v.last_event_at, v.landing_url) from visits v where v.customer_id = c.id) as visits,
      (select json_agg(json_build_array(k.container, k.state, k.started_at, k.last_action_at, k.items) order by k.container) from carts k where k.customer_id = c.id) as carts,
      (select json_agg(json_build_array(o.external_id, o.status, o.payment_status, o.attributes, o.occurred_at) order by o.external_id) from orders o where o.customer_id = c.id) as orders,
      ${interests(sql`c.id`)} as interests
    from customers c where c.external_id like ${like} or c.external_id like 'link-%' order by c.external_id`);
  const strangers = await database.execute(sql`
    select v.anonymous_id, c.external_id, v.joined_at,
      (select count(*)::int from customer_events e where e.customer_id = v.id) as events,
      (select json_agg(json_build_array(s.started_at, s.events) order by s.started_at, s.events) from visits s where s.customer_id = v.id) as visits,
      ${interests(sql`v.id`)} as interests,
      (select json_agg(json_build_array(k.container, k.state, k.items)) from carts k where k.customer_id = v.id) as carts
    from visitors v left join customers c on c.id = v.customer_id where v.anonymous_id like ${like} order by v.anonymous_id`);
  return JSON.parse(JSON.stringify({ people, strangers }).replaceAll(prefix, ""));
}

const person = fc.constantFrom("anna", "bea");
const device = fc.constantFrom("phone", "laptop", "tablet");
/** A gap of 0 minutes: events of the same moment. */
const action = fc.record({
  kind: fc.constantFrom(
    ...([
      "page",
      "view",
      "add",
      "remove",
      "order",
      "identify",
      "cancel",
      "refund",
      "wish",
      "category",
      "link",
    ] as const),
  ),
  who: fc.option(person, { freq: 2 }),
  device: fc.option(device, { freq: 5 }),
  product: fc.constantFrom("milk", "bread"),
  city: fc.constantFrom("Riga", "Tartu", "Vilnius"),
  gap: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 45 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
});
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function asEvent(
  prefix: string,
  no: number,
  minute: number,
  action: Action,
  before?: Action,
): Event | undefined {
  // Whoever cancels or refunds an order is whoever placed it. A cancellation by an unknown browser of an order that was never
  // placed is left out: whose it is then depends on who signs in there first (known, and of no use to anybody).
  const isAboutOrder = action.kind === "cancel" || action.kind === "refund";
  if (isAboutOrder && before?.kind !== "order") return undefined;
  const one = isAboutOrder && before ? { ...before, kind: action.kind } : action;
  if (!one.who && !one.device) return undefined;
  const ids = {
    ...(one.who ? { userId: `${prefix}-${one.who}` } : {}),
    ...(one.device ? { anonymousId: `${prefix}-${one.device}` } : {}),
    messageId: `${prefix}-${no}`,
  };
  const at = {
    ...ids,
    context: { page: { url: `https://shop.example/${no}` }, campaign: { source: `s${no % 3}` } },
  };
  switch (one.kind) {
    case "page":
      return shop.event("page", minute, { ...at, name: "Page" });
    case "identify":
      return shop.event("identify", minute, {
        ...at,
        traits: one.who ? { city: one.city, firstName: `${one.who} ${no}`, [`size_${no % 2}`]: no } : {},
      });
    case "order":
      return shop.event("track", minute, {
        ...at,
        event: "Order Completed",
        properties: { order_id: `${prefix}-o${no}`, total: no },
      });
    case "link":
      return shop.event("identify", minute, {
        ...at,
        userId: undefined,
        anonymousId: `${prefix}-${one.device ?? "phone"}`,
        linkToken: links[one.product],
      });
    case "category":
      return shop.event("track", minute, {
        ...at,
        event: "Product List Viewed",
        properties: { category: one.product },
      });
    case "refund":
      return shop.event("track", minute, {
        ...at,
        event: "Order Refunded",
        properties: {
          order_id: `${prefix}-o${no - 1}`,
          ...(one.city === "Riga" ? {} : { total: (no - 1) / 2 }),
        },
      });
    case "cancel":
      return shop.event("track", minute, {
        ...at,
        event: "Order Cancelled",
        properties: { order_id: `${prefix}-o${no - 1}`, total: no },
      });
    default:
      return shop.event("track", minute, {
        ...at,
        event: {
          view: "Product Viewed",
          add: "Product Added",
          remove: "Product Removed",
          wish: "Product Added to Wishlist",
        }[one.kind],
        properties: { product_id: one.product, price: 2 },
      });
  }
}

// Small tables: deleting is quicker than truncating every partition.
const forget = sql`do $$ declare name text; begin
  foreach name in array array['event_log', 'event_keys', 'customer_events', 'visits', 'carts', 'visitors', 'customers',
    'customer_identities', 'customer_merges', 'customer_metrics', 'orders', 'order_lines', 'order_refunds', 'product_views', 'record_keys', 'outbox'] loop
    execute format('delete from %I', name);
  end loop; end $$`;
const links = { milk: visitorLinkToken(1, shop.clock.now()), bread: visitorLinkToken(2, shop.clock.now()) };
let example = 0;
test("whatever the order and the portions of arrival, the same profiles, visits, carts and orders", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(action, { minLength: 2, maxLength: 25 })
        .chain((actions) =>
          fc.tuple(
            fc.constant(actions),
            fc.shuffledSubarray([...actions.keys()], { minLength: actions.length }),
            fc.integer({ min: 1, max: 9 }),
          ),
        ),
      async ([actions, order, portion]) => {
        example++;
        const results = [];
        for (const [variant, indexes] of [[...actions.keys()], order].entries()) {
          // The same ids both times: they decide between events of the same moment.
          const prefix = `x${example}`;
          await db.execute(forget);
          // Two who only ever came by a letter's link. Their numbers are the same in both variants.
          for (const [no, name] of ["milk", "bread"].entries()) {
            await db.execute(
              sql`insert into customers (id, external_id, created_via, created_at) values (${no + 1}, ${`link-${name}`}, 'test', '2026-01-01')`,
            );
            await db.execute(sql`insert into customer_metrics (customer_id) values (${no + 1})`);
          }
          let minute = 0;
          const events = actions.map((one, no) => {
            minute += one.gap;
            return asEvent(prefix, no, minute, one, actions[no - 1]);
          });
          const size = variant === 0 ? events.length : portion;
          for (let from = 0; from < indexes.length; from += size) {
            const part = indexes.slice(from, from + size).flatMap((index) => events[index] ?? []);
            if (part.length > 0) await shop.send(...part);
            await shop.consume();
          }
          results.push(await everything(db, prefix));
        }
        expect(results[1]).toEqual(results[0]);
      },
    ),
    { numRuns: runs, endOnFailure: true, ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}) },
  );
}, 120_000);
