import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { customers } from "@/server/db/schema";
import { upsertCustomers } from "@/server/domain/customers";
import { createDictionary, createField, upsertRegions } from "@/server/domain/fields";
import { describeRule, matches } from "@/server/domain/segments";
import { type Rule, rule } from "@/server/domain/segments/rule";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asSystem(db);
const now = new Date("2026-03-01T10:00:00Z");

beforeAll(async () => {
  await createDictionary(ctx, {
    code: "pets",
    name: "Pets",
    items: [
      { code: "cat", name: "Cat" },
      { code: "dog", name: "Dog" },
    ],
  });
  await createField(ctx, {
    object: "customer",
    code: "pets",
    name: "Pets",
    type: "multiselect",
    dictionaryCode: "pets",
  });
  await createField(ctx, { object: "customer", code: "children", name: "Children", type: "integer" });
  await upsertRegions(ctx, {
    items: [
      { externalId: "ru", name: "Russia" },
      { externalId: "tver", name: "Tver", parent: "ru" },
      { externalId: "kimry", name: "Kimry", parent: "tver" },
      { externalId: "lv", name: "Latvia" },
    ],
  });
  const rows = [
    { externalId: "a", region: "Kimry", attributes: { pets: "Cat; Dog", children: "2" } },
    { externalId: "b", region: "Tver", attributes: { pets: ["dog"], children: 0 } },
    { externalId: "c", region: "Latvia", attributes: { children: 1 } },
    { externalId: "d" },
  ];
  await db.transaction((tx) => upsertCustomers(tx, rows, { via: "test", now }));
});

async function who(raw: unknown): Promise<string> {
  const parsed: Rule = rule.parse(raw);
  const rows = await db.execute<{ id: string }>(sql`
    select ${customers.externalId} as id from ${customers}
    where ${matches(parsed, { now, zone: "UTC", minorPerMajor: 100 })} order by 1`);
  return rows.map((row) => row.id).join("");
}
const pets = (test: object) => ({ kind: "attribute", field: "attributes.pets", type: "list", test });
const regionId = async (externalId: string) =>
  (await db.execute<{ id: number }>(sql`select id from regions where external_id = ${externalId}`))[0]?.id ??
  0;

test("several values: any, all, none; who has none of it is in neither a comparison nor its negation", async () => {
  expect(await who(pets({ operator: "has_any", values: ["cat", "fish"] }))).toBe("a");
  expect(await who(pets({ operator: "has_all", values: ["cat", "dog"] }))).toBe("a");
  expect(await who(pets({ operator: "has_none", values: ["cat"] }))).toBe("b");
  expect(await who({ kind: "none", rules: [pets({ operator: "has_any", values: ["cat"] })] })).toBe("b");
  expect(await who(pets({ operator: "is_empty" }))).toBe("cd");
  expect(
    await who({
      kind: "attribute",
      field: "attributes.children",
      type: "number",
      test: { operator: "at_least", value: 1 },
    }),
  ).toBe("ac");
});

test("a region means everything below it; who has no region is neither in nor out", async () => {
  const [ru, tver] = [await regionId("ru"), await regionId("tver")];
  const region = (regions: number[], match = "any") => ({ kind: "region", match, regions });
  expect(await who(region([ru]))).toBe("ab");
  expect(await who(region([await regionId("kimry"), await regionId("lv")]))).toBe("ac");
  expect(await who(region([tver], "none"))).toBe("c");
  expect(describeRule(rule.parse(region([tver]))).key).toBe("rules.region.any");
  expect(rule.safeParse(pets({ operator: "contains", value: "c" })).success).toBe(false);
});
