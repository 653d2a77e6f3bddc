import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { type CustomerInput, type UpsertMeta, upsertCustomers } from "@/server/domain/customers";
import {
  addRefusal,
  countDuplicates,
  getIdentityRules,
  listDuplicates,
  listMerges,
  markDifferent,
  mergeAll,
  mergeOrdered,
  mergePeople,
  refreshDuplicates,
  saveIdentityKind,
  setMergeRule,
  undoMerge,
} from "@/server/domain/identity";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asRole(db, "administrator");
const system = asSystem(db);
const upsert = async (rows: CustomerInput[], changes: Partial<UpsertMeta> = {}) =>
  (await db.transaction((tx) => upsertCustomers(tx, rows, { via: "test", now: new Date(), ...changes }))).map(
    (one) => one.customerId ?? 0,
  );
const look = async () => {
  while (!(await refreshDuplicates(system)).isDone);
};
const pairs = async () =>
  (await listDuplicates(ctx, {})).items.map((one) => [
    one.customerId,
    one.otherId,
    one.evidence
      .map((e) => e.kind)
      .sort()
      .join(" "),
  ]);

beforeEach(() =>
  db.execute(sql`truncate customers, customer_identities, customer_metrics, customer_merges, customer_merge_rows, duplicate_suggestions,
    customer_match_keys, dirty_customers, identity_contests, identity_refusals, merge_rules`),
);

