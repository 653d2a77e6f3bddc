import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import {
  type CustomerInput,
  mergeCustomers,
  recordConsent,
  type UpsertMeta,
  undoMerge,
  upsertCustomers,
} from "@/server/domain/customers";
import { upsertOrders } from "@/server/domain/orders";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-05-01T12:00:00Z");
const later = new Date("2026-05-02T12:00:00Z");
const meta: UpsertMeta = { via: "test", now };
await ensurePartitions(db, "customer_events", [now]);
for (const table of ["messages", "message_events", "message_contents"] as const)
  await ensurePartitions(db, table, [now, later]);

const upsert = async (rows: CustomerInput[], changes: Partial<UpsertMeta> = {}) =>
  (await db.transaction((tx) => upsertCustomers(tx, rows, { ...meta, ...changes }))).map(
    (one) => one.customerId ?? 0,
  );
const merge = (ids: number[], keepId?: number, choices?: Record<string, number>) =>
  db.transaction((tx) =>
    mergeCustomers(tx, [{ ids, keepId, rule: "by-hand", choices }], { now: later, actor: "Tester" }),
  );
const undo = (mergeId: number) =>
  db.transaction((tx) => undoMerge(tx, mergeId, { now: later, actor: "Tester" }));
const person = async (id: number) =>
  (await db.execute<Record<string, unknown>>(sql`select * from customers where id = ${id}`))[0];
const owners = async (kind: string) =>
  Object.fromEntries(
    (
      await db.execute<{ value: string; customer_id: number }>(
        sql`select value, customer_id from customer_identities where kind = ${kind} order by value`,
      )
    ).map((row) => [row.value, row.customer_id]),
  );
const eventId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const addEvent = (customerId: number, n: number, name = "Seen") =>
  db.execute(sql`
    insert into customer_events (customer_id, occurred_at, id, origin_id, source_id, type, name, received_at)
    values (${customerId}, ${now.toISOString()}::timestamptz, ${eventId(n)}::uuid, ${customerId}, 1, 'track', ${name}, ${now.toISOString()}::timestamptz)`);

/** Everything that tells of these people, but for bookkeeping times. */
async function picture() {
  const rows: Record<string, unknown> = {};
  for (const table of [
    "customers",
    "customer_identities",
    "customer_metrics",
    "subscriptions",
    "customer_events",
    "orders",
    "record_keys",
    "carts",
    "customer_tags",
  ])
    rows[table] = (
      await db.execute<{ row: Record<string, unknown> }>(sql`
        select to_jsonb(t) - 'updated_at' as row from ${sql.identifier(table)} t order by (to_jsonb(t) - 'updated_at')::text`)
    ).map(({ row }) => row);
  return rows;
}

beforeEach(() =>
  db.execute(sql`truncate customers, customer_identities, customer_metrics, subscriptions, consent_log, customer_events, orders,
    order_lines, record_keys, carts, visits, visitors, customer_merges, customer_merge_rows, duplicate_suggestions, customer_tags,
    campaign_participants, campaign_steps, messages, message_events, message_contents, dirty_customers cascade`),
);

async function twoPeople() {
  const [a = 0, b = 0] = await upsert([
    { externalId: "A", email: "anna@shop.ru", firstName: "Anna", city: "Tver", attributes: { size: "M" } },
    { phone: "+79160000001", firstName: "Anya", lastName: "Petrova", attributes: { size: "L", shoes: 38 } },
  ]);
  return { a, b };
}

