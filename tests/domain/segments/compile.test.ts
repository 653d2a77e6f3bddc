import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonParam } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { carts, customerEvents, customers, orders, receipts, subscriptions } from "@/server/db/schema";
import { compileRule, customerFields, matches, type Rule, rule } from "@/server/domain/segments";
import { testDatabase } from "../../support/database";
import { judge, type Person, type World } from "./evaluator";

const { db } = await testDatabase();
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31);
const now = Date.UTC(2026, 2, 15, 10, 30);
const day = 86_400_000;
// Kathmandu is 5:45 ahead all year: a zone that shows a forgotten conversion and needs no clock-change rules.
const world: World = { now, zoneMinutes: 345 };
const scope = { now: new Date(now), zone: "Asia/Kathmandu", minorPerMajor: 100 };

const word = fc.constantFrom("", "Ann", "anna", "Bo", "100%", "a_b", "x'; drop table customers; --");
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const moment = fc.integer({ min: -40 * 48, max: 3 * 48 }).map((half) => now + half * (day / 48));
const isoDay = fc
  .integer({ min: -40, max: 5 })
  .map((days) => new Date(now + days * day).toISOString().slice(0, 10));
const json = fc.oneof(
  word,
  fc.integer({ min: -2, max: 4 }),
  fc.boolean(),
  fc.constant(null),
  isoDay,
  fc.constant("2026-02-31"),
  fc.constant([1]),
);

const person: fc.Arbitrary<Omit<Person, "id">> = fc.record({
  fields: fc.record({
    city: orNull(word),
    first_name: orNull(word),
    email: orNull(fc.constantFrom("", "ann@example.com")),
    birth_on: orNull(isoDay),
    registered_at: orNull(moment.map((at) => new Date(at).toISOString())),
  }),
  custom: fc.dictionary(fc.constantFrom("size", "vip"), json),
  emailCode: fc.constantFrom(0, 29, 30),
  orders: fc.array(
    fc.record({
      externalId: fc.constantFrom("A", "B"),
      at: moment,
      status: fc.constantFrom("created", "completed", "cancelled"),
      minor: fc.constantFrom(0, 999, 5000),
    }),
    { maxLength: 2 },
  ),
  receipts: fc.array(
    fc.record({
      at: moment,
      status: fc.constantFrom("completed", "cancelled", "returned"),
      minor: fc.constantFrom(1, 5000),
      orderExternalId: orNull(fc.constantFrom("A", "B", "C")),
    }),
    { maxLength: 3 },
  ),
  events: fc.array(
    fc.record({
      at: moment,
      type: fc.constantFrom("track", "page"),
      name: fc.constantFrom("View", "Sale"),
      properties: fc.dictionary(fc.constantFrom("size", "deep"), fc.oneof(json, fc.record({ size: json }))),
    }),
    { maxLength: 4 },
  ),
  cart: orNull(
    fc.record({
      state: fc.constantFrom("open", "emptied", "ordered"),
      items: fc.integer({ min: 0, max: 2 }),
    }),
  ),
  optOuts: fc.uniqueArray(
    fc.record({
      category: fc.constantFrom("", "news"),
      state: fc.constantFrom("subscribed", "unsubscribed", "pending"),
    }),
    { selector: (one) => one.category, maxLength: 2 },
  ),
});

