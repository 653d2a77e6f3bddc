import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { upsertCustomers } from "@/server/domain/customers";
import {
  advanceImport,
  advanceUndo,
  getImport,
  type ImportEntity,
  listKept,
  previewUndo,
  receiveImport,
  undoImport,
} from "@/server/domain/integrations";
import { upsertOrders } from "@/server/domain/orders";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

scratchDataDir();
const { db } = await testDatabase();
const clock = manualClock(new Date("2026-06-01T12:00:00Z"));
const ctx = { ...asSystem(db, clock), db };

async function load(entity: ImportEntity, mapping: Record<string, string>, lines: string[]) {
  async function* source() {
    yield Buffer.from(`${Object.keys(mapping).join(",")}\n${lines.join("\n")}\n`);
  }
  clock.advance(60_000);
  const { id } = await receiveImport(ctx, {
    fileName: "file.csv",
    source: source(),
    rest: async () => ({ entity, start: { mapping, dryRun: false } }),
  });
  while (!(await advanceImport(ctx, id, 10_000)).done);
  expect(await getImport(ctx, { id })).toMatchObject({ status: "succeeded" });
  clock.advance(60_000);
  return id;
}
async function undo(id: string) {
  await undoImport(ctx, { id });
  while (!(await advanceUndo(ctx, id, 10_000)).done);
  return (await getImport(ctx, { id })).undo;
}
/** Every row of every table that an import writes. */
const world = async () => {
  const tables = [
    "customers",
    "customer_identities",
    "customer_metrics",
    "subscriptions",
    "orders",
    "order_lines",
    "record_keys",
    "products",
    "categories",
  ];
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await db.execute<{ row: string }>(
      sql`select (to_jsonb(t) - 'updated_at' - 'added_at' - 'added_via')::text as row from ${sql.identifier(table)} t order by 1`,
    );
    all[table] = rows.map((one) => one.row);
  }
  return all;
};
const people = { id: "external_id", email: "email", city: "city", size: "attributes.size" };

describe("taking an import back", () => {
  it("leaves the world as it was before: new people, changed people, purchases, the catalogue", async () => {
    await db.transaction((tx) =>
      upsertCustomers(
        tx,
        [
          { externalId: "K1", email: "k1@shop.example", city: "Perm", attributes: { size: "S" } },
          { externalId: "K2", email: "k2@shop.example" },
        ],
        { via: "api", now: new Date("2026-05-01T00:00:00Z") },
      ),
    );
    await load("products", { id: "external_id", name: "name", price: "price", category: "category" }, [
      "P1,Tea,10,C1",
    ]);
    const before = await world();
    const first = await load("customers", { ...people, ok: "subscription.email" }, [
      "N1,n1@shop.example,Omsk,M,yes",
      "K1,new-k1@shop.example,Tver,L,",
      "K2,k2@shop.example,,XL,",
      "N2,n2@shop.example,,,",
      "N1,n1@shop.example,Tomsk,M,",
    ]);
    const second = await load(
      "orders",
      { id: "external_id", who: "customer.external_id", at: "occurred_at", sum: "total" },
      ["O1,K1,2026-01-01,10", "O2,NEW,2026-01-02,20"],
    );
    const third = await load(
      "products",
      { id: "external_id", name: "name", price: "price", category: "category" },
      ["P1,Green tea,12,C1", "P2,Cup,5,C1"],
    );
    expect((await previewUndo(ctx, { id: first })).changes).toEqual([
      { entity: "customers", created: 2, changed: 3 },
    ]);
    for (const id of [third, second, first]) {
      const result = await undo(id);
      expect(result).toMatchObject({ status: "done", kept: 0 });
      expect(result?.done).toBe(result?.total);
    }
    expect(await world()).toEqual(before);
    await expect(undoImport(ctx, { id: first })).rejects.toThrow("Nothing of this import is left");
  });

  it("keeps what was changed or used since, and says why", async () => {
    const id = await load("customers", people, [
      "U1,u1@shop.example,Omsk,M",
      "U2,u2@shop.example,Omsk,M",
      "U3,u3@shop.example,Omsk,M",
      "K1,k1@shop.example,Sochi,XXL",
    ]);
    const now = clock.now();
    await db.transaction(async (tx) => {
      await upsertCustomers(tx, [{ externalId: "U2", city: "Moscow" }], { via: "page", now });
      await upsertCustomers(tx, [{ externalId: "K1", city: "Ufa" }], { via: "page", now });
      await upsertOrders(
        tx,
        [{ externalId: "U-1", customer: { externalId: "U3" }, occurredAt: "2026-05-01", total: "5" }],
        { via: "api", now },
      );
    });
    expect(await undo(id)).toMatchObject({ removed: 1, restored: 1, kept: 3 });
    const { items } = await listKept(ctx, { id });
    expect(items.map(({ field, code, detail }) => [field, code, detail])).toEqual(
      expect.arrayContaining([
        [null, "changed_since", null],
        ["city", "changed_since", null],
        [null, "has_data", "orders"],
      ]),
    );
    const [k1] = await db.execute<{ city: string; size: string }>(
      sql`select city, attributes ->> 'size' as size from customers where external_id = 'K1'`,
    );
    expect(k1).toEqual({ city: "Ufa", size: "S" });
  });
});
