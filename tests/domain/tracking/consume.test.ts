import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/tests/support/database";
import { testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const { event, send, consume, at } = shop;

const milk = { product_id: "milk", name: "Milk", price: 1.5, currency: "EUR" };
const customerOf = async (externalId: string) => {
  const [row] = await db.execute<{
    id: number;
    email: string | null;
    first_name: string | null;
    last_seen_at: string | null;
  }>(sql`select id, email, first_name, last_seen_at from customers where external_id = ${externalId}`);
  return row;
};
const cartsOf = (subject: number) =>
  db.execute<{
    container: string;
    state: string;
    items_count: number;
    total_minor: number;
    items: { name: string }[];
  }>(
    sql`select container, state, items_count, total_minor, items from carts where customer_id = ${subject} order by container`,
  );
const visitorOf = async (anonymousId: string) => {
  const [row] = await db.execute<{ id: number; customer_id: number | null }>(
    sql`select id, customer_id from visitors where anonymous_id = ${anonymousId}`,
  );
  return row;
};
const announced = async (name: string) =>
  (
    await db.execute<{ data: Record<string, unknown> }>(
      sql`select data from outbox where name = ${name} order by id`,
    )
  ).map((row) => row.data);

test("a visitor's cart, visits and events become hers when she signs in, and stay readable on the way back", async () => {
  await send(
    event("page", 0, {
      anonymousId: "anon-1",
      name: "Home",
      context: { page: { url: "https://shop.example/", referrer: "https://search.example/" } },
    }),
    event("track", 1, { anonymousId: "anon-1", event: "Product Added", properties: milk }),
  );
  expect(await consume()).toBe(2);
  const visitor = await visitorOf("anon-1");
  expect(visitor?.customer_id).toBeNull();
  expect(await cartsOf(visitor?.id ?? 0)).toMatchObject([
    { container: "cart", state: "open", items_count: 1 },
  ]);

  await send(
    event("identify", 5, {
      anonymousId: "anon-1",
      userId: "anna",
      traits: { email: "Anna@Example.com", firstName: "Anna" },
    }),
    event("track", 6, { anonymousId: "anon-1", userId: "anna", event: "Product Added", properties: milk }),
  );
  await consume();
  const anna = await customerOf("anna");
  expect(anna).toMatchObject({ email: "anna@example.com", first_name: "Anna" });
  expect(new Date(anna?.last_seen_at ?? 0)).toEqual(at(6));
  expect(await cartsOf(anna?.id ?? 0)).toMatchObject([{ state: "open", items_count: 2, total_minor: 300 }]);
  expect(await cartsOf(visitor?.id ?? 0)).toEqual([]);
  const events = await db.execute(
    sql`select type, origin_id = ${visitor?.id} as is_anonymous, device_id from customer_events where customer_id = ${anna?.id} order by occurred_at`,
  );
  expect(events.map((row) => [row.type, row.is_anonymous, row.device_id])).toEqual([
    ["page", true, visitor?.id],
    ["track", true, visitor?.id],
    ["identify", false, visitor?.id],
    ["track", false, visitor?.id],
  ]);
  const visits = await db.execute(
    sql`select events, pages, landing_url, referrer from visits where customer_id = ${anna?.id}`,
  );
  expect(visits).toMatchObject([
    { events: 3, pages: 1, landing_url: "https://shop.example/", referrer: "https://search.example/" },
  ]);
  const merges = await db.execute(
    sql`select donor_id, donor_kind, details from customer_merges where customer_id = ${anna?.id}`,
  );
  expect(merges).toMatchObject([
    { donor_id: visitor?.id, donor_kind: "visitor", details: { anonymousId: "anon-1" } },
  ]);
});

test("the same batch again, and the same events again, change nothing", async () => {
  const events = [event("track", 10, { userId: "bea", event: "Product Added", properties: milk })];
  await send(...events);
  await consume();
  await send(...events);
  expect(await consume()).toBe(0);
  expect(await cartsOf((await customerOf("bea"))?.id ?? 0)).toMatchObject([{ items_count: 1 }]);
});

test("carts announce the earliest moment that idleness may count from", async () => {
  await db.execute(sql`delete from outbox`);
  await send(
    event("track", 21, { userId: "carl", event: "Product Added", properties: milk }),
    event("track", 20, { userId: "dora", event: "Product Added", properties: milk }),
    event("track", 19, { userId: "emil", event: "Product Added", properties: milk }),
    event("track", 22, { userId: "emil", event: "Product Removed", properties: milk }),
  );
  await consume();
  expect(await announced("tracking/carts.changed")).toEqual([{ earliestActionAt: at(20).toISOString() }]);
  expect(await announced("tracking/batch.consumed")).toEqual([{ events: 4 }]);
});

test("orders from events: placed, updated, cancelled; each once, whatever came first", async () => {
  await db.execute(sql`delete from outbox`);
  const order = {
    order_id: "o-1",
    total: 12.5,
    currency: "EUR",
    coupon: "SPRING",
    products: [
      { ...milk, quantity: 5 },
      { product_id: "bread", price: 5 },
    ],
  };
  await send(
    event("track", 30, { userId: "fred", event: "Product Added", properties: milk }),
    event("track", 31, { userId: "fred", event: "Order Completed", properties: order }),
    event("track", 33, {
      userId: "fred",
      event: "Order Cancelled",
      properties: { order_id: "o-2", total: 3 },
    }),
    event("track", 34, { userId: "fred", event: "Order Completed", properties: {} }),
  );
  await consume();
  await send(
    event("track", 32, {
      userId: "fred",
      event: "Order Completed",
      properties: { order_id: "o-2", total: 3 },
    }),
  );
  await send(
    event("track", 40, { userId: "fred", event: "Order Refunded", properties: { order_id: "o-1" } }),
  );
  await consume();
  const fred = await customerOf("fred");
  expect(await cartsOf(fred?.id ?? 0)).toMatchObject([{ state: "ordered", items_count: 0 }]);
  const orders = await db.execute(
    sql`select external_id, status, payment_status, total_minor, promo_code, channel, occurred_at from orders where customer_id = ${fred?.id} order by external_id`,
  );
  expect(orders).toMatchObject([
    {
      external_id: "o-1",
      status: "created",
      payment_status: "refunded",
      total_minor: 1250,
      promo_code: "SPRING",
      channel: "web",
    },
    { external_id: "o-2", status: "cancelled", total_minor: 300 },
  ]);
  expect(new Date(String(orders[1]?.occurred_at))).toEqual(at(32));
  const lines = await db.execute(
    sql`select product_external_id, quantity, total_minor from order_lines where customer_id = ${fred?.id} order by line_no`,
  );
  expect(
    lines.map((line) => [line.product_external_id, Number(line.quantity), Number(line.total_minor)]),
  ).toEqual([
    ["milk", 5, 750],
    ["bread", 1, 500],
  ]);
  expect((await announced("orders/order.changed")).length).toBeGreaterThan(0);
  const [metrics] = await db.execute(
    sql`select purchases, revenue_minor from customer_metrics where customer_id = ${fred?.id}`,
  );
  expect(metrics).toMatchObject({ purchases: 1, revenue_minor: 1250 });
  const rejects = await db.execute(
    sql`select reason from rejected_inputs where door = 'consumer' and path = 'properties.order_id'`,
  );
  expect(rejects).toEqual([{ reason: "order_id is missing" }]);
});

test("an order without signing in belongs to the visitor, and follows her", async () => {
  await send(
    event("track", 50, {
      anonymousId: "anon-9",
      event: "Order Completed",
      properties: { order_id: "guest-1", total: 9 },
    }),
  );
  await consume();
  const visitor = await visitorOf("anon-9");
  expect(await db.execute(sql`select customer_id from orders where external_id = 'guest-1'`)).toEqual([
    { customer_id: visitor?.id },
  ]);
  await send(event("identify", 51, { anonymousId: "anon-9", userId: "gina" }));
  await consume();
  expect(await db.execute(sql`select customer_id from orders where external_id = 'guest-1'`)).toEqual([
    { customer_id: (await customerOf("gina"))?.id },
  ]);
});

test("words that stand for nobody join nobody", async () => {
  await send(
    event("identify", 60, { anonymousId: "anon-10", userId: "undefined" }),
    event("identify", 60, { anonymousId: "anon-11", userId: "NULL" }),
    event("track", 61, { userId: "null", event: "Test" }),
  );
  await consume();
  expect((await visitorOf("anon-10"))?.customer_id).toBeNull();
  expect(await customerOf("undefined")).toBeUndefined();
  const rejects = await db.execute(
    sql`select reason from rejected_inputs where door = 'consumer' and path = 'userId'`,
  );
  expect(rejects).toHaveLength(1);
});

test("an alias makes the visitor of the old id known", async () => {
  await send(event("page", 70, { anonymousId: "anon-12", name: "Home" }));
  await consume();
  await send(event("alias", 71, { previousId: "anon-12", userId: "hugo" }));
  await consume();
  expect((await visitorOf("anon-12"))?.customer_id).toBe((await customerOf("hugo"))?.id);
});

test("an e-mail address in an identify without an id finds its owner", async () => {
  await send(event("identify", 80, { userId: "ida", traits: { email: "ida@example.com" } }));
  await consume();
  await send(
    event("identify", 81, { anonymousId: "anon-13", traits: { email: "IDA@example.com", city: "Riga" } }),
  );
  await consume();
  expect((await visitorOf("anon-13"))?.customer_id).toBe((await customerOf("ida"))?.id);
  expect(await db.execute(sql`select city from customers where external_id = 'ida'`)).toEqual([
    { city: "Riga" },
  ]);
});

test("a shared device: its past stays with who signed in first, each one's own stays her own", async () => {
  await send(
    event("page", 90, { anonymousId: "tablet", name: "Home" }),
    event("page", 95, { anonymousId: "tablet", userId: "second", name: "Account" }),
  );
  await consume();
  await send(event("page", 92, { anonymousId: "tablet", userId: "first", name: "Account" }));
  await consume();
  const [first, second] = [await customerOf("first"), await customerOf("second")];
  expect((await visitorOf("tablet"))?.customer_id).toBe(first?.id);
  const counts = await db.execute(
    sql`select customer_id, count(*)::int as n from customer_events where customer_id in (${first?.id}, ${second?.id}) group by 1 order by 1`,
  );
  expect(counts.map((row) => [row.customer_id, row.n])).toEqual(
    [
      [first?.id, 2],
      [second?.id, 1],
    ].sort((a, b) => Number(a[0]) - Number(b[0])),
  );
  const visits = await db.execute(
    sql`select customer_id, events from visits where customer_id in (${first?.id}, ${second?.id})`,
  );
  expect(new Map(visits.map((row) => [row.customer_id, row.events]))).toEqual(
    new Map([
      [first?.id, 2],
      [second?.id, 1],
    ]),
  );
});
