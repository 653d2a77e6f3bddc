import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { mergeCustomers, recordConsent, upsertCustomers } from "@/server/domain/customers";
import { upsertOrders, upsertReceipts } from "@/server/domain/orders";
import { createEndpoint, updateEndpoint } from "@/server/domain/webhooks";
import { webhookTypes } from "@/server/domain/webhooks/model";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asRole(db, "administrator");
const now = new Date();
const meta = { via: "test", now };
const listen = (types = webhookTypes) => createEndpoint(ctx, { url: "https://receiver.example/", types });
const people = (rows: { externalId: string; [field: string]: unknown }[]) =>
  db.transaction((tx) => upsertCustomers(tx, rows, meta));

beforeEach(() => db.execute(sql`truncate webhook_endpoints, webhook_events cascade`));
async function told() {
  const rows = await db.execute<{ type: string; data: Record<string, unknown>; customer_id: number | null }>(
    sql`select type, data, customer_id from webhook_events order by created_at, type, id`,
  );
  await db.execute(sql`truncate webhook_events cascade`);
  return [...rows];
}

test("nobody listens: nothing is written; only wanted types are", async () => {
  await people([{ externalId: "quiet" }]);
  expect(await told()).toEqual([]);
  const { id } = await listen(["customer.updated"]);
  await people([{ externalId: "heard" }]);
  await people([{ externalId: "heard", city: "Kazan", attributes: { size: "M" } }]);
  expect(await told()).toMatchObject([
    {
      type: "customer.updated",
      data: { customer: { external_id: "heard" }, changed: ["attributes.size", "city"] },
    },
  ]);
  await people([{ externalId: "heard", city: "Kazan" }]);
  expect(await told()).toEqual([]);
  await updateEndpoint(ctx, { id, isActive: false });
  await people([{ externalId: "heard", city: "Perm" }]);
  expect(await told()).toEqual([]);
});

test("what is taken back is not told", async () => {
  await listen();
  await db
    .transaction(async (tx) => {
      await upsertCustomers(tx, [{ externalId: "ghost" }], meta);
      throw new Error("no");
    })
    .catch(() => {});
  expect(await told()).toEqual([]);
});

test("a person's life: created, changed, subscribed, bought, merged, erased; names only what changed", async () => {
  await listen();
  const [anna, double] = (
    await people([
      { externalId: "anna", email: "anna@shop.example", firstName: "Anna" },
      { externalId: "double", phone: "+79161234567" },
    ])
  ).map((one) => one.customerId ?? 0);
  const created = await told();
  expect(created.map((one) => one.type)).toEqual(["customer.created", "customer.created"]);
  expect(JSON.stringify(created)).not.toMatch(/anna@shop|79161234567|Anna/);

  await db.transaction((tx) =>
    recordConsent(tx, [{ customerId: anna ?? 0, channel: "email", state: "subscribed" }], {
      source: "api",
      now,
    }),
  );
  expect(await told()).toMatchObject([
    {
      type: "consent.changed",
      data: { channel: "email", state: "subscribed", category: null, source: "api" },
    },
  ]);

  const order = {
    externalId: "o-1",
    customer: { externalId: "anna" },
    occurredAt: now.toISOString(),
    total: "10.50",
  };
  await db.transaction((tx) => upsertOrders(tx, [order], meta));
  await db.transaction((tx) => upsertOrders(tx, [{ ...order, status: "confirmed", total: "11" }], meta));
  await db.transaction((tx) => upsertReceipts(tx, [{ ...order, externalId: "r-1" }], meta));
  expect((await told()).map((one) => [one.type, one.data.changed])).toEqual([
    ["order.created", undefined],
    ["order.updated", ["status", "total"]],
    ["receipt.created", undefined],
  ]);

  await db.transaction((tx) =>
    mergeCustomers(tx, [{ ids: [anna ?? 0, double ?? 0], keepId: anna ?? 0, rule: "by-hand" }], {
      now,
      actor: "t",
    }),
  );
  const merged = (await told()).find((one) => one.type === "customer.merged");
  expect(merged).toMatchObject({
    customer_id: anna,
    data: { customer: { id: `cus_${anna}` }, merged: { id: `cus_${double}`, external_id: "double" } },
  });

  await db.execute(sql`update customers set state = 'erased', external_id = null where id = ${anna ?? 0}`);
  expect(await told()).toEqual([
    { type: "customer.erased", customer_id: null, data: { customer: { id: `cus_${anna}` } } },
  ]);
});

test("letters and campaigns; machines do not count", async () => {
  await listen();
  const [person] = (await people([{ externalId: "reader" }])).map((one) => one.customerId ?? 0);
  await told();
  for (const table of ["messages", "message_events"] as const) await ensurePartitions(db, table, [now]);
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    insert into messages (customer_id, planned_at, id, channel, source_kind, source_id, state, not_before)
    values (${person}, ${at}, '00000000-0000-4000-8000-000000000007', 'email', 'campaign', 'c1', 'accepted', ${at})`);
  await db.execute(sql`
    insert into message_events (customer_id, at, id, message_id, planned_at, kind, is_machine)
    select ${person}, ${at}, gen_random_uuid(), '00000000-0000-4000-8000-000000000007', ${at}, kind, is_machine
    from (values ('planned', false), ('delivered', false), ('opened', true), ('clicked', false), ('bounced', false)) v(kind, is_machine)`);
  const letters = await told();
  expect(letters.map((one) => one.type)).toEqual(["message.clicked", "message.delivered", "message.failed"]);
  expect(letters[2]?.data).toMatchObject({
    reason: "bounced",
    message: {
      id: "00000000-0000-4000-8000-000000000007",
      channel: "email",
      source: "campaign",
      source_id: "c1",
    },
  });

  await db.execute(sql`
    insert into campaign_participants (customer_id, campaign_id, version, trigger_key, node_id, cohort_id, entered_at, node_entered_at)
    values (${person}, gen_random_uuid(), 1, 'k', 'n', gen_random_uuid(), ${at}, ${at})`);
  await db.execute(sql`update campaign_participants set node_id = 'm'`);
  await db.execute(sql`update campaign_participants set state = 'exited', reason = 'ordered'`);
  expect((await told()).map((one) => [one.type, one.data.outcome])).toEqual([
    ["campaign.entered", undefined],
    ["campaign.finished", "exited"],
  ]);
});

test("twenty thousand changes are told by one statement", async () => {
  await listen(["customer.created"]);
  const from = performance.now();
  await db.execute(
    sql`insert into customers (external_id) select 'bulk-' || n from generate_series(1, 20000) n`,
  );
  const told = performance.now() - from;
  const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from webhook_deliveries`);
  expect(row?.n).toBe(20_000);
  // Generous: round trips would take minutes.
  expect(told).toBeLessThan(15_000);
});
