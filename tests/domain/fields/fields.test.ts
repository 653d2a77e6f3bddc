import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { upsertCustomers } from "@/server/domain/customers";
import {
  advanceFieldWork,
  arrangeFields,
  createDictionary,
  createField,
  createFieldGroup,
  deleteDictionary,
  deleteDictionaryItem,
  deleteField,
  deleteFieldGroup,
  hasFieldWork,
  listFields,
  listLeftovers,
  listUndescribed,
  loadFields,
  proposeField,
  saveDictionaryItems,
  updateDictionary,
  updateField,
} from "@/server/domain/fields";
import { upsertOrders, upsertProducts } from "@/server/domain/orders";
import { saveUsages } from "@/server/kernel/usages";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asSystem(db);
const now = new Date("2026-03-01T10:00:00Z");
const meta = { via: "test", now };

const person = async (externalId: string, attributes: Record<string, unknown>) =>
  (await db.transaction((tx) => upsertCustomers(tx, [{ externalId, attributes }], meta)))[0];
const attributesOf = async (externalId: string) => {
  const [row] = await db.execute<{ attributes: Record<string, unknown> }>(
    sql`select attributes from customers where external_id = ${externalId}`,
  );
  return row?.attributes;
};
async function finishWork(): Promise<void> {
  const rows = await db.execute<{ id: string }>(sql`select id from fields where state <> 'active'`);
  for (const { id } of rows) await advanceFieldWork(ctx, id, 60_000);
  expect(await hasFieldWork(ctx)).toBe(false);
}

beforeAll(async () => {
  await createDictionary(ctx, {
    code: "pets",
    name: "Pets",
    items: [{ code: "cat", name: "Кошка" }, { name: "Dog" }],
  });
});

describe("a described field is read, an undescribed one is kept", () => {
  test("values become canonical, unreadable ones refuse their row by the field's path", async () => {
    await createField(ctx, {
      object: "customer",
      code: "children",
      name: "Children",
      type: "integer",
      rules: { min: 0 },
    });
    await createField(ctx, {
      object: "customer",
      name: "Питомец",
      type: "dictionary",
      dictionaryCode: "pets",
    });
    const good = await person("f1", { children: " 2 ", pitomets: "кошка", shoe: "39" });
    expect(good).toMatchObject({ outcome: "created", problems: [] });
    expect(await attributesOf("f1")).toEqual({ children: 2, pitomets: "cat", shoe: "39" });
    const bad = await person("f1", { children: "some", pitomets: "parrot" });
    expect(bad?.outcome).toBe("rejected");
    expect(bad?.problems.map(({ path, code }) => [path, code])).toEqual([
      ["attributes.children", "invalid_number"],
      ["attributes.pitomets", "unknown_item"],
    ]);
    expect((await person("f1", { children: null }))?.changed).toEqual(["attributes.children"]);
    expect(await attributesOf("f1")).toEqual({ pitomets: "cat", shoe: "39" });
  });

  test("names met undescribed are listed, and their values lead to a proposal", async () => {
    await person("f2", { shoe: "41" });
    const { items } = await listUndescribed(ctx, { object: "customer" });
    expect(items).toMatchObject([{ code: "shoe", held: 2 }]);
    expect(await proposeField(ctx, { object: "customer", code: "shoe" })).toMatchObject({
      type: "integer",
      sampled: 2,
    });
  });

  test("describing converts what fits and keeps the rest beside; nothing is lost", async () => {
    await person("f3", { shoe: "small" });
    await person("f4", { shoe: { left: 40 } });
    const made = await createField(ctx, { object: "customer", code: "shoe", name: "Shoe", type: "integer" });
    expect(made.isConverting).toBe(true);
    // While it goes on, new values are already read by the type.
    expect((await person("f5", { shoe: "huge" }))?.outcome).toBe("rejected");
    await finishWork();
    expect(await attributesOf("f1")).toMatchObject({ shoe: 39 });
    expect(await attributesOf("f3")).toEqual({});
    const left = await listLeftovers(ctx, { object: "customer", code: "shoe" });
    expect(left.items.map((item) => item.value)).toEqual(["small", { left: 40 }]);
    expect(left.items.every((item) => item.customerId !== null)).toBe(true);
    expect((await listUndescribed(ctx, { object: "customer" })).items).toEqual([]);
  });

  test("purchases, lines and products carry attributes of their own", async () => {
    await createField(ctx, {
      object: "order_line",
      name: "Engraving",
      type: "string",
      rules: { maxLength: 5 },
    });
    await createField(ctx, { object: "order", name: "Gift", type: "boolean" });
    await createField(ctx, { object: "product", name: "Weight", type: "decimal" });
    const order = (engraving: string) => ({
      externalId: "o1",
      customer: { externalId: "f1" },
      occurredAt: "2026-02-01",
      attributes: { gift: "да" },
      lines: [{ product: "p1", price: 10, attributes: { engraving, colour: "red" } }],
    });
    const write = (engraving: string) => db.transaction((tx) => upsertOrders(tx, [order(engraving)], meta));
    expect((await write("too long")).results[0]?.problems).toMatchObject([
      { path: "lines[0].attributes.engraving", code: "too_long" },
    ]);
    expect((await write("Anna")).results[0]?.outcome).toBe("created");
    expect((await write("Anna")).results[0]?.outcome).toBe("unchanged");
    const rows = await db.execute(
      sql`select o.attributes as o, l.attributes as l from orders o join order_lines l on l.order_id = o.id`,
    );
    expect(rows[0]).toEqual({ o: { gift: true }, l: { engraving: "Anna", colour: "red" } });
    const [product] = await db.transaction((tx) =>
      upsertProducts(tx, [{ externalId: "p1", name: "Ring", attributes: { weight: "1,25", gone: null } }], {
        now,
      }),
    );
    expect(product?.outcome).toBe("created");
    const [stored] = await db.execute(sql`select attributes from products where external_id = 'p1'`);
    expect(stored?.attributes).toEqual({ weight: 1.25 });
  });
});

