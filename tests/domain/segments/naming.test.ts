import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { upsertCustomers } from "@/server/domain/customers";
import {
  countSegment,
  createSample,
  createSegment,
  getSegment,
  knownValues,
  listSegments,
  listVersions,
  nameThings,
  updateSegment,
} from "@/server/domain/segments";
import { type Rule, rule } from "@/server/domain/segments/rule";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asSystem(db);
const inCity = (value: string): Rule =>
  rule.parse({ kind: "attribute", field: "city", type: "text", test: { operator: "equals", value } });

beforeAll(async () => {
  const cities = ["Tver", "Tver", "Tula", "Omsk", "Tver"];
  const rows = cities.map((city, i) => ({
    externalId: `n${i}`,
    city,
    attributes: { shoe: city.slice(0, 2) },
  }));
  await db.transaction((tx) => upsertCustomers(tx, rows, { via: "test", now: ctx.clock.now() }));
  await db.execute(sql`insert into stores (external_id, name) values ('s1', 'On the square')`);
});

test("values are those in the data, the most frequent first, of standard and own fields; a strange name has none", async () => {
  const of = (field: string, search = "") => knownValues(ctx, { of: field, search, limit: 30 });
  expect(await of("city")).toEqual([
    { value: "Tver", count: 3 },
    { value: "Omsk", count: 1 },
    { value: "Tula", count: 1 },
  ]);
  expect((await of("city", "t")).map((one) => one.value)).toEqual(["Tver", "Tula"]);
  expect((await of("city", "%")).length).toBe(0);
  expect((await of("attributes.shoe"))[0]).toEqual({ value: "Tv", count: 3 });
  expect(await of("city; drop table customers")).toEqual([]);
  expect(await of("brand")).toEqual([]);
  expect(await of("purchase_channel")).toEqual([]);
});

test("things have names by id and code; what is gone has none", async () => {
  const { id } = await createSegment(ctx, {
    name: "Of Tver",
    description: "",
    kind: "dynamic",
    definition: inCity("Tver"),
  });
  const gone = "00000000-0000-4000-8000-000000000000";
  const names = await nameThings(ctx, {
    segments: [id, gone],
    tags: [],
    campaigns: [],
    products: ["none"],
    categories: [],
    stores: ["s1"],
    regions: [1_000_000],
  });
  expect(names.segments).toEqual({ [id]: "Of Tver" });
  expect(names.stores).toEqual({ s1: "On the square" });
  expect([names.products, names.regions]).toEqual([{}, {}]);
});

test("a count is remembered with its moment, forgotten when the definition changes; versions stay", async () => {
  const { id } = await createSegment(ctx, {
    name: "Changes",
    description: "",
    kind: "dynamic",
    definition: inCity("Tver"),
  });
  expect((await getSegment(ctx, { id })).size).toBeNull();
  expect((await countSegment(ctx, { id })).size).toBe(3);
  expect(await getSegment(ctx, { id })).toMatchObject({ size: 3, sizeAt: expect.any(Date) });
  await updateSegment(ctx, { id, definition: inCity("Tula") });
  expect((await getSegment(ctx, { id })).size).toBeNull();
  expect((await countSegment(ctx, { id })).size).toBe(1);
  const versions = await listVersions(ctx, { id });
  expect(versions.map((one) => one.version)).toEqual([2, 1]);
  expect(versions[1]?.definition).toEqual(inCity("Tver"));
});

test("the list says what is a sample, and how many places use a segment", async () => {
  const base = await createSegment(ctx, {
    name: "Base",
    description: "",
    kind: "dynamic",
    definition: inCity("Tver"),
  });
  await createSegment(ctx, {
    name: "On top",
    description: "",
    kind: "dynamic",
    definition: rule.parse({ kind: "segment", id: base.id }),
  });
  const drawn = await createSample(ctx, {
    name: "Two of them",
    description: "",
    definition: inCity("Tver"),
    count: 2,
  });
  const { items } = await listSegments(ctx, { limit: 50 });
  expect(items.find((one) => one.id === base.id)).toMatchObject({ places: 1, sample: null });
  expect(items.find((one) => one.id === drawn.id)).toMatchObject({
    kind: "list",
    size: 2,
    sample: { count: 2, percent: null },
  });
  expect((await countSegment(ctx, { id: drawn.id })).size).toBe(2);
});
