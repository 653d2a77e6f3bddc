import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonParam } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import {
  carts,
  categories,
  customerEvents,
  customers,
  customerTags,
  messages,
  orderLines,
  orders,
  predictions,
  products,
  productViews,
  purchaseMetrics,
  receiptLines,
  receipts,
  rfmModels,
  rfmMoves,
  segmentMembers,
  stores,
  subscriptions,
  tags,
  visits,
} from "@/server/db/schema";
import {
  compileForAll,
  compileRule,
  customerFields,
  matches,
  type OtherSegment,
  plannedMembers,
  type Rule,
  type RuleScope,
  rule,
} from "@/server/domain/segments";
import { type MetricDefinition, metricDefinition } from "@/server/domain/segments/conditions/metric";
import { purchaseMeasures } from "@/server/domain/segments/conditions/purchases";
import { standardMetricCodes, standardMetrics } from "@/server/domain/segments/standard-metrics";
import { testDatabase } from "../../support/database";
import { judge, type Person, type Place, type World } from "./evaluator";
import { readers } from "./metric-evaluator";

const { db } = await testDatabase();
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31);
const now = Date.UTC(2026, 2, 15, 10, 30);
const day = 86_400_000;
// Kathmandu is 5:45 ahead all year and shows a forgotten conversion; the clocks of New York go forward within the data, on 8 March.
const zones = ["Asia/Kathmandu", "America/New_York"] as const;
const lists = ["a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002"] as const;
const tagIds = ["b0000000-0000-4000-8000-000000000001", "b0000000-0000-4000-8000-000000000002"] as const;
const models = ["d0000000-0000-4000-8000-000000000001", "d0000000-0000-4000-8000-000000000002"] as const;
/** Computations of both models: number, day, model. */
const rfmRunsOf = [
  [101, -20, models[0]],
  [102, -9, models[1]],
  [103, -8, models[0]],
  [104, -2, models[0]],
  [105, -1, models[1]],
  [106, 0, models[0]],
].map(([run, days, model]) => ({
  run: Number(run),
  model: String(model),
  on: new Date(now + Number(days) * day).toISOString().slice(0, 10),
}));
const hasBought = rule.parse({
  kind: "none",
  rules: [{ kind: "purchases", measure: "largest", test: { operator: "greater", value: 9.99 } }],
});
const ownMetrics: Record<string, MetricDefinition> = {
  milk: metricDefinition.parse({
    kind: "purchases",
    measure: "lines_sum",
    lines: { products: ["milk"] },
    window: { kind: "last", amount: 20, unit: "days" },
  }),
  web_average: metricDefinition.parse({
    kind: "purchases",
    measure: "average",
    where: { channels: ["web"] },
  }),
  views: metricDefinition.parse({ kind: "event", type: "page", name: "View", measure: "count" }),
  last_sale: metricDefinition.parse({ kind: "event", name: "Sale", measure: "last_on" }),
  since_open: metricDefinition.parse({
    kind: "communication",
    reaction: "opened",
    measure: "days_since_last",
  }),
};
const worldIn = (zone: string): World => ({
  now,
  zone,
  catalogue: {
    milk: { categories: ["food", "dairy"], brand: "Alpine" },
    bread: { categories: ["food"], brand: "" },
    lamp: { categories: ["home"], brand: "alpine" },
  },
  segments: { [lists[0]]: "list", [lists[1]]: hasBought },
  metrics: ownMetrics,
  defaultModel: models[0],
  lastRuns: { [models[0]]: 106, [models[1]]: 105 },
});
const scopeIn = (zone: string): RuleScope => ({
  now: new Date(now),
  zone,
  minorPerMajor: 100,
  segments: new Map<string, OtherSegment>([
    [lists[0], { kind: "list" }],
    [lists[1], { kind: "rule", rule: hasBought }],
  ]),
  metrics: new Map(Object.entries(ownMetrics)),
});
const world = worldIn(zones[0]);
const scope = scopeIn(zones[0]);

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

