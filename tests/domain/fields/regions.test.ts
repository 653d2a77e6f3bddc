import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { upsertCustomers } from "@/server/domain/customers";
import {
  assignRegionText,
  createRegion,
  deleteRegion,
  listRegions,
  listUnmatchedRegions,
  matchRegions,
  moveRegion,
  updateRegion,
  upsertRegions,
} from "@/server/domain/fields";
import { upsertStores } from "@/server/domain/orders";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asSystem(db);
const meta = { via: "test", now: new Date("2026-03-01T10:00:00Z") };
const people = (regions: (string | null)[]) =>
  db.transaction((tx) =>
    upsertCustomers(
      tx,
      regions.map((region, i) => ({ externalId: `${region}${i}`, region })),
      meta,
    ),
  );
const regionOf = async (externalId: string) =>
  (
    await db.execute<{ name: string | null }>(
      sql`select r.name from customers c left join regions r on r.id = c.region_id where c.external_id = ${externalId}`,
    )
  )[0]?.name;
async function match(): Promise<void> {
  for (let i = 0; i < 50; i++) {
    const step = await matchRegions(ctx, null, 60_000);
    if (!step.isWaiting && step.cursor === null) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("matching did not end");
}

test("people and stores are in the region that their text means, before and after it is known", async () => {
  await people(["Тверская область", "tver", "Тверская обл.", null, "Nowhere"]);
  await db.transaction((tx) => upsertStores(tx, [{ externalId: "s1", name: "S", region: "TVER" }], meta));
  await upsertRegions(ctx, {
    items: [
      { externalId: "tver", name: "Тверская область", parent: "centre", aliases: ["Тверская обл."] },
      { externalId: "centre", name: "Centre", currency: "RUB" },
    ],
  });
  await match();
  expect(await regionOf("Тверская область0")).toBe("Тверская область");
  expect(await regionOf("tver1")).toBe("Тверская область");
  expect(await regionOf("Тверская обл.2")).toBe("Тверская область");
  // Written after: by the trigger, in any case.
  await people(["ТВЕРСКАЯ ОБЛАСТЬ"]);
  expect(await regionOf("ТВЕРСКАЯ ОБЛАСТЬ0")).toBe("Тверская область");
  const { items, isMatching } = await listRegions(ctx, {});
  expect(isMatching).toBe(false);
  expect(items.find((one) => one.externalId === "centre")).toMatchObject({ customers: 4, stores: 1 });
  const unmatched = await listUnmatchedRegions(ctx, {});
  expect(unmatched.items).toMatchObject([{ text: "Nowhere", customers: 1, isAmbiguous: false }]);
});

test("a text is given to a region in one step, and taken from another", async () => {
  const { id } = await createRegion(ctx, { name: "Somewhere" });
  await assignRegionText(ctx, { text: "Nowhere", regionId: id });
  await match();
  expect(await regionOf("Nowhere4")).toBe("Somewhere");
  const other = await createRegion(ctx, { name: "Elsewhere" });
  await assignRegionText(ctx, { text: "nowhere", regionId: other.id });
  await match();
  expect(await regionOf("Nowhere4")).toBe("Elsewhere");
});

test("two regions of one name: the text means neither, and is shown as ambiguous", async () => {
  await people(["Lenina"]);
  const a = await createRegion(ctx, { name: "Lenina" });
  const b = await createRegion(ctx, { name: "Lenina" });
  await match();
  expect(await regionOf("Lenina0")).toBeNull();
  expect((await listUnmatchedRegions(ctx, {})).items).toMatchObject([{ text: "Lenina", isAmbiguous: true }]);
  await updateRegion(ctx, { id: b.id, name: "Lenina 2" });
  await match();
  expect(await regionOf("Lenina0")).toBe("Lenina");
  await deleteRegion(ctx, { id: a.id });
  await match();
  expect(await regionOf("Lenina0")).toBeNull();
});

test("a node moves with everything below it; circles are refused, also two at once", async () => {
  const { items } = await listRegions(ctx, {});
  const idOf = (externalId: string) => items.find((one) => one.externalId === externalId)?.id ?? 0;
  const [centre, tver] = [idOf("centre"), idOf("tver")];
  const kimry = await createRegion(ctx, { name: "Kimry", parentId: tver });
  const somewhere = idOf("somewhere");
  await moveRegion(ctx, { id: tver, parentId: somewhere });
  const after = (await listRegions(ctx, {})).items;
  expect(after.find((one) => one.id === kimry.id)?.path).toEqual([somewhere, tver, kimry.id]);
  await expect(moveRegion(ctx, { id: somewhere, parentId: kimry.id })).rejects.toThrow("lies within");
  await expect(deleteRegion(ctx, { id: tver })).rejects.toThrow("Kimry");
  const both = await Promise.allSettled([
    moveRegion(ctx, { id: centre, parentId: somewhere }),
    moveRegion(ctx, { id: somewhere, parentId: centre }),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const circle = [
    { externalId: "x", parent: "y" },
    { externalId: "y", parent: "x" },
  ];
  await expect(upsertRegions(ctx, { items: circle })).rejects.toThrow("within itself");
});
