import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { countMatches, listCustomers, upsertCustomers } from "@/server/domain/customers";
import { customerSorts, type ListCondition } from "@/server/domain/customers/list/conditions";
import { findPage } from "@/server/domain/customers/list/find-page";
import type { ListPosition } from "@/server/domain/customers/list/order";
import { scopeOf } from "@/server/domain/customers/list/scope";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-06-01T10:00:00Z");
const ctx = asSystem(db, { now: () => now });
const people = 700;
const tagId = "00000000-0000-4000-8000-0000000000aa";

beforeAll(async () => {
  const rows = Array.from({ length: people }, (_, i) => ({
    externalId: `x${i}`,
    email: i % 3 === 0 ? `person${i}@shop.ru` : undefined,
    firstName: ["Анна", "Пётр", "Alëna"][i % 3],
    lastName: i % 9 === 0 ? undefined : ["Иванова", "иванов", "Кузнецов", "Ёлкин", "Smith"][i % 5],
    city: i % 7 === 0 ? undefined : ["Tver", "Omsk", "омск", "Ünye"][i % 4],
    attributes: {
      size: ["S", "M"][i % 2] ?? "S",
      children: i % 4,
      ...(i % 50 === 0 ? { vip: true, likes: ["a", "b"] } : {}),
    },
    seenAt: i % 6 === 0 ? undefined : new Date(Date.UTC(2026, 0, 1 + (i % 9))),
  }));
  for (let from = 0; from < people; from += 100)
    await db.transaction((tx) =>
      upsertCustomers(tx, rows.slice(from, from + 100), {
        via: "test",
        now: new Date(Date.UTC(2026, 4, 1 + from / 100)),
      }),
    );
  await db.execute(sql`update customer_metrics set purchases = customer_id % 4, revenue_minor = customer_id % 4 * (customer_id % 13) * 100,
    last_purchase_at = case when customer_id % 4 = 0 then null else timestamptz '2026-01-01' + (customer_id % 5) * interval '1 day' end`);
  await db.execute(sql`update customers set state = 'merged' where external_id in ('x5', 'x6')`);
  await db.execute(sql`insert into tags (id, name) values (${tagId}, 'loyal')`);
  await db.execute(sql`insert into customer_tags (customer_id, tag_id, added_via, expires_at)
    select id, ${tagId}, 'test', case when id % 2 = 0 then timestamptz '2026-05-31' end from customers where id % 11 = 0`);
});

/** A condition, and the same said plainly. */
const cases: [ListCondition, string][] = [
  [{ field: "city", op: "is", value: "Omsk" }, "c.city = 'Omsk'"],
  [{ field: "city", op: "any_of", value: ["Omsk", "Tver"] }, "c.city in ('Omsk', 'Tver')"],
  [{ field: "city", op: "is_not", value: "Omsk" }, "c.city is distinct from 'Omsk'"],
  [{ field: "city", op: "empty" }, "c.city is null"],
  [{ field: "last_name", op: "starts", value: "Иван" }, "c.last_name ilike 'иван%'"],
  [{ field: "email", op: "known" }, "c.email is not null"],
  [{ field: "email", op: "is", value: "Person9@shop.ru" }, "c.email = 'person9@shop.ru'"],
  [{ field: "purchases", op: "is", value: 0 }, "m.purchases = 0"],
  [{ field: "revenue", op: "gte", value: 20 }, "m.revenue_minor >= 2000"],
  [{ field: "revenue", op: "lte", value: 3 }, "m.revenue_minor <= 300"],
  [{ field: "last_purchase_at", op: "lte", value: "2026-01-03" }, "m.last_purchase_at < '2026-01-04'"],
  [{ field: "last_purchase_at", op: "empty" }, "m.last_purchase_at is null"],
  [{ field: "last_seen_at", op: "gte", value: "2026-01-05" }, "c.last_seen_at >= '2026-01-05'"],
  [{ field: "created_at", op: "in_last", value: 29 }, "c.created_at >= '2026-05-03 10:00+00'"],
  [{ field: "created_at", op: "not_in_last", value: 29 }, "c.created_at < '2026-05-03 10:00+00'"],
  [{ field: "attributes.size", op: "is", value: "M" }, "c.attributes ->> 'size' = 'M'"],
  [{ field: "attributes.vip", op: "is", value: true }, "c.attributes -> 'vip' = 'true'"],
  [{ field: "attributes.vip", op: "empty" }, "c.attributes -> 'vip' is null"],
  [{ field: "attributes.likes", op: "any_of", value: ["b", "z"] }, "c.attributes ? 'likes'"],
  [{ field: "attributes.children", op: "gte", value: 2 }, "(c.attributes ->> 'children')::int >= 2"],
  [{ field: "tag", op: "is", value: tagId }, "c.id % 11 = 0 and c.id % 2 = 1"],
  [{ field: "tag", op: "none_of", value: [tagId] }, "not (c.id % 11 = 0 and c.id % 2 = 1)"],
  [{ field: "subscription.email", op: "is", value: "none" }, "true"],
];
const columns = {
  created: "c.created_at",
  seen: "c.last_seen_at",
  name: "c.last_name",
  city: "c.city",
  lastPurchase: "m.last_purchase_at",
  revenue: "m.revenue_minor",
  purchases: "m.purchases",
} as const;

