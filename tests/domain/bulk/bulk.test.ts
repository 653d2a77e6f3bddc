import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cancelBulk, getBulkJob, runBulk, startBulk, undoBulk } from "@/server/domain/bulk";
import { listCustomers, recordConsent, upsertCustomers } from "@/server/domain/customers";
import { createTag, listTags, removeExpired, tagCustomer, tagsOfCustomer } from "@/server/domain/tags";
import { deleteView, listViews, saveView } from "@/server/domain/views";
import { asRole, asSystem, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
let now = new Date("2026-06-01T10:00:00Z");
const clock = { now: () => now };
const system = asSystem(db, clock);
const marketer = asRole(db, "marketer", clock);
const people = 2300;
let ids: number[] = [];
let tag = "";

beforeAll(async () => {
  await ensureTestUser(db);
  for (let from = 0; from < people; from += 500)
    await db.transaction((tx) =>
      upsertCustomers(
        tx,
        Array.from({ length: Math.min(500, people - from) }, (_, i) => ({
          externalId: `b${from + i}`,
          email: `b${from + i}@shop.ru`,
          city: (from + i) % 2 ? "Omsk" : "Tver",
        })),
        { via: "test", now },
      ),
    );
  ids = (await db.execute<{ id: number }>(sql`select id from customers order by id`)).map((row) => row.id);
  tag = (await createTag(marketer, { name: "Loyal" })).id;
});
beforeEach(() => {
  now = new Date("2026-06-01T10:00:00Z");
});

const run = async (id: string) => {
  while (!(await runBulk(system, id, 0)).done);
  return getBulkJob(system, { id });
};
const tagged = async () => (await listTags(system, {})).items.find((one) => one.id === tag)?.people;
const cities = async () =>
  Object.fromEntries(
    (
      await db.execute<{ city: string; n: number }>(
        sql`select city, count(*)::int as n from customers group by city`,
      )
    ).map((row) => [row.city, row.n]),
  );

describe("an action on everybody a filter matches", () => {
  it("tags them in portions, killed or called twice, and takes it back for just those it changed", async () => {
    const before = ids.slice(1, 4).filter((_, index) => index !== 1);
    for (const customerId of before) await tagCustomer(marketer, { customerId, tagId: tag });
    const { id } = await startBulk(marketer, {
      selection: { filter: { where: [{ field: "city", op: "is", value: "Omsk" }] } },
      action: { kind: "add_tag", tagId: tag },
    });
    await Promise.all([runBulk(system, id, 0), runBulk(system, id, 0)]);
    const done = await run(id);
    expect(done).toMatchObject({ status: "succeeded", total: people / 2, done: people / 2, canUndo: true });
    expect(done.changed).toBe(people / 2 - before.length);
    expect(await tagged()).toBe(people / 2);
    const undone = await run((await undoBulk(marketer, { id })).id);
    expect(undone).toMatchObject({ status: "succeeded", isUndo: true, canUndo: false });
    expect(await tagged()).toBe(before.length);
    await expect(undoBulk(marketer, { id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("sets a field through the usual door, and puts back what was there unless somebody changed it since", async () => {
    const { id } = await startBulk(marketer, {
      selection: { ids: ids.slice(0, 10) },
      action: { kind: "set_field", field: "city", value: "Kazan" },
    });
    expect(await run(id)).toMatchObject({ status: "succeeded", changed: 10 });
    expect(await cities()).toMatchObject({ Kazan: 10 });
    now = new Date("2026-06-01T11:00:00Z");
    await db.transaction((tx) =>
      upsertCustomers(tx, [{ externalId: "b0", city: "Ufa" }], { via: "test", now }),
    );
    await run((await undoBulk(marketer, { id })).id);
    expect(await cities()).toEqual({ Omsk: people / 2, Tver: people / 2 - 1, Ufa: 1 });
    await expect(
      startBulk(marketer, {
        selection: { ids },
        action: { kind: "set_field", field: "email", value: "x@y.ru" },
      }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("never brings back who left", async () => {
    const some = ids.slice(0, 6);
    await db.transaction((tx) =>
      recordConsent(
        tx,
        some
          .slice(0, 2)
          .map((customerId) => ({ customerId, channel: "email", state: "unsubscribed" as const })),
        { source: "link", now },
      ),
    );
    const { id } = await startBulk(marketer, {
      selection: { ids: some },
      action: { kind: "subscribe", channel: "email", reason: "signed a form in the store" },
    });
    expect(await run(id)).toMatchObject({ total: 6, changed: 4, refused: 2, canUndo: false });
    const states = await db.execute<{ state: string; n: number }>(
      sql`select state, count(*)::int as n from subscriptions group by state order by state`,
    );
    expect(states).toEqual([
      { state: "subscribed", n: 4 },
      { state: "unsubscribed", n: 2 },
    ]);
    await expect(
      startBulk(marketer, {
        selection: { ids },
        action: { kind: "subscribe", channel: "email", reason: "" },
      }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("stops between two portions when it is cancelled", async () => {
    const { id } = await startBulk(marketer, {
      selection: { filter: {} },
      action: { kind: "add_tag", tagId: tag },
    });
    await runBulk(system, id, 0);
    await runBulk(system, id, 0);
    await cancelBulk(marketer, { id });
    expect(await run(id)).toMatchObject({ status: "cancelled", done: 1000, total: people, canUndo: true });
    await run((await undoBulk(marketer, { id })).id);
  });

  it("is for those who may write", async () => {
    await expect(
      startBulk(asRole(db, "analyst"), { selection: { ids }, action: { kind: "remove_tag", tagId: tag } }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a tag with an end", () => {
  it("is gone at that moment for every reader, and removed by the job; setting it again moves the end", async () => {
    const customerId = ids[100] ?? 0;
    await tagCustomer(marketer, { customerId, tagId: tag, expiresAt: "2026-06-02T10:00:00Z" });
    await tagCustomer(marketer, { customerId, tagId: tag, expiresAt: "2026-06-03T10:00:00Z" });
    const rows = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from outbox where name = 'tags/expiry.set'`,
    );
    expect(rows[0]?.n).toBe(2);
    const where = [{ field: "tag", op: "is" as const, value: tag }];
    const carriers = async () =>
      (await listCustomers(system, { where, limit: 200 })).items.map((one) => one.id);
    now = new Date("2026-06-03T09:59:59Z");
    expect(await removeExpired(system)).toBe(0);
    expect(await carriers()).toContain(customerId);
    now = new Date("2026-06-03T10:00:00Z");
    expect(await carriers()).not.toContain(customerId);
    expect((await tagsOfCustomer(system, { customerId })).items).toHaveLength(0);
    expect(await removeExpired(system)).toBe(1);
    await expect(
      tagCustomer(marketer, { customerId, tagId: tag, expiresAt: "2026-06-01T00:00:00Z" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
  it("has a name of its own, whatever the case", async () => {
    await expect(createTag(marketer, { name: "LOYAL" })).rejects.toMatchObject({
      code: "conflict",
      fields: [{ path: "name" }],
    });
  });
});

describe("saved views", () => {
  const state = { search: { city: "Omsk", sort: "-revenue" } };
  it("are one's own, a role's, or everybody's; the nearest default opens", async () => {
    const admin = asRole(db, "administrator", clock);
    const senior = asRole(db, "senior_marketer", clock);
    await saveView(admin, { list: "customers", name: "All", audience: "all", state, isDefault: true });
    const role = await saveView(senior, {
      list: "customers",
      name: "Team",
      audience: "role",
      role: "marketer",
      state,
      isDefault: true,
    });
    expect((await listViews(marketer, { list: "customers" })).defaultId).toBe(role.id);
    const mine = await saveView(marketer, { list: "customers", name: "Mine", state, isDefault: true });
    const views = await listViews(marketer, { list: "customers" });
    expect(views.defaultId).toBe(mine.id);
    expect(views.items.map((item) => [item.name, item.isMine])).toEqual([
      ["All", false],
      ["Team", false],
      ["Mine", true],
    ]);
    expect((await listViews(marketer, { list: "orders" })).items).toHaveLength(0);
    await expect(
      saveView(marketer, { list: "customers", name: "X", audience: "all", state }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteView(marketer, { id: role.id })).rejects.toMatchObject({ code: "forbidden" });
    const next = await saveView(marketer, { list: "customers", name: "Next", state, isDefault: true });
    const again = await listViews(marketer, { list: "customers" });
    expect(
      again.items.filter((item) => item.isDefault && item.audience === "user").map((item) => item.id),
    ).toEqual([next.id]);
    await deleteView(marketer, { id: mine.id });
  });
});