describe("what fields and codes may be", () => {
  test("codes are unique in any case, never reserved, never a system field's", async () => {
    const make = (code: string) => createField(ctx, { object: "customer", code, name: "X", type: "string" });
    await expect(make("Children")).rejects.toThrow("already has a field");
    await expect(make("first_name")).rejects.toThrow("already has a field");
    await expect(make("constructor")).rejects.toThrow("reserved");
    await expect(make("_x")).rejects.toThrow("code");
    await expect(make("a.b")).rejects.toThrow("code");
    const twin = await createField(ctx, { object: "customer", name: "Children", type: "string" });
    expect(twin.code).toBe("children_2");
    await deleteField(ctx, { object: "customer", code: "children_2" });
    await finishWork();
  });

  test("type and dictionary change only while no record holds a value", async () => {
    const change = { object: "customer" as const, code: "shoe", type: "string" as const };
    await expect(updateField(ctx, change)).rejects.toThrow("cannot change while records hold values");
    await createField(ctx, { object: "customer", code: "empty_one", name: "Empty", type: "string" });
    await updateField(ctx, { object: "customer", code: "empty_one", type: "date" });
    expect((await loadFields(db)).custom("customer", "empty_one")?.type).toBe("date");
    await expect(
      updateField(ctx, { object: "customer", code: "empty_one", type: "dictionary" }),
    ).rejects.toThrow("Choose the dictionary");
  });

  test("a type cannot change under a writer that has read the old one", async () => {
    await createField(ctx, { object: "customer", code: "raced", name: "Raced", type: "string" });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isWritten = () => {};
    const written = new Promise<void>((resolve) => {
      isWritten = resolve;
    });
    const writer = db.transaction(async (tx) => {
      await upsertCustomers(tx, [{ externalId: "race", attributes: { raced: "words" } }], meta);
      isWritten();
      await held;
    });
    await written;
    const retype = updateField(ctx, { object: "customer", code: "raced", type: "integer" });
    const first = await Promise.race([retype.then(() => "changed").catch(() => "refused"), pause(200)]);
    expect(first).toBe("waiting");
    release();
    await writer;
    await expect(retype).rejects.toThrow("cannot change while records hold values");
  });

  test("a field in use is not deleted, and the refusal names where", async () => {
    await db.transaction((tx) =>
      saveUsages(tx, { kind: "campaign", id: "c1", label: "Birthday" }, [
        { kind: "field", id: "customer.children" },
      ]),
    );
    await expect(deleteField(ctx, { object: "customer", code: "children" })).rejects.toThrow(
      'campaign "Birthday"',
    );
    const { fields } = await listFields(ctx, { object: "customer" });
    expect(fields.find((field) => field.code === "children")?.usedBy).toBe(1);
    await expect(deleteField(ctx, { object: "customer", code: "email" })).rejects.toThrow(
      "belongs to the system",
    );
  });

  test("deleting removes the values in the background, and none come in meanwhile", async () => {
    await person("f6", { shoe: 44 });
    await deleteField(ctx, { object: "customer", code: "shoe" });
    expect(await person("f6", { shoe: 45, city_kind: "big" })).toMatchObject({
      changed: ["attributes.city_kind"],
    });
    await finishWork();
    const [held] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where attributes ? 'shoe' or field_times ? 'attributes.shoe'`,
    );
    expect(held?.n).toBe(0);
    expect((await listLeftovers(ctx, { object: "customer", code: "shoe" })).total).toBe(0);
    // Gone for good: what comes now is undescribed again.
    await person("f6", { shoe: 46 });
    expect((await listUndescribed(ctx, { object: "customer" })).items.map((item) => item.code)).toContain(
      "shoe",
    );
  });

  test("two who create one code at once: one is told", async () => {
    const make = () => createField(ctx, { object: "store", code: "area", name: "Area", type: "integer" });
    const results = await Promise.allSettled([make(), make(), make()]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of results)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
  });

  test("what a rolled back change said is never remembered", async () => {
    await expect(
      db.transaction(async (tx) => {
        await createField(
          { ...ctx, db: tx },
          { object: "store", code: "ghost", name: "Ghost", type: "string" },
        );
        expect((await loadFields(tx)).custom("store", "ghost")).toBeDefined();
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
    expect((await loadFields(db)).custom("store", "ghost")).toBeUndefined();
  });

  test("only those who may change settings change fields", async () => {
    const analyst = asRole(db, "analyst");
    await expect(createField(analyst, { object: "store", name: "No", type: "string" })).rejects.toMatchObject(
      {
        code: "forbidden",
      },
    );
  });
});

test("order and groups: system fields move too, groups go without their fields", async () => {
  const group = await createFieldGroup(ctx, { object: "store", name: "Премиум" });
  expect(group.code).toBe("premium");
  await arrangeFields(ctx, {
    object: "store",
    fields: [
      { path: "attributes.area", group: "premium" },
      { path: "city", group: "premium" },
    ],
  });
  let listed = await listFields(ctx, { object: "store" });
  expect(listed.fields.slice(0, 2).map((field) => [field.code, field.group])).toEqual([
    ["area", "premium"],
    ["city", "premium"],
  ]);
  await updateField(ctx, { object: "store", code: "address", isHidden: true });
  await expect(updateField(ctx, { object: "store", code: "address", name: "Street" })).rejects.toThrow(
    "belongs to the system",
  );
  await deleteFieldGroup(ctx, { object: "store", code: "premium" });
  listed = await listFields(ctx, { object: "store" });
  expect(listed.fields[0]).toMatchObject({ code: "area", group: null });
  expect(listed.fields.find((field) => field.code === "address")?.isHidden).toBe(true);
});

describe("dictionaries", () => {
  test("an item that a record holds stays; a dictionary that a field uses stays; the system's stays", async () => {
    await expect(deleteDictionaryItem(ctx, { code: "pets", item: "cat" })).rejects.toThrow("Deactivate");
    await deleteDictionaryItem(ctx, { code: "pets", item: "dog" });
    await expect(deleteDictionary(ctx, { code: "pets" })).rejects.toThrow('field "Питомец"');
    await expect(deleteDictionary(ctx, { code: "unsubscribe_reasons" })).rejects.toThrow(
      "belongs to the system",
    );
  });

  test("items have fields of their own, read by type", async () => {
    await updateDictionary(ctx, {
      code: "pets",
      itemFields: [{ code: "legs", name: "Legs", type: "integer" }],
    });
    await saveDictionaryItems(ctx, {
      code: "pets",
      items: [{ code: "cat", name: "Cat", attributes: { legs: "4" } }],
    });
    const bad = { code: "pets", items: [{ name: "Snake", attributes: { legs: "none" } }] };
    await expect(saveDictionaryItems(ctx, bad)).rejects.toThrow("items[0].attributes.legs");
    const retype = { code: "pets", itemFields: [{ code: "legs", name: "Legs", type: "date" as const }] };
    await expect(updateDictionary(ctx, retype)).rejects.toThrow("Cat");
  });
});

const pause = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve("waiting"), ms));