describe("duplicates", () => {
  it("are found by what speaks for them, and only by that", async () => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = await upsert([
      { phone: "+79161234567", firstName: "Анна", lastName: "Орлова", city: "Тверь" },
      {
        externalId: "X1",
        phone: "+19161234567",
        firstName: "Орлова",
        lastName: "Анна",
        birthOn: "1990-01-31",
      },
      { email: "anna.orlova+shop@gmail.com", firstName: "Anna" },
      { email: "annaorlova@googlemail.com", firstName: "Anna", birthOn: "1980-01-01" },
      { externalId: "X2", email: "p1@shop.ru", firstName: "Пётр", lastName: "Ильин", birthOn: "1985-05-05" },
      { externalId: "X3", email: "p2@shop.ru", firstName: "Петр", lastName: "Ильин", birthOn: "1985-05-05" },
    ]);
    await upsert([
      { externalId: "X4", firstName: "Олег", lastName: "Смирнов", city: "Тверь" },
      { externalId: "X5", firstName: "Олег", lastName: "Кузнецов", city: "Тверь" },
    ]);
    await look();
    expect((await pairs()).sort()).toEqual(
      [
        [a, b, "name phone"],
        [c, d, "email"],
        [e, f, "birth name"],
      ].sort(),
    );
    const { open, byRule } = await countDuplicates(ctx, {});
    expect(open).toBe(3);
    expect(byRule.find((one) => one.rule === "phone_name")?.count).toBe(1);
  });

  it("forget a key that everybody shares", async () => {
    await upsert(
      Array.from({ length: 14 }, (_, i) => ({
        externalId: `T${i}`,
        firstName: "Иван",
        lastName: "Иванов",
        birthOn: "1990-01-01",
      })),
    );
    await look();
    expect(await pairs()).toEqual([]);
  });

  it("stay decided: different is remembered, merging is revocable, undoing means different", async () => {
    const [a = 0, b = 0, c = 0, d = 0] = await upsert([
      { email: "x.y@gmail.com", firstName: "A" },
      { email: "xy@gmail.com", firstName: "B" },
      { email: "v.w@gmail.com", firstName: "C" },
      { email: "vw@gmail.com", firstName: "D" },
    ]);
    await look();
    await markDifferent(ctx, { customerId: b, otherId: a });
    await upsert([{ id: a, lastName: "New" }]);
    await look();
    expect((await pairs()).map(([one]) => one)).toEqual([c]);
    const merged = await mergePeople(ctx, { ids: [c, d] });
    expect(merged.customerId).toBe(c);
    await look();
    expect(await pairs()).toEqual([]);
    expect((await listMerges(ctx, { customerId: c }))[0]).toMatchObject({ donorId: d, canUndo: true });
    await undoMerge(ctx, { mergeId: merged.mergeIds[0] ?? 0 });
    await look();
    expect(await pairs()).toEqual([]);
    expect((await countDuplicates(ctx, {})).different).toBe(2);
  });

  it("merge by rule only when the rule is on, and all of a kind with the exact count", async () => {
    const person = (n: number, phone: string) => ({
      externalId: `P${n}`,
      phone,
      firstName: "Анна",
      lastName: "Орлова",
      birthOn: "1990-01-31",
    });
    await upsert([person(1, "+79161234567"), person(2, "+19161234567"), person(3, "+449161234567")]);
    await look();
    expect((await mergeOrdered(system)).merged).toBe(0);
    await expect(mergeAll(ctx, { rule: "phone_birth", count: 2 })).rejects.toThrow("3 such pairs");
    await mergeAll(ctx, { rule: "phone_birth", count: 3 });
    expect((await mergeOrdered(system)).merged).toBe(2);
    const [left] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where state = 'active'`,
    );
    expect(left?.n).toBe(1);

    await upsert([
      { externalId: "Q1", email: "q.q@gmail.com", birthOn: "1999-01-01" },
      { externalId: "Q2", email: "qq@gmail.com", birthOn: "1999-01-01" },
      { externalId: "Q3", email: "r.q@gmail.com", birthOn: "1999-01-01" },
      { externalId: "Q4", email: "rq@gmail.com", birthOn: "1998-01-01" },
    ]);
    await setMergeRule(ctx, { code: "email_birth", isAutomatic: true });
    await look();
    expect((await mergeOrdered(system)).merged).toBe(1);
  });
});

describe("identifiers", () => {
  it("hold several cards a person, found by any of them, the oldest going first", async () => {
    const [a = 0] = await upsert([{ identities: [{ kind: "card", value: "1111 2222" }] }]);
    expect(
      await upsert([
        {
          identities: [
            { kind: "card", value: "11112222" },
            { kind: "card", value: "3333" },
          ],
        },
      ]),
    ).toEqual([a]);
    expect(await upsert([{ email: "card@shop.ru", identities: [{ kind: "card", value: "3333" }] }])).toEqual([
      a,
    ]);
    const { kinds } = await getIdentityRules(ctx, {});
    expect(kinds.find((kind) => kind.code === "card")).toMatchObject({ values: 2, maxPerPerson: 10 });
    for (let i = 0; i < 12; i++)
      await upsert([{ id: a, identities: [{ kind: "card", value: `90${i}0` }] }], {
        now: new Date(Date.now() + i * 1000),
      });
    const cards = await db.execute<{ value: string }>(
      sql`select value from customer_identities where kind = 'card' order by added_at, value`,
    );
    expect(cards).toHaveLength(10);
    expect(cards.at(-1)?.value).toBe("90110");
  });

  it("refuse what stands for nobody: the built-in list, the user's list, what too many brought", async () => {
    const rows = await db.transaction((tx) =>
      upsertCustomers(
        tx,
        [
          { externalId: "null" },
          { email: "test@test" },
          { phone: "0000000000" },
          { identities: [{ kind: "card", value: "0000000000" }] },
        ],
        { via: "test", now: new Date() },
      ),
    );
    expect(rows.map((row) => row.outcome)).toEqual(["rejected", "rejected", "rejected", "rejected"]);

    const [owner = 0] = await upsert([{ externalId: "S0", phone: "+74951234567" }]);
    await addRefusal(ctx, { value: "Shop@Counter.ru" });
    const [listed] = await db.transaction((tx) =>
      upsertCustomers(tx, [{ email: "shop@counter.ru" }], { via: "test", now: new Date() }),
    );
    expect(listed).toMatchObject({
      outcome: "rejected",
      problems: [{ path: "email", code: "refused_value" }],
    });

    await db.execute(sql`update identity_kinds set block_after = 3 where code = 'phone'`);
    for (let i = 1; i <= 3; i++)
      await upsert([{ externalId: `S${i}`, phone: "+74951234567" }], { onTaken: "skip" });
    const [after] = await db.transaction((tx) =>
      upsertCustomers(tx, [{ externalId: "S9", phone: "+74951234567" }], {
        via: "test",
        now: new Date(),
        onInvalid: "drop",
      }),
    );
    expect(after).toMatchObject({ outcome: "created", problems: [{ path: "phone", code: "refused_value" }] });
    const [row] = await db.execute<{ phone: string }>(sql`select phone from customers where id = ${owner}`);
    expect(row?.phone).toBe("+74951234567");
    await db.execute(sql`update identity_kinds set block_after = 10 where code = 'phone'`);
  });

  it("may be of an own kind, and merge when a load asks for it", async () => {
    await saveIdentityKind(ctx, {
      code: "loyalty_id",
      name: "Loyalty",
      priority: 15,
      maxPerPerson: 1,
      mayDecide: true,
      mayMerge: true,
      blockAfter: null,
    });
    const [a = 0, b = 0] = await upsert([
      { email: "l@shop.ru" },
      { phone: "+79160000077", identities: [{ kind: "loyalty_id", value: "L1" }] },
    ]);
    const row = { email: "l@shop.ru", identities: [{ kind: "loyalty_id", value: "L1" }] };
    const [apart] = await db.transaction((tx) =>
      upsertCustomers(tx, [row], { via: "test", now: new Date() }),
    );
    // The stronger kind decides; what belongs to the other is refused.
    expect(apart).toMatchObject({ outcome: "rejected" });
    const [together] = await upsert([row], { onTaken: "merge" });
    expect([a, b]).toContain(together);
    const [left] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where state = 'active'`,
    );
    expect(left?.n).toBe(1);
  });
});