const number = fc.constantFrom(-1, 0, 1, 2, 9.99, 50);
const counted = fc.oneof(
  fc.record({
    operator: fc.constantFrom("equals", "not_equals", "greater", "at_least", "less", "at_most"),
    value: number,
  }),
  fc.record({ operator: fc.constant("between"), from: number, to: number }),
);
const emptiness = fc.record({ operator: fc.constantFrom("is_empty", "is_not_empty") });
const comparisons = {
  text: fc.oneof(
    fc.record({
      operator: fc.constantFrom("equals", "not_equals", "contains", "not_contains", "starts_with"),
      value: word,
    }),
    fc.record({
      operator: fc.constantFrom("in", "not_in"),
      values: fc.array(word, { minLength: 1, maxLength: 3 }),
    }),
    emptiness,
  ),
  number: fc.oneof(counted, emptiness),
  boolean: fc.oneof(fc.record({ operator: fc.constantFrom("is_true", "is_false") }), emptiness),
  date: fc.oneof(
    fc.record({
      operator: fc.constantFrom("on", "before", "on_or_before", "after", "on_or_after"),
      value: isoDay,
    }),
    fc.record({ operator: fc.constant("between"), from: isoDay, to: isoDay }),
    fc.record({
      operator: fc.constantFrom("in_last_days", "more_than_days_ago", "in_next_days"),
      days: fc.integer({ min: 0, max: 30 }),
    }),
    emptiness,
  ),
};
const typed = (types = ["text", "number", "boolean", "date"] as (keyof typeof comparisons)[]) =>
  fc
    .constantFrom(...types)
    .chain((type) =>
      fc.record({ type: fc.constant(type), test: comparisons[type] as fc.Arbitrary<unknown> }),
    );
const window = fc.oneof(
  fc.constant({ kind: "ever" }),
  fc.record({
    kind: fc.constant("last"),
    amount: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom("minutes", "hours", "days"),
  }),
  fc.record({ kind: fc.constant("between"), from: isoDay, to: isoDay }),
);
const attribute = fc.oneof(
  fc
    .constantFrom("city", "first_name", "birth_on", "registered_at")
    .chain((field) =>
      typed([customerFields[field as "city"]]).map((rest) => ({ kind: "attribute", field, ...rest })),
    ),
  fc
    .constantFrom("attributes.size", "attributes.vip")
    .chain((field) => typed().map((rest) => ({ kind: "attribute", field, ...rest }))),
);
const condition = fc.oneof(
  attribute,
  fc.record({
    kind: fc.constant("purchases"),
    measure: fc.constantFrom("count", "sum"),
    of: fc.constantFrom("all", "orders", "receipts"),
    test: counted,
    window,
  }),
  fc.record({
    kind: fc.constant("event"),
    type: fc.constantFrom("track", "page"),
    name: fc.constantFrom("View", "Sale"),
    test: counted,
    window,
    where: fc.array(
      fc
        .constantFrom(["size"], ["deep"], ["deep", "size"])
        .chain((path) => typed().map((rest) => ({ path, ...rest }))),
      { maxLength: 2 },
    ),
  }),
  fc.record({
    kind: fc.constant("cart"),
    container: fc.constant("cart"),
    status: fc.constantFrom("has_items", "is_empty"),
  }),
  fc.record({
    kind: fc.constant("reachable"),
    channel: fc.constant("email"),
    category: fc.constantFrom("", "news"),
  }),
);
const { anyRule } = fc.letrec((tie) => ({
  anyRule: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc.record({
      kind: fc.constantFrom("all", "any", "none"),
      rules: fc.array(tie("anyRule"), { maxLength: 3 }),
    }),
  ),
}));

const people: Person[] = fc
  .sample(person, { seed, numRuns: 150 })
  .map((one, i) => ({ ...one, id: 1000 + i }));
const at = (ms: number) => new Date(ms);

