import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CustomerInput,
  recordConsent,
  refreshMetrics,
  type UpsertMeta,
  upsertCustomers,
} from "@/server/domain/customers";
import { identitiesOf } from "@/server/domain/customers/one-person";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-05-01T12:00:00Z");
const meta: UpsertMeta = { via: "test", now };
const upsert = (rows: CustomerInput[], changes: Partial<UpsertMeta> = {}) =>
  db.transaction((tx) => upsertCustomers(tx, rows, { ...meta, ...changes }));
const person = async (id: number | null) =>
  (await db.execute<Record<string, unknown>>(sql`select * from customers where id = ${id}`))[0];
const wipe = () =>
  db.execute(sql`truncate customers, customer_identities, customer_metrics, subscriptions, consent_log`);

/** The identities table and the columns of customers must tell the same. */
async function expectConsistent() {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      (select 'external_id' as kind, external_id as value, id from customers where external_id is not null
       union all select 'email', email, id from customers where email is not null
       union all select 'phone', phone, id from customers where phone is not null)
      except all select kind, value, customer_id from customer_identities) x`);
  const [counts] = await db.execute<{ a: number; b: number }>(sql`
    select (select count(*) from customer_identities)::int as a,
      (select count(external_id) + count(email) + count(phone) from customers)::int as b`);
  expect(row?.n).toBe(0);
  expect(counts?.a).toBe(counts?.b);
}

describe("upsertCustomers", () => {
  it("creates, then recognises by any identifier, then changes nothing", async () => {
    const [created] = await upsert([
      {
        externalId: " A1 ",
        email: "Anna@Shop.RU",
        phone: "8 916 123-45-67",
        firstName: " Anna  Maria ",
        birthOn: "31.01.1990",
        attributes: { size: "M" },
      },
    ]);
    expect(created).toMatchObject({ outcome: "created", problems: [] });
    expect(await person(created?.customerId ?? 0)).toMatchObject({
      external_id: "A1",
      email: "anna@shop.ru",
      phone: "+79161234567",
      first_name: "Anna Maria",
    });
    const again = await upsert([
      { email: "ANNA@shop.ru", city: "Moscow" },
      { phone: "+7 916 123 45 67", city: "Moscow" },
    ]);
    expect(again.map((one) => [one.customerId, one.outcome])).toEqual([
      [created?.customerId, "updated"],
      [created?.customerId, "unchanged"],
    ]);
    await expectConsistent();
  });

  it("keeps people apart who differ in a stronger identifier", async () => {
    await wipe();
    const [first] = await upsert([{ externalId: "F1", phone: "+79160000001" }]);
    const [refusedRow] = await upsert([{ externalId: "F2", phone: "+79160000001" }]);
    expect(refusedRow).toMatchObject({
      outcome: "rejected",
      problems: [{ path: "phone", code: "identity_taken" }],
    });
    const [skipped] = await upsert([{ externalId: "F2", phone: "+79160000001", city: "Tver" }], {
      onTaken: "skip",
    });
    expect(skipped).toMatchObject({ outcome: "created", problems: [{ code: "identity_taken" }] });
    expect(skipped?.customerId).not.toBe(first?.customerId);
    await expectConsistent();
  });

  it("gives an e-mail-only person her external id when it becomes known", async () => {
    await wipe();
    const [guest] = await upsert([{ email: "g@x.ru" }]);
    const [known] = await upsert([{ externalId: "K", email: "g@x.ru" }]);
    expect(known).toMatchObject({
      outcome: "updated",
      customerId: guest?.customerId,
      changed: ["external_id"],
    });
  });

  it("frees an address that was changed, within one batch too", async () => {
    await wipe();
    const results = await upsert([
      { externalId: "1", email: "old@x.ru" },
      { externalId: "1", email: "new@x.ru" },
      { externalId: "2", email: "old@x.ru" },
    ]);
    expect(results.map((one) => one.outcome)).toEqual(["created", "updated", "created"]);
    await upsert([
      { externalId: "1", email: "swap@x.ru" },
      { externalId: "2", email: "new@x.ru" },
      { externalId: "1", email: "old@x.ru" },
    ]);
    await expectConsistent();
  });

  it.each([
    "null",
    "undefined",
    "NONE",
    "n/a",
    "[object Object]",
  ])("never takes %s for an identifier", async (value) => {
    const results = await upsert([{ externalId: value }, { email: "test@test" }, { phone: "000000000" }, {}]);
    expect(results.map((one) => [one.outcome, one.problems[0]?.code])).toEqual([
      ["rejected", "refused_value"],
      ["rejected", "refused_value"],
      ["rejected", "refused_value"],
      ["rejected", "no_identity"],
    ]);
  });

  it("drops what it cannot read when asked, and says so", async () => {
    const [row] = await upsert([{ externalId: "D1", email: "a@b, c@d", birthOn: "never", city: "Omsk" }], {
      onInvalid: "drop",
    });
    expect(row?.outcome).toBe("created");
    expect(row?.problems.map((one) => one.path)).toEqual(["email", "birth_on"]);
    expect(await person(row?.customerId ?? 0)).toMatchObject({ city: "Omsk", email: null });
  });

  it("lets the later write win whatever the order of arrival", async () => {
    await wipe();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }),
        fc.uuid(),
        async (order, id) => {
          await upsert(
            order.map((minute) => ({
              externalId: id,
              city: `c${minute % 3}`,
              attributes: { n: minute },
              at: at(minute),
            })),
          );
          const [row] = await db.execute<Record<string, unknown>>(
            sql`select city, attributes from customers where external_id = ${id}`,
          );
          expect(row).toMatchObject({ city: "c2", attributes: { n: 5 } });
        },
      ),
      { numRuns: 15 },
    );
  });

  it("treats a batch like the same rows written one after another", async () => {
    const pick = (...values: (string | null | undefined)[]) => fc.constantFrom(...values);
    const rows = fc.array(
      fc.record({
        externalId: pick("1", "2", "3", undefined),
        email: pick("a@x.ru", "b@x.ru", "c@x.ru", null, undefined, "broken"),
        phone: pick("+79160000001", "+79160000002", undefined, null),
        city: pick("A", "B", null, undefined),
        at: fc.constantFrom(undefined, new Date("2026-01-01"), new Date("2026-02-01")),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const outcome = async (batches: CustomerInput[][], onTaken: "skip" | "reject") => {
      await wipe();
      const results = [];
      for (const batch of batches) results.push(...(await upsert(batch, { onTaken })));
      await expectConsistent();
      const people = await db.execute(
        sql`select external_id, email, phone, city, field_times from customers order by id`,
      );
      return { outcomes: results.map((one) => one.outcome), people: [...people] };
    };
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("skip" as const, "reject" as const), async (sample, onTaken) => {
        expect(await outcome([sample], onTaken)).toEqual(
          await outcome(
            sample.map((row) => [row]),
            onTaken,
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("makes each person once when many batches race", async () => {
    await wipe();
    const batch = (seed: number): CustomerInput[] =>
      Array.from({ length: 300 }, (_, i) => (i * 7 + seed * 13) % 400).map((n) => ({
        externalId: `r${n}`,
        email: `r${n}@x.ru`,
        city: `c${seed}`,
      }));
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => upsert(batch(seed))));
    expect(results.flat().every((one) => one.outcome !== "rejected")).toBe(true);
    const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from customers`);
    expect(row?.n).toBe(
      new Set([1, 2, 3, 4, 5, 6].flatMap((seed) => batch(seed).map((one) => one.externalId))).size,
    );
    await expectConsistent();
  });

  it("survives races for addresses that move between people", async () => {
    await wipe();
    const batch = (seed: number): CustomerInput[] =>
      Array.from({ length: 40 }, (_, i) => ({
        externalId: `m${(i * seed) % 20}`,
        email: `m${(i + seed) % 25}@x.ru`,
      }));
    await Promise.all([3, 7, 9, 11].map((seed) => upsert(batch(seed), { onTaken: "skip" })));
    await expectConsistent();
  });

  it("refuses keys that reach a prototype and text that cannot be stored", async () => {
    const results = await upsert([
      { externalId: "p1", attributes: JSON.parse('{"__proto__": {"polluted": true}}') },
      { externalId: "p2", attributes: { note: "a\u0000b" } },
      { externalId: "p3\u0000", firstName: "\ud800" },
    ]);
    expect(results.map((one) => one.outcome)).toEqual(["rejected", "rejected", "created"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("writes 10,000 people in a constant number of statements", async () => {
    await wipe();
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      externalId: `k${i}`,
      email: `k${i}@x.ru`,
      firstName: "K",
    }));
    const started = performance.now();
    const results = await upsert(rows);
    expect(results.every((one) => one.outcome === "created")).toBe(true);
    expect(performance.now() - started).toBeLessThan(8000);
    const again = await upsert(rows);
    expect(again.every((one) => one.outcome === "unchanged")).toBe(true);
  });
});

