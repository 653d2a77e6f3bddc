import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { getBulkJob, runBulk, startBulk, undoBulk } from "@/server/domain/bulk";
import { upsertCustomers } from "@/server/domain/customers";
import {
  addByIdentity,
  createSegment,
  followSegments,
  getSegment,
  listMembersOf,
  listMoves,
  listSegments,
  replaySegments,
  segmentTrend,
  setLive,
} from "@/server/domain/segments";
import { asRole, asSystem, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
let now = new Date("2026-06-10T10:00:00Z");
const clock = { now: () => now };
const system = asSystem(db, clock);
const marketer = asRole(db, "marketer", clock);
let ids: number[] = [];
const day = 86_400_000;

beforeAll(async () => {
  await ensureTestUser(db);
  await db.transaction((tx) =>
    upsertCustomers(
      tx,
      Array.from({ length: 20 }, (_, i) => ({
        externalId: `L${i}`,
        email: `l${i}@shop.ru`,
        phone: `+7916000${String(i).padStart(4, "0")}`,
        city: i % 2 ? "Omsk" : "Tver",
      })),
      { via: "test", now },
    ),
  );
  ids = (await db.execute<{ id: number }>(sql`select id from customers order by id`)).map((row) =>
    Number(row.id),
  );
});

const membersOf = async (id: string) =>
  (await listMembersOf(marketer, { id, limit: 1000 })).items.map((one) => one.customerId);
const run = async (id: string) => {
  while (!(await runBulk(system, id, 0)).done);
  return getBulkJob(system, { id });
};

describe("a list", () => {
  it("is filled by identifiers of every kind, mixed and misspelt as people have them; who is unknown is named", async () => {
    const { id } = await createSegment(marketer, { name: "By file", kind: "list" });
    const given = ["L1", " L2@SHOP.ru ", "8 (916) 000-00-03", `cus_${ids[4]}`, "L1", "nobody@shop.ru", "L99"];
    expect(await addByIdentity(marketer, { id, identifiers: given })).toEqual({
      changed: 4,
      found: 4,
      unknown: ["nobody@shop.ru", "L99"],
    });
    expect(await membersOf(id)).toEqual([ids[1], ids[2], ids[3], ids[4]]);
    expect(await addByIdentity(marketer, { id, identifiers: ["l1@shop.ru"] })).toMatchObject({
      changed: 0,
      found: 1,
    });
    expect(await getSegment(marketer, { id })).toMatchObject({ size: 4 });
    expect((await listMoves(marketer, { id })).items).toHaveLength(4);
    await expect(addByIdentity(marketer, { id, identifiers: ["  "] })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("takes a selection by the same durable job as every bulk action, and gives back just those it took", async () => {
    const { id } = await createSegment(marketer, { name: "By choice", kind: "list" });
    await addByIdentity(marketer, { id, identifiers: ["L0", "L1"] });
    const job = await startBulk(marketer, {
      selection: { filter: { where: [{ field: "city", op: "is", value: "Omsk" }] } },
      action: { kind: "add_to_list", segmentId: id },
    });
    expect(await run(job.id)).toMatchObject({ status: "succeeded", total: 10, changed: 9, canUndo: true });
    expect(await membersOf(id)).toHaveLength(11);
    expect(await run((await undoBulk(marketer, { id: job.id })).id)).toMatchObject({ status: "succeeded" });
    expect(await membersOf(id)).toEqual([ids[0], ids[1]]);
    const out = await startBulk(marketer, {
      selection: { ids: [ids[0] as number] },
      action: { kind: "remove_from_list", segmentId: id },
    });
    await run(out.id);
    expect(await membersOf(id)).toEqual([ids[1]]);
    expect(await getSegment(marketer, { id })).toMatchObject({ size: 1 });
  });

  it("is refused for a segment that follows its definition", async () => {
    const { id } = await createSegment(marketer, { name: "Omsk", definition: inOmsk });
    await expect(
      startBulk(marketer, { selection: { ids }, action: { kind: "add_to_list", segmentId: id } }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(addByIdentity(marketer, { id, identifiers: ["L1"] })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

const inOmsk = {
  kind: "attribute" as const,
  field: "city",
  type: "text" as const,
  test: { operator: "equals" as const, value: "Omsk" },
};

describe("a segment kept current from the start", () => {
  it("is judged by the follower, and the list tells its change over a week and who made it", async () => {
    const made = await createSegment(marketer, { name: "Kept", definition: inOmsk, isLive: true });
    expect(made).toMatchObject({ isLive: true, size: null });
    await followSegments(system);
    now = new Date(now.getTime() + 8 * day);
    await db.transaction((tx) =>
      upsertCustomers(tx, [{ id: ids[0] as number, city: "Omsk" }], { via: "test", now }),
    );
    await followSegments(system);
    const row = (await listSegments(marketer, {})).items.find((one) => one.id === made.id);
    expect(row).toMatchObject({ size: 11, change: 1, author: expect.stringMatching(/./) });
  });

  it("refuses a list", async () => {
    await expect(createSegment(marketer, { name: "No", kind: "list", isLive: true })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("has a past when it is judged as of its days", async () => {
    const { id } = await createSegment(marketer, {
      name: "Registered lately",
      definition: {
        kind: "attribute",
        field: "created_at",
        type: "date",
        test: { operator: "in_last_days", days: 2 },
      },
    });
    await setLive(marketer, { id, isLive: true });
    const made = new Date("2026-06-10T12:00:00Z").getTime();
    await replaySegments(
      system,
      [id],
      [made, made + day, made + 4 * day].map((at) => new Date(at)),
    );
    const { items } = await listMoves(marketer, { id, limit: 100 });
    expect(items).toHaveLength(20);
    expect(new Set(items.map((one) => `${one.kind} ${one.cause}`))).toEqual(new Set(["left time"]));
    expect((await segmentTrend(marketer, { id, days: 30 })).days.map((one) => one.size)).toContain(20);
  });
});