const product = fc.constantFrom("milk", "bread", "lamp", "unknown");
const bought = {
  at: moment,
  minor: fc.constantFrom(0, 999, 5000),
  channel: fc.constantFrom("store", "web"),
  lines: fc.array(
    fc.record({
      product,
      quantity: fc.constantFrom(0.5, 1, 3),
      priceMinor: fc.constantFrom(100, 999),
      totalMinor: fc.constantFrom(0, 999, 3000),
    }),
    { maxLength: 3 },
  ),
};

const score = fc.integer({ min: 1, max: 3 });
const place: fc.Arbitrary<Place | null> = orNull(
  fc.record({ r: score, f: score, m: score, segment: fc.constantFrom("champions", "at_risk", "lost") }),
);
/** Where each computation found her; a move is where it found her elsewhere than the one of its model before. */
const rfmMovesOf = fc.array(place, { minLength: 6, maxLength: 6 }).map((places) => {
  const before = new Map<string, Place | null>();
  return rfmRunsOf.flatMap(({ run, model, on }, i): Person["rfmMoves"] => {
    const [from, to] = [before.get(model) ?? null, places[i] ?? null];
    before.set(model, to);
    const isSame = from?.r === to?.r && from?.f === to?.f && from?.m === to?.m;
    return isSame ? [] : [{ model, run, on, from, to }];
  });
});