describe("recordConsent", () => {
  it("keeps the state, its proof, and who left", async () => {
    const [row] = await upsert([{ externalId: "s1" }]);
    const customerId = row?.customerId ?? 0;
    const set = (state: "subscribed" | "unsubscribed", keepUnsubscribed = false) =>
      db.transaction((tx) =>
        recordConsent(tx, [{ customerId, channel: "email", state }], {
          source: "test",
          now,
          keepUnsubscribed,
        }),
      );
    expect(await set("subscribed")).toHaveLength(1);
    expect(await set("unsubscribed")).toHaveLength(1);
    expect(await set("subscribed", true)).toHaveLength(0);
    const log = await db.execute(
      sql`select state from consent_log where customer_id = ${customerId} order by id`,
    );
    expect(log.map((one) => one.state)).toEqual(["subscribed", "unsubscribed"]);
    await db.transaction((tx) => refreshMetrics(tx, [customerId], now));
  });
});

describe("identifiers of one person", () => {
  it("carry the name of an own kind, and none for a built-in one, which the interface names", async () => {
    await db.execute(sql`
      insert into identity_kinds (code, name, priority, max_per_person, may_decide, may_merge, block_after, created_at)
      values ('passport_club', 'Passport Club number', 50, 3, true, false, 10, ${now.toISOString()})`);
    const [made] = await upsert([{ externalId: "kind-1" }]);
    const id = made?.customerId ?? 0;
    await db.execute(sql`
      insert into customer_identities (customer_id, kind, value, added_via, added_at)
      values (${id}, 'passport_club', 'PC-7', 'test', ${now.toISOString()})`);
    const kinds = (await identitiesOf(db, id)).map((one) => [one.kind, one.kindName]);
    expect(new Map(kinds as [string, string][])).toEqual(
      new Map([
        ["external_id", ""],
        ["passport_club", "Passport Club number"],
      ]),
    );
  });
});
