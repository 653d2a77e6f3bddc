import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CustomerInput, upsertCustomers } from "@/server/domain/customers";
import { advanceImport, getImport, listRejects, receiveImport } from "@/server/domain/integrations";
import { rowInput } from "@/server/domain/integrations/fields/mapping";

import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

scratchDataDir();
const { db } = await testDatabase();
const now = new Date("2026-06-01T12:00:00Z");
const ctx = { ...asSystem(db, manualClock(now)), db };

const columns = ["id", "email", "phone", "first", "last", "birth", "registered", "size"];
const codes = [
  "external_id",
  "email",
  "phone",
  "first_name",
  "last_name",
  "birth_on",
  "registered_at",
  "attributes.size",
];
const mapping = Object.fromEntries(columns.map((name, i) => [name, codes[i] ?? ""]));
const bound = codes.map((code, column) => ({ column, code }));

const cell = (...values: string[]) => fc.constantFrom(...values);
/** Few values, so that rows meet each other, those who were there before, the refused and the unreadable. */
const row = fc.tuple(
  cell("", "A1", "A2", "A3", "B1", "B2", "null", "'=A1", "A\\9", "x".repeat(250)),
  cell(
    "",
    "anna@shop.example",
    "ANNA@shop.example",
    "ivan@shop.example",
    "olga@shop.example",
    "test@test",
    "no address",
    "erased@shop.example",
  ),
  cell(
    "",
    "+79161234567",
    "8 (916) 123-45-67",
    "+79160000001",
    "+79160000002",
    "0000000000",
    "12",
    "+14155550101",
  ),
  cell("", "Anna", "Ivan\tII", "NULL", "\\N", "Ö\u200bz"),
  cell("", "Petrova", 'O"Neil, Jr', "=cmd()"),
  cell("", "1990-02-28", "31.02.1990", "2090-01-01"),
  cell("", "2020-01-01 10:00:00", "03.04.2021", "yesterday"),
  cell("", "S", "M", "{}"),
);

const before: CustomerInput[] = [
  { externalId: "A1", email: "anna@shop.example", attributes: { size: "S" } },
  { externalId: "A3", phone: "+79160000001", firstName: "Olga" },
  { email: "ivan@shop.example", lastName: "Petrova" },
];
const wipe = async () => {
  await db.execute(
    sql`truncate customers, customer_identities, customer_metrics, subscriptions, consent_log, identity_contests, identity_refusals, outbox, dirty_customers`,
  );
  await db.execute(
    sql`insert into identity_refusals (kind, value, reason, added_by) values ('', 'b2', 'test', 'test')`,
  );
  await db.transaction((tx) =>
    upsertCustomers(tx, before, { via: "api", now: new Date("2026-01-01T00:00:00Z") }),
  );
};

/** Everything that is known of everybody, without the numbers they happen to have. */
const world = async () =>
  (
    await db.execute<{ person: string }>(sql`
      select (to_jsonb(c) - 'id' || jsonb_build_object('identities', (select jsonb_agg(jsonb_build_array(i.kind, i.value, i.added_via, i.added_at)
        order by i.kind, i.value) from customer_identities i where i.customer_id = c.id),
        'metrics', (select count(*) from customer_metrics m where m.customer_id = c.id)))::text as person from customers c`)
  )
    .map((one) => one.person)
    .sort();

async function throughImport(rows: string[][]) {
  const text = [columns, ...rows].map(
    (cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")}\n`,
  );
  async function* source() {
    yield Buffer.from(text.join(""));
  }
  const started = await receiveImport(ctx, {
    fileName: "people.csv",
    source: source(),
    rest: async () => ({ entity: "customers", start: { mapping, dryRun: false } }),
  });
  while (!(await advanceImport(ctx, started.id, 10_000)).done);
  const { rows: counts, error } = await getImport(ctx, { id: started.id });
  expect(error).toBeNull();
  const { items } = await listRejects(ctx, { id: started.id, limit: 500 });
  return { counts, rejects: items.map((one) => [one.rowNo - 2, one.code]) };
}

/** The same rows, one upsert after another: what a batch means. */
async function oneByOne(rows: string[][]) {
  const counts = { total: rows.length, done: rows.length, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const rejects: [number, string | undefined][] = [];
  for (const [i, cells] of rows.entries()) {
    const { record } = rowInput(bound, cells);
    const [result] = await db.transaction((tx) =>
      upsertCustomers(tx, [record as CustomerInput], { via: "import", now }),
    );
    counts[result?.outcome ?? "rejected"]++;
    if (result?.outcome === "rejected") rejects.push([i, result.problems[0]?.code]);
  }
  return { counts, rejects };
}

describe("a file of customers", () => {
  it("does by the block what its rows would do one after another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
        // An empty line is no row.
        const filled = rows.filter((cells) => cells.some((one) => one !== ""));
        await wipe();
        const slow = await oneByOne(filled);
        const expected = await world();
        await wipe();
        const fast = await throughImport(filled);
        expect(fast).toEqual(slow);
        expect(await world()).toEqual(expected);
      }),
      { numRuns: 15, seed: 7 },
    );
  }, 60_000);
});