describe("merging two known customers", () => {
  it("keeps the stronger, takes the later fields, moves everything and answers for the donor", async () => {
    const { a, b } = await twoPeople();
    await upsert([{ id: b, firstName: "Anya", city: "Moscow", at: new Date("2026-05-01T11:00:00Z") }]);
    await upsert([{ id: b, city: "Moscow", at: now }]);
    await addEvent(a, 1);
    await addEvent(b, 2);
    await db.transaction((tx) =>
      upsertOrders(
        tx,
        [{ externalId: "O1", occurredAt: now.toISOString(), total: 100, customer: { id: b } } as never],
        { via: "test", now },
      ),
    );
    const done = await merge([b, a]);
    expect(done).toMatchObject([{ keepId: a, donorId: b }]);
    expect(await person(b)).toMatchObject({ state: "merged", merged_into: a });
    expect(await person(a)).toMatchObject({
      state: "active",
      email: "anna@shop.ru",
      phone: "+79160000001",
      last_name: "Petrova",
    });
    expect(await owners("phone")).toEqual({ "+79160000001": a });
    const events = await db.execute(sql`select 1 from customer_events where customer_id = ${a}`);
    expect(events).toHaveLength(2);
    const [metrics] = await db.execute<{ purchases: number; revenue_minor: number }>(
      sql`select purchases, revenue_minor from customer_metrics where customer_id = ${a}`,
    );
    expect(metrics).toMatchObject({ purchases: 1, revenue_minor: 10_000 });
    // Her number, her phone: both are the survivor now.
    expect(
      await upsert([
        { id: b, zip: "1" },
        { phone: "+79160000001", zip: "2" },
      ]),
    ).toEqual([a, a]);
    expect(await merge([a, b])).toEqual([]);
  });

  it("lets the most restrictive subscription and the worst code of the same address stand", async () => {
    const { a, b } = await twoPeople();
    await db.transaction((tx) =>
      recordConsent(
        tx,
        [
          { customerId: a, channel: "email", state: "subscribed" },
          { customerId: b, channel: "email", state: "unsubscribed" },
          { customerId: b, channel: "sms", state: "subscribed" },
        ],
        { source: "api", now },
      ),
    );
    await db.execute(sql`update customers set phone_code = 32 where id = ${b}`);
    await merge([a, b]);
    const rows = await db.execute<{ channel: string; state: string }>(
      sql`select channel, state from subscriptions where customer_id = ${a} order by channel`,
    );
    expect([...rows]).toEqual([
      { channel: "email", state: "unsubscribed" },
      { channel: "sms", state: "subscribed" },
    ]);
    expect(await person(a)).toMatchObject({ phone_code: 32 });
  });

  it("takes the donor out of her campaigns and cancels what was planned for her", async () => {
    const { a, b } = await twoPeople();
    const campaign = eventId(77);
    for (const id of [a, b])
      await db.execute(sql`
        insert into campaign_participants (customer_id, campaign_id, version, trigger_key, node_id, cohort_id, entered_at, node_entered_at)
        values (${id}, ${campaign}::uuid, 1, 'cart', 'n1', ${campaign}::uuid, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz)`);
    await db.execute(sql`
      insert into messages (customer_id, planned_at, id, channel, source_kind, source_id, state, not_before)
      select ${b}, ${now.toISOString()}::timestamptz, gen_random_uuid(), 'email', 'campaign', ${campaign}, state, now()
      from unnest(array['planned', 'claimed', 'delivered']) as state`);
    await merge([a, b]);
    const people = await db.execute<{ trigger_key: string; state: string; reason: string | null }>(sql`
      select trigger_key, state, reason from campaign_participants where customer_id = ${a} order by state`);
    expect([...people]).toEqual([
      { trigger_key: "cart", state: "active", reason: null },
      { trigger_key: `cart of ${b}`, state: "dropped", reason: "merged" },
    ]);
    const letters = await db.execute<{ customer_id: number; state: string; reason: string | null }>(
      sql`select customer_id, state, reason from messages order by state`,
    );
    // What a sender holds follows when it has answered.
    expect([...letters]).toEqual([
      { customer_id: b, state: "claimed", reason: null },
      { customer_id: a, state: "delivered", reason: null },
      { customer_id: a, state: "skipped", reason: "merged" },
    ]);
  });

  it("takes the value a person chose, whoever is later", async () => {
    const { a, b } = await twoPeople();
    await merge([a, b], a, { first_name: b, "attributes.size": a });
    expect(await person(a)).toMatchObject({ first_name: "Anya", attributes: { size: "M", shoes: 38 } });
  });
});

describe("taking a merge back", () => {
  it("is exact when nothing changed since", async () => {
    const { a, b } = await twoPeople();
    await addEvent(b, 2);
    await db.execute(sql`
      insert into carts (customer_id, container, state, started_at, last_action_at, items, source_id)
      values (${a}, 'cart', 'open', now(), '2026-04-01', '[1]', 1), (${b}, 'cart', 'open', now(), '2026-04-02', '[2]', 1)`);
    await db.transaction((tx) =>
      recordConsent(
        tx,
        [
          { customerId: a, channel: "email", state: "subscribed" },
          { customerId: b, channel: "email", state: "unsubscribed" },
        ],
        { source: "api", now },
      ),
    );
    await db.transaction((tx) =>
      upsertOrders(
        tx,
        [{ externalId: "O1", occurredAt: now.toISOString(), total: 100, customer: { id: b } } as never],
        { via: "test", now },
      ),
    );
    const before = await picture();
    const [done] = await merge([a, b]);
    expect(await picture()).not.toEqual(before);
    const back = await undo(done?.mergeId ?? 0);
    expect(back).toMatchObject({ missing: {}, keptFields: [], lostIdentities: [] });
    expect(await picture()).toEqual(before);
    await expect(undo(done?.mergeId ?? 0)).rejects.toThrow("taken back already");
  });

  it("leaves what changed since, and says so", async () => {
    const { a, b } = await twoPeople();
    const [done] = await merge([a, b]);
    await upsert([{ id: a, lastName: "Ivanova", phone: "+79160000009" }], { now: later });
    const [c = 0] = await upsert([{ externalId: "C", phone: "+79160000001" }], { now: later });
    await db.transaction((tx) =>
      recordConsent(tx, [{ customerId: a, channel: "email", state: "unsubscribed" }], {
        source: "link",
        now: new Date("2026-05-03T00:00:00Z"),
      }),
    );
    const back = await undo(done?.mergeId ?? 0);
    expect(back.keptFields.sort()).toEqual(["last_name", "phone"]);
    expect(back.lostIdentities).toEqual([{ kind: "phone", value: "+79160000001" }]);
    expect(await person(a)).toMatchObject({ last_name: "Ivanova", phone: "+79160000009" });
    expect(await person(b)).toMatchObject({ state: "active", last_name: "Petrova", phone: null });
    expect(await owners("phone")).toEqual({ "+79160000001": c, "+79160000009": a });
    // Either of them may have left: neither is written to.
    const states = await db.execute<{ state: string }>(
      sql`select state from subscriptions where channel = 'email'`,
    );
    expect(states.map((row) => row.state)).toEqual(["unsubscribed", "unsubscribed"]);
  });

  it("works in the middle of a chain", async () => {
    const ids = await upsert([{ externalId: "A" }, { externalId: "B" }, { externalId: "C" }]);
    const [a = 0, b = 0, c = 0] = ids;
    for (const [n, id] of ids.entries()) await addEvent(id, n + 1);
    const before = await picture();
    const [first] = await merge([a, b], b);
    const [second] = await merge([b, c], c);
    expect(await person(a)).toMatchObject({ state: "merged", merged_into: c });
    await undo(first?.mergeId ?? 0);
    expect(await person(a)).toMatchObject({ state: "active", merged_into: null });
    await undo(second?.mergeId ?? 0);
    expect(await picture()).toEqual(before);
  });
});