beforeAll(async () => {
  await ensurePartitions(
    db,
    "customer_events",
    people.flatMap((one) => one.events.map((event) => at(event.at))),
  );
  for (const one of people) {
    const { fields } = one;
    await db.insert(customers).values({
      id: one.id,
      city: fields.city,
      firstName: fields.first_name,
      email: fields.email,
      birthOn: fields.birth_on,
      registeredAt: fields.registered_at ? new Date(fields.registered_at) : null,
      emailCode: one.emailCode,
      attributes: sql`${jsonParam(one.custom)}`,
    });
    const unique = new Map(one.orders.map((order) => [order.externalId, order]));
    one.orders = [...unique.values()];
    for (const [i, order] of one.orders.entries())
      await db.insert(orders).values({
        customerId: one.id,
        id: one.id * 10 + i,
        externalId: order.externalId,
        occurredAt: at(order.at),
        status: order.status,
        totalMinor: order.minor,
      });
    for (const [i, receipt] of one.receipts.entries())
      await db.insert(receipts).values({
        customerId: one.id,
        id: one.id * 10 + i,
        externalId: `r${one.id}-${i}`,
        occurredAt: at(receipt.at),
        status: receipt.status,
        totalMinor: receipt.minor,
        orderExternalId: receipt.orderExternalId,
      });
    for (const event of one.events)
      await db.insert(customerEvents).values({
        customerId: one.id,
        originId: one.id,
        id: crypto.randomUUID(),
        occurredAt: at(event.at),
        receivedAt: at(event.at),
        sourceId: 1,
        type: event.type,
        name: event.name,
        properties: sql`${jsonParam(event.properties)}`,
      });
    if (one.cart)
      await db.insert(carts).values({
        customerId: one.id,
        state: one.cart.state,
        itemsCount: one.cart.items,
        items: [],
        startedAt: at(now),
        lastActionAt: at(now),
        sourceId: 1,
      });
    for (const optOut of one.optOuts)
      await db.insert(subscriptions).values({
        customerId: one.id,
        channel: "email",
        category: optOut.category,
        state: optOut.state,
        source: "test",
      });
  }
});

const answersOf = async (parsed: Rule) => {
  const rows = await db.execute<{ id: number; verdict: boolean | null }>(
    sql`select id, ${compileRule(parsed, scope)} as verdict from ${customers} order by id`,
  );
  return rows.map((row) => row.verdict ?? undefined);
};

describe("the compiled rule", () => {
  it("says of everybody what the obvious reading says, unknowns included", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRule, async (raw) => {
        const parsed = rule.parse(raw);
        expect(await answersOf(parsed)).toEqual(people.map((one) => judge(parsed, one, world)));
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 400) },
    );
  });

  it("keeps those with an empty value out of a comparison and out of its negation", async () => {
    const city: Rule = rule.parse({
      kind: "attribute",
      field: "city",
      type: "text",
      test: { operator: "equals", value: "ann" },
    });
    const count = async (one: Rule) =>
      (
        await db.execute<{ n: number }>(
          sql`select count(*)::int as n from ${customers} where ${matches(one, scope)}`,
        )
      )[0]?.n ?? 0;
    const withCity = people.filter((one) => one.fields.city).length;
    expect((await count(city)) + (await count({ kind: "none", rules: [city] }))).toBe(withCity);
  });

  it("carries what people typed in parameters only", () => {
    const dialect = new PgDialect({ casing: "snake_case" });
    const text = (value: string, field: string, name: string) =>
      dialect.sqlToQuery(
        compileRule(
          rule.parse({
            kind: "any",
            rules: [
              { kind: "attribute", field, type: "text", test: { operator: "contains", value } },
              {
                kind: "event",
                name,
                where: [{ path: [value || "p"], type: "text", test: { operator: "in", values: [value] } }],
              },
            ],
          }),
          scope,
        ),
      ).sql;
    fc.assert(
      fc.property(
        fc.string({ maxLength: 50 }).filter((s) => s.isWellFormed() && !s.includes("\u0000")),
        fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
        (value, code) => {
          expect(text(value, `attributes.${code}`, value || "n")).toBe(text("a", "attributes.b", "c"));
        },
      ),
      { seed },
    );
  });

  it("answers a rule at the limit of size and depth", async () => {
    const leaf = { kind: "purchases", measure: "count", test: { operator: "at_least", value: 2 } };
    const widest = rule.parse({ kind: "any", rules: Array.from({ length: 499 }, () => leaf) });
    const started = performance.now();
    await answersOf(widest);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("refuses a condition about the chain outside of one", () => {
    const since = rule.parse({
      kind: "purchases",
      measure: "count",
      test: { operator: "equals", value: 0 },
      window: { kind: "since", point: "entry" },
    });
    expect(() => compileRule(since, scope)).toThrow(/only works inside a chain/);
  });
});