const person: fc.Arbitrary<Omit<Person, "id">> = fc.record({
  rfmMoves: rfmMovesOf,
  fields: fc.record({
    city: orNull(word),
    first_name: orNull(word),
    email: orNull(fc.constantFrom("", "ann@example.com")),
    phone: orNull(fc.constant("+79161234567")),
    birth_on: orNull(isoDay),
    registered_at: orNull(moment.map((at) => new Date(at).toISOString())),
  }),
  custom: fc.dictionary(fc.constantFrom("size", "vip"), json),
  emailCode: fc.constantFrom(0, 29, 30),
  phoneCode: fc.constantFrom(0, 1, 34),
  tags: fc.uniqueArray(fc.record({ tag: fc.constantFrom(...tagIds), until: orNull(moment) }), {
    selector: (one) => one.tag,
    maxLength: 2,
  }),
  views: fc.uniqueArray(fc.record({ product, views: fc.integer({ min: 0, max: 3 }) }), {
    selector: (one) => one.product,
    maxLength: 2,
  }),
  letters: fc.array(
    fc.record({
      channel: fc.constantFrom("email", "sms"),
      state: fc.constantFrom("delivered", "skipped"),
      at: moment,
      openedAt: orNull(moment),
      clickedAt: orNull(moment),
      isTest: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  inLists: fc.subarray([lists[0]]),
  kept: orNull(
    fc.record({
      purchases: fc.integer({ min: 1, max: 3 }),
      revenueMinor: fc.constantFrom(0, 999, 5000),
      purchases30: fc.integer({ min: 0, max: 2 }),
      revenue30Minor: fc.constantFrom(0, 999),
      firstOn: isoDay,
      lastOn: isoDay,
      medianMinor: fc.constantFrom(0, 999, 5000),
      discountShare: orNull(fc.constantFrom(0, 0.25, 1)),
      returns: fc.integer({ min: 0, max: 2 }),
      medianGap: orNull(fc.constantFrom(1, 2, 2.5, 8)),
      expectedNextOn: orNull(isoDay),
      store: orNull(fc.constantFrom("Ann", "100%")),
      category: orNull(fc.constantFrom("food", "dairy")),
      product: orNull(fc.constantFrom("milk", "bread")),
      brand: orNull(word),
      weekday: orNull(fc.integer({ min: 1, max: 7 })),
      hour: orNull(fc.integer({ min: 0, max: 3 })),
      channels: fc.integer({ min: 1, max: 2 }),
    }),
  ),
  foretold: orNull(
    fc.record({
      active: fc.constantFrom(0, 0.25, 0.3, 1),
      expectedCheckMinor: fc.constantFrom(0, 999, 5000),
      expectedPurchases: fc.constantFrom(0, 0.5, 2, 9.99),
    }),
  ),
  seenAt: orNull(moment),
  sessions: fc.uniqueArray(moment, { maxLength: 3 }),
  orders: fc.array(
    fc.record({
      ...bought,
      externalId: fc.constantFrom("A", "B"),
      status: fc.constantFrom("created", "completed", "cancelled"),
    }),
    { maxLength: 2 },
  ),
  receipts: fc.array(
    fc.record({
      ...bought,
      status: fc.constantFrom("completed", "completed", "cancelled", "returned"),
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
    kind: fc.constantFrom("last", "before_last"),
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
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const constants = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)]));
/** A measure with a comparison that fits it. */
const timed = (measures: string[]) =>
  fc.constantFrom(...measures).chain((measure) => {
    const isTotal = ["count", "sum", "visits", "items", "lines_sum"].includes(measure);
    const test = isTotal ? counted : measure.endsWith("_on") ? comparisons.date : comparisons.number;
    return (test as fc.Arbitrary<unknown>).map((one) => ({ measure, test: one }));
  });
const purchasesRule = timed([...purchaseMeasures]).chain((measured) =>
  fc.record({
    ...constants(measured),
    kind: fc.constant("purchases"),
    of: fc.constantFrom("all", "orders", "receipts", "returns"),
    where: maybe(
      fc.record({
        channels: maybe(fc.constantFrom(["web"], ["web", "store"])),
        total: maybe(counted),
        weekdays: maybe(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
        hours: maybe(
          fc.record({ from: fc.integer({ min: 0, max: 23 }), to: fc.integer({ min: 0, max: 23 }) }),
        ),
      }),
    ),
    lines: maybe(
      fc.record({
        products: maybe(fc.uniqueArray(product, { minLength: 1, maxLength: 2 })),
        categories: maybe(
          fc.uniqueArray(fc.constantFrom("food", "dairy", "home", "none"), { minLength: 1, maxLength: 2 }),
        ),
        brands: maybe(fc.constantFrom(["ALPINE"], ["none"])),
        price: maybe(counted),
        quantity: maybe(counted),
        total: maybe(counted),
      }),
    ),
    window,
  }),
);

const rates = fc.constantFrom(0, 0.25, 0.3, 0.5, 0.7, 0.75, 1);
const metricRule = fc.oneof(
  fc.constantFrom(...Object.keys(readers)).chain((code) => {
    const { type, isTotal, unit } = standardMetrics[code as "purchases"];
    const places = fc.constantFrom("Ann", "food", "dairy", "milk", "home", "2", "7", "");
    const test = (
      type === "date"
        ? comparisons.date
        : type === "text"
          ? fc.oneof(
              comparisons.text,
              fc.record({ operator: fc.constantFrom("equals", "not_equals"), value: places }),
              fc.record({ operator: fc.constantFrom("in", "not_in"), values: fc.tuple(places, places) }),
            )
          : isTotal
            ? counted
            : unit === "share"
              ? fc.record({ operator: fc.constantFrom("at_least", "less", "equals"), value: rates })
              : comparisons.number
    ) as fc.Arbitrary<object>;
    return fc.record({
      kind: fc.constant("metric"),
      metric: fc.constant(code),
      type: fc.constant(type),
      test,
    });
  }),
  fc.constantFrom("milk", "web_average", "views", "last_sale", "since_open").chain((code) =>
    fc.record({
      kind: fc.constant("metric"),
      metric: fc.constant(`own.${code}`),
      type: fc.constant(code === "last_sale" ? "date" : "number"),
      test: (code === "last_sale" ? comparisons.date : comparisons.number) as fc.Arbitrary<object>,
    }),
  ),
);
const scores = fc.subarray([1, 2, 3], { minLength: 1 });
const wantedPlace = fc.oneof(
  fc.constant({ out: true }),
  fc.record({ segments: fc.subarray(["champions", "at_risk", "lost"], { minLength: 1 }), r: maybe(scores) }),
  fc.record({ r: scores, f: maybe(scores), m: maybe(scores) }),
);
const movedRule = fc.record({
  kind: fc.constant("rfm_moved"),
  model: fc.constantFrom(null, ...models),
  from: maybe(wantedPlace),
  to: maybe(wantedPlace),
  went: maybe(fc.record({ axis: fc.constantFrom("r", "f", "m"), way: fc.constantFrom("up", "down") })),
  window: fc.oneof(
    fc.constantFrom({ kind: "ever" }, { kind: "last_run" }),
    fc.record({ kind: fc.constant("last"), amount: fc.constantFrom(1, 2, 8, 9, 20, 21) }),
    fc.record({ kind: fc.constant("between"), from: isoDay, to: isoDay }),
  ),
});
const condition = fc.oneof(
  attribute,
  { weight: 4, arbitrary: movedRule },
  { weight: 4, arbitrary: metricRule },
  purchasesRule,
  timed(["count", "days_since_first", "days_since_last", "first_on", "last_on"]).chain((measured) =>
    fc.record({
      ...constants(measured),
      kind: fc.constant("event"),
      type: fc.constantFrom("track", "page"),
      name: fc.constantFrom("View", "Sale"),
      window,
      where: fc.array(
        fc
          .constantFrom(["size"], ["deep"], ["deep", "size"])
          .chain((path) => typed().map((rest) => ({ path, ...rest }))),
        { maxLength: 2 },
      ),
    }),
  ),
  timed(["count", "days_since_last", "last_on"]).chain((measured) =>
    fc.record({
      ...constants(measured),
      kind: fc.constant("communication"),
      reaction: fc.constantFrom("planned", "opened", "skipped"),
      channels: maybe(fc.constantFrom(["email"], ["email", "sms"])),
      window,
    }),
  ),
  fc.record({
    kind: fc.constant("contact"),
    channel: fc.constantFrom("email", "phone"),
    state: fc.constantFrom("usable", "missing", "soft", "hard"),
  }),
  fc.record({
    kind: fc.constant("subscription"),
    channel: fc.constantFrom("email", "sms"),
    category: fc.constantFrom("", "news"),
    state: fc.constantFrom("subscribed", "unsubscribed", "pending", "none"),
  }),
  fc.record({
    kind: fc.constant("tag"),
    match: fc.constantFrom("any", "all", "none"),
    tags: fc.subarray([...tagIds], { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant("viewed"),
    of: fc.constantFrom("products", "categories"),
    items: fc.uniqueArray(product, { minLength: 1, maxLength: 3 }),
    test: counted,
  }),
  fc.record({
    kind: fc.constant("segment"),
    id: fc.constantFrom(...lists),
    is: fc.constantFrom("member", "not_member"),
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
  await ensurePartitions(
    db,
    "messages",
    people.flatMap((one) => one.letters.map((letter) => at(letter.at))),
  );
  await db.insert(tags).values(tagIds.map((id, i) => ({ id, name: `tag ${i}` })));
  const paths = { food: [1], dairy: [1, 2], home: [3] };
  await db
    .insert(categories)
    .values(
      Object.entries(paths).map(([name, path]) => ({ id: path.at(-1) ?? 0, externalId: name, name, path })),
    );
  await db.insert(products).values(
    Object.entries(world.catalogue).map(([name, { categories: names, brand }], i) => ({
      id: i + 1,
      externalId: name,
      name,
      brand: brand || null,
      categoryId: paths[names.at(-1) as "food"].at(-1) ?? null,
    })),
  );
  const purchase = (customerId: number, i: number, one: Person["orders"][0] | Person["receipts"][0]) => ({
    customerId,
    id: customerId * 10 + i,
    occurredAt: at(one.at),
    status: one.status,
    totalMinor: one.minor,
    channel: one.channel,
  });
  const productId = (name: string) => Object.keys(world.catalogue).indexOf(name) + 1 || null;
  const linesOf = (customerId: number, lines: Person["orders"][0]["lines"]) =>
    lines.map((line, i) => ({
      customerId,
      lineNo: i + 1,
      productId: productId(line.product),
      productExternalId: line.product,
      quantity: line.quantity,
      priceMinor: line.priceMinor,
      totalMinor: line.totalMinor,
    }));
  for (const one of people)
    one.orders = [...new Map(one.orders.map((order) => [order.externalId, order])).values()];
  await db.insert(customers).values(
    people.map((one) => ({
      id: one.id,
      city: one.fields.city,
      firstName: one.fields.first_name,
      email: one.fields.email,
      phone: one.fields.phone,
      phoneCode: one.phoneCode,
      birthOn: one.fields.birth_on,
      registeredAt: one.fields.registered_at ? new Date(one.fields.registered_at) : null,
      emailCode: one.emailCode,
      lastSeenAt: one.seenAt === null ? null : at(one.seenAt),
      attributes: sql`${jsonParam(one.custom)}`,
    })),
  );
  await db.insert(orders).values(
    people.flatMap((one) =>
      one.orders.map((order, i) => ({
        ...purchase(one.id, i, order),
        externalId: order.externalId,
      })),
    ),
  );
  await db.insert(receipts).values(
    people.flatMap((one) =>
      one.receipts.map((receipt, i) => ({
        ...purchase(one.id, i, receipt),
        externalId: `r${one.id}-${i}`,
        orderExternalId: receipt.orderExternalId,
      })),
    ),
  );
  await db
    .insert(orderLines)
    .values(
      people.flatMap((one) =>
        one.orders.flatMap((order, i) =>
          linesOf(one.id, order.lines).map((line) => ({ ...line, orderId: one.id * 10 + i })),
        ),
      ),
    );
  await db
    .insert(receiptLines)
    .values(
      people.flatMap((one) =>
        one.receipts.flatMap((receipt, i) =>
          linesOf(one.id, receipt.lines).map((line) => ({ ...line, receiptId: one.id * 10 + i })),
        ),
      ),
    );
  await db.insert(customerTags).values(
    people.flatMap((one) =>
      one.tags.map(({ tag, until }) => ({
        customerId: one.id,
        tagId: tag,
        addedVia: "test",
        expiresAt: until === null ? null : at(until),
      })),
    ),
  );
  await db.insert(productViews).values(
    people.flatMap((one) =>
      one.views.map(({ product: itemId, views }) => ({
        customerId: one.id,
        originId: one.id,
        kind: "product",
        itemId,
        views,
        weight: views,
        firstAt: at(now),
        lastAt: at(now),
      })),
    ),
  );
  await db
    .insert(segmentMembers)
    .values(
      people.flatMap((one) =>
        one.inLists.map((segmentId) => ({ customerId: one.id, segmentId, enteredAt: at(now) })),
      ),
    );
  await db.insert(messages).values(
    people.flatMap((one) =>
      one.letters.map((letter) => ({
        customerId: one.id,
        id: crypto.randomUUID(),
        plannedAt: at(letter.at),
        notBefore: at(letter.at),
        channel: letter.channel,
        sourceKind: letter.isTest ? "test" : "campaign",
        sourceId: "one",
        state: letter.state,
        acceptedAt: letter.state === "skipped" ? null : at(letter.at),
        firstOpenedAt: letter.openedAt === null ? null : at(letter.openedAt),
        firstClickedAt: letter.clickedAt === null ? null : at(letter.clickedAt),
      })),
    ),
  );
  await db.insert(customerEvents).values(
    people.flatMap((one) =>
      one.events.map((event) => ({
        customerId: one.id,
        originId: one.id,
        id: crypto.randomUUID(),
        occurredAt: at(event.at),
        receivedAt: at(event.at),
        sourceId: 1,
        type: event.type,
        name: event.name,
        properties: sql`${jsonParam(event.properties)}`,
      })),
    ),
  );
  await db.insert(carts).values(
    people.flatMap((one) =>
      one.cart
        ? [
            {
              customerId: one.id,
              state: one.cart.state,
              itemsCount: one.cart.items,
              items: [],
              startedAt: at(now),
              lastActionAt: at(now),
              sourceId: 1,
            },
          ]
        : [],
    ),
  );
  await db.insert(visits).values(
    people.flatMap((one) =>
      one.sessions.map((start) => ({
        customerId: one.id,
        originId: one.id,
        startedAt: at(start),
        lastEventAt: at(start),
        sourceId: 1,
      })),
    ),
  );
  await db.insert(stores).values([
    { id: 1, externalId: "Ann", name: "One" },
    { id: 2, externalId: "100%", name: "Two" },
  ]);
  const idOf = (name: string | null, among: Record<string, number>) => (name === null ? null : among[name]);
  await db.insert(purchaseMetrics).values(
    people.flatMap(({ id, kept }) =>
      kept
        ? [
            {
              customerId: id,
              purchases: kept.purchases,
              revenueMinor: kept.revenueMinor,
              purchases30d: kept.purchases30,
              revenue30dMinor: kept.revenue30Minor,
              purchases90d: 0,
              revenue90dMinor: 0,
              purchases365d: 0,
              revenue365dMinor: 0,
              firstOn: kept.firstOn,
              lastOn: kept.lastOn,
              averageMinor: 0,
              medianMinor: kept.medianMinor,
              largestMinor: 0,
              discountShare: kept.discountShare,
              returns: kept.returns,
              visits: 1,
              medianGapDays: kept.medianGap,
              expectedNextOn: kept.expectedNextOn,
              favouriteStoreId: idOf(kept.store, { Ann: 1, "100%": 2 }),
              favouriteCategoryId: idOf(kept.category, { food: 1, dairy: 2 }),
              favouriteProductId: idOf(kept.product, { milk: 1, bread: 2 }),
              favouriteBrand: kept.brand,
              favouriteWeekday: kept.weekday,
              favouriteHour: kept.hour,
              categories: 0,
              channels: kept.channels,
              asOf: "2026-03-15",
            },
          ]
        : [],
    ),
  );
  await db.insert(predictions).values(
    people.flatMap(({ id, foretold }) =>
      foretold
        ? [
            {
              customerId: id,
              probabilityActive: foretold.active,
              purchaseProbability30d: 0,
              expectedPurchases12m: foretold.expectedPurchases,
              expectedCheckMinor: foretold.expectedCheckMinor,
              cltv12mMinor: 0,
              asOf: "2026-03-15",
            },
          ]
        : [],
    ),
  );
  await db
    .insert(rfmModels)
    .values(models.map((id, i) => ({ id, name: `model ${i}`, isDefault: i === 0, scoring: { groups: 3 } })));
  await db.execute(sql`
    insert into rfm_runs (id, model_id, as_of, scoring, started_at, finished_at, customers, moved, bounds, cells)
    overriding system value
    select r.run, r.model, r."on", '{}', now(), now(), 0, 0, '{}', '[]'
    from jsonb_to_recordset(${jsonParam(rfmRunsOf)}) as r(run bigint, model uuid, "on" date)`);
  await db.insert(rfmMoves).values(
    people.flatMap((one) =>
      one.rfmMoves.map(({ model, run, on, from, to }) => ({
        customerId: one.id,
        modelId: model,
        runId: run,
        movedOn: on,
        fromR: from?.r ?? null,
        fromF: from?.f ?? null,
        fromM: from?.m ?? null,
        toR: to?.r ?? null,
        toF: to?.f ?? null,
        toM: to?.m ?? null,
        fromSegment: from?.segment ?? null,
        toSegment: to?.segment ?? null,
      })),
    ),
  );
  await db.insert(subscriptions).values(
    people.flatMap((one) =>
      one.optOuts.map((optOut) => ({
        customerId: one.id,
        channel: "email",
        category: optOut.category,
        state: optOut.state,
        source: "test",
      })),
    ),
  );
});

const answersOf = async (parsed: Rule, own = scope) => {
  const rows = await db.execute<{ id: number; verdict: boolean | null }>(
    sql`select id, ${compileRule(parsed, own)} as verdict from ${customers} order by id`,
  );
  return rows.map((row) => row.verdict ?? undefined);
};

/** The statement for the whole base, asked who is in; `only` some of them, too. */
const membersOf = async (parsed: Rule, only?: ReturnType<typeof sql>, own = scope) => {
  const { joins, predicate } = compileForAll(parsed, own, only);
  const rows = await db.execute<{ id: number }>(
    sql`select customers.id from customers ${joins} where ${predicate} ${only ? sql`and customers.id in (${only})` : sql``} order by 1`,
  );
  return rows.map((row) => row.id);
};

/** The way a count takes: people one by one where they are few, tables without nested loops where not. */
const plannedOf = (parsed: Rule, own: RuleScope) =>
  db.transaction(async (tx) => {
    const rows = await tx.execute<{ id: number }>(await plannedMembers(tx, parsed, own, sql`order by 1`));
    return rows.map((row) => row.id);
  });

describe("the compiled rule", () => {
  it.each([
    ...zones.map((zone) => ({ about: "everybody", zone, arbitrary: anyRule })),
    { about: "moves in RFM", zone: zones[0], arbitrary: movedRule },
  ])("says of $about what the obvious reading says, unknowns included, in $zone", {
    timeout: 120_000,
  }, async ({ zone, arbitrary }) => {
    const [there, own] = [worldIn(zone), scopeIn(zone)];
    await fc.assert(
      fc.asyncProperty(arbitrary, async (raw) => {
        const parsed = rule.parse(raw);
        const verdicts = people.map((one) => judge(parsed, one, there));
        expect(await answersOf(parsed, own)).toEqual(verdicts);
        const members = people.filter((_, i) => verdicts[i] === true).map((one) => one.id);
        expect(await membersOf(parsed, undefined, own)).toEqual(members);
        expect(await membersOf(parsed, sql`select id from customers where id % 3 = 0`, own)).toEqual(
          members.filter((id) => id % 3 === 0),
        );
        expect(await plannedOf(parsed, own)).toEqual(members);
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 150) },
    );
  });

  it("takes every standard metric into a statement of either plan, with one meaning", async () => {
    for (const code of standardMetricCodes) {
      const { type, isTotal } = standardMetrics[code];
      const test = isTotal ? { operator: "at_least", value: 1 } : { operator: "is_not_empty" };
      const parsed = rule.parse({ kind: "metric", metric: code, type, test });
      const answers = await answersOf(parsed);
      const members = people.filter((_, i) => answers[i] === true).map((one) => one.id);
      expect(await membersOf(parsed), code).toEqual(members);
      expect(await membersOf({ kind: "none", rules: [parsed] }), code).toEqual(
        people.filter((_, i) => answers[i] === false).map((one) => one.id),
      );
    }
  });

  it("refuses a metric that is not there, or is of another type", () => {
    const of = (metric: string, type: string, test: object) =>
      rule.safeParse({ kind: "metric", metric, type, test });
    const some = { operator: "at_least", value: 1 };
    expect(of("purchases", "number", some).success).toBe(true);
    expect(of("purchases", "number", { operator: "is_empty" }).error?.issues[0]?.message).toMatch(
      /never empty/,
    );
    expect(of("purchases", "text", { operator: "is_empty" }).error?.issues[0]?.message).toMatch(
      /of type number/,
    );
    for (const hostile of ["toString", "__proto__", "own.", "own.x'; drop table customers; --", "OWN.a"])
      expect(of(hostile, "number", some).error?.issues[0]?.message).toMatch(/There is no metric/);
    expect(() => compileRule(rule.parse(of("own.gone", "number", some).data), scope)).toThrow(
      /no metric own\.gone/,
    );
    expect(() =>
      compileRule(rule.parse({ kind: "metric", metric: "own.last_sale", type: "number", test: some }), scope),
    ).toThrow(/of type date/);
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
    const leaf = rule.parse({
      kind: "purchases",
      measure: "count",
      test: { operator: "at_least", value: 2 },
    });
    const widest = rule.parse({ kind: "any", rules: Array.from({ length: 499 }, () => leaf) });
    expect(await membersOf(widest)).toEqual(
      people.filter((one) => judge(leaf, one, world) === true).map((one) => one.id),
    );
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