async function walked(input: Parameters<typeof listCustomers>[1], size: number): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listCustomers(ctx, { ...input, limit: size, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(size);
    ids.push(...page.items.map((item) => item.id));
    if (!page.nextCursor) return ids;
    cursor = page.nextCursor;
  }
}

describe("any filter, sort and page size", () => {
  it("gives just what a plain query gives, in its order", async () => {
    const chosen = fc.uniqueArray(fc.integer({ min: 0, max: cases.length - 1 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        chosen,
        fc.constantFrom(...customerSorts),
        fc.constantFrom("asc" as const, "desc" as const),
        fc.integer({ min: 7, max: 200 }),
        async (picks, sort, order, size) => {
          const picked = picks.flatMap((index) => cases.slice(index, index + 1));
          const where = picked.map(([condition]) => condition);
          const plain = await db.execute<{ id: number }>(
            sql.raw(`select c.id from customers c join customer_metrics m on m.customer_id = c.id
              where c.state = 'active' ${picked.map(([, text]) => `and (${text})`).join(" ")}
              order by ${columns[sort]} ${order} nulls last, c.id ${order}`),
          );
          const expected = plain.map((row) => row.id);
          expect(await walked({ where, sort, order }, size)).toEqual(expected);
          expect(await countMatches(ctx, { where })).toMatchObject({ count: expected.length, isMore: false });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("whichever way a page is found", () => {
  const efforts = {
    "by few": { windows: [3, 5], askAfter: 1, few: 10_000 },
    "in small steps": { windows: [3, 5, 4], askAfter: 2, few: 0 },
    "few sometimes": { windows: [9, 20], askAfter: 1, few: 120 },
  };
  it.each(Object.entries(efforts))("%s, the order and the people are the same", async (_, effort) => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: cases.length - 1 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...customerSorts),
        fc.constantFrom("asc" as const, "desc" as const),
        async (picks, sort, direction) => {
          const where = picks.flatMap((index) =>
            cases.slice(index, index + 1).map(([condition]) => condition),
          );
          const scope = await scopeOf(db, { where }, now);
          const walk = async (how: typeof effort | undefined, limit: number) => {
            const ids: number[] = [];
            for (let after: ListPosition | undefined, turn = 0; turn < 2000; turn++) {
              const page = await findPage(db, scope, { sort, direction, after, limit }, how);
              ids.push(...page.rows.map((row) => row.id));
              if (!page.next) return ids;
              after = page.next;
            }
            throw new Error("the list has no end");
          };
          expect(await walk(effort, 90)).toEqual(await walk(undefined, 200));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe("the quick search", () => {
  const found = async (search: string) => (await listCustomers(ctx, { search, limit: 200 })).items;
  beforeAll(async () => {
    await db.transaction((tx) =>
      upsertCustomers(
        tx,
        [
          {
            externalId: "q1",
            firstName: "Ксения",
            lastName: "Мельниченко",
            middleName: "Олеговна",
            phone: "+79161230001",
          },
          {
            externalId: "q2",
            firstName: "Олег",
            lastName: "Королёв",
            phone: "+79161230002",
            email: "oleg@post.ru",
          },
        ],
        { via: "test", now },
      ),
    );
    await db.execute(sql`insert into customer_identities (kind, value, customer_id, added_via)
      select 'card', '2200111122223333', id, 'test' from customers where external_id = 'q1'`);
    await db.execute(
      sql`insert into name_words (word) select distinct word from new_name_words on conflict do nothing`,
    );
  });

  it.each([
    ["Ксения Мельнич", "q1"],
    ["мельниченко ксения", "q1"],
    ["Ксения Олеговна", "q1"],
    ["Мельниченко Ксения Олеговна", "q1"],
    ["8 (916) 123-00-01", "q1"],
    ["79161230001", "q1"],
    ["9161230002", "q2"],
    ["2200 1111 2222 3333", "q1"],
    ["OLEG@post", "q2"],
    ["q2", "q2"],
  ])("%s is found as written", async (search, externalId) => {
    expect((await found(search)).map((item) => item.externalId)).toEqual([externalId]);
  });

  it.each([
    ["Мельнеченко", "q1"],
    ["Мельниченко Ксенья", "q1"],
    ["Королев Олег", "q2"],
    ["vtkmybxtyrj", "q1"],
    ["Melnichenko", "q1"],
  ])("%s is guessed, and called a guess", async (search, externalId) => {
    const page = await listCustomers(ctx, { search, limit: 200 });
    expect(page.isGuess).toBe(true);
    expect(page.items.map((item) => item.externalId)).toContain(externalId);
  });

  it("finds nobody by nonsense, and takes signs literally", async () => {
    expect(await found("100%_")).toHaveLength(0);
    expect(await found("%%")).toHaveLength(0);
    expect(await found("нетникого9")).toHaveLength(0);
  });
});

it("refuses what it does not know by name", async () => {
  await expect(listCustomers(ctx, { where: [{ field: "shoe", op: "is", value: 1 }] })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "shoe" }],
  });
  await expect(
    listCustomers(ctx, { where: [{ field: "birth_on", op: "gte", value: "soon" }] }),
  ).rejects.toMatchObject({ code: "invalid" });
});
