import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { segments, settings } from "@/server/db/schema";
import { runRfm } from "@/server/domain/rfm";
import {
  addToList,
  createSegment,
  followSegments,
  getSegment,
  listMoves,
  membersQuery,
  type Rule,
  removeFromList,
  rule,
  scopeOf,
  segmentOverlap,
  segmentSales,
  segmentTrend,
  setLive,
  updateSegment,
} from "@/server/domain/segments";
import { localDay } from "@/server/domain/segments/moments";
import { manualClock } from "@/server/platform/clock";
import { newUuid } from "@/server/platform/ids";
import { asRole, asSystem } from "../../support/actors";
import { testDatabase } from "../../support/database";

const { db } = await testDatabase();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Two days before the clocks go forward in Berlin, so that the walk crosses it. */
const start = new Date("2026-03-27T09:00:00Z");
const zone = "Europe/Berlin";
const clock = manualClock(start);
const system = asSystem(db, clock);
const marketer = asRole(db, "marketer", clock);
let at = start.getTime();

beforeEach(async () => {
  at += 400 * day;
  clock.set(new Date(at));
  await db.execute(sql`
    truncate segments, segment_versions, segment_members, segment_moves, segment_marks, segment_dependencies, segment_days,
      receipts, orders, customer_events, customer_tags, subscriptions, message_events, messages, carts, product_views cascade`);
  await db.execute(sql`update customers set state = 'erased' where state = 'active'`);
  await db.execute(sql`truncate segment_marks`);
  await db
    .insert(settings)
    .values({ name: "timeZone", value: zone })
    .onConflictDoUpdate({ target: settings.name, set: { value: zone } });
  for (const table of ["customer_events", "messages", "message_events"] as const)
    await ensurePartitions(db, table, [new Date(at - 40 * day), new Date(at), new Date(at + 40 * day)]);
});

const follow = () => followSegments(system, 60_000);
const iso = (ms: number) => new Date(ms).toISOString();
let nextId = 1_000;
const customer = async (city: string | null = "Berlin") => {
  const id = nextId++;
  await db.execute(
    sql`insert into customers (id, city, email, created_at) values (${id}, ${city}, ${`p${id}@example.com`}, ${iso(clock.now().getTime())}::timestamptz)`,
  );
  return id;
};
const receipt = (customerId: number, ago = 0, total = 1000) =>
  db.execute(sql`insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    values (${customerId}, ${nextId++}, ${newUuid()}, ${iso(clock.now().getTime() - ago)}::timestamptz, ${total})`);
const event = (customerId: number, name: string, ago = 0) =>
  db.execute(sql`insert into customer_events (customer_id, occurred_at, id, origin_id, source_id, type, name, received_at)
    values (${customerId}, ${iso(clock.now().getTime() - ago)}::timestamptz, gen_random_uuid(), ${customerId}, 1, 'track', ${name}, now())`);

const live = async (definition: unknown) => {
  const { id } = await createSegment(marketer, { name: newUuid(), definition });
  await setLive(marketer, { id, isLive: true });
  await follow();
  return id;
};
const membersOf = async (id: string) =>
  (
    await db.execute<{ id: number }>(
      sql`select customer_id as id from segment_members where segment_id = ${id}::uuid order by 1`,
    )
  ).map((row) => Number(row.id));
const movesOf = async (id: string) =>
  (await listMoves(marketer, { id })).items
    .map((move) => `${move.customerId} ${move.kind} ${move.cause}`)
    .reverse();

const boughtLately = {
  kind: "purchases",
  measure: "count",
  window: { kind: "last", amount: 2, unit: "hours" },
  test: { operator: "at_least", value: 1 },
};
const inBerlin = {
  kind: "attribute",
  field: "city",
  type: "text",
  test: { operator: "equals", value: "Berlin" },
};

describe("a live segment", () => {
  it("begins with those who are in it, and notes no move for them", async () => {
    const ann = await customer();
    await customer("Paris");
    const id = await live(inBerlin);
    expect(await membersOf(id)).toEqual([ann]);
    expect(await movesOf(id)).toEqual([]);
    expect(await getSegment(marketer, { id })).toMatchObject({ isLive: true, size: 1, problem: null });
  });

  it("follows what is written, by whichever way, and notes who came and went", async () => {
    const id = await live(inBerlin);
    const ann = await customer();
    const bob = await customer("Paris");
    await follow();
    await db.execute(sql`update customers set city = 'Berlin' where id = ${bob}`);
    await follow();
    await db.execute(sql`update customers set state = 'erased' where id = ${ann}`);
    await follow();
    expect(await membersOf(id)).toEqual([bob]);
    expect(await movesOf(id)).toEqual([
      `${ann} entered change`,
      `${bob} entered change`,
      `${ann} left change`,
    ]);
    const { days } = await segmentTrend(marketer, { id, days: 2 });
    expect(days.at(-1)).toMatchObject({ size: 1, entered: 2, left: 1 });
  });

  it("lets go at the exact moment at which only time has passed, and sleeps until then", async () => {
    const ann = await customer();
    await receipt(ann, hour);
    const id = await live(boughtLately);
    expect(await membersOf(id)).toEqual([ann]);
    const [row] = await db.select().from(segments);
    expect(row?.nextChangeAt?.getTime()).toBe(clock.now().getTime() + hour);
    clock.advance(hour - 1);
    expect(await follow()).toMatchObject({ entered: 0, left: 0 });
    expect(await membersOf(id)).toEqual([ann]);
    clock.advance(1);
    await follow();
    expect(await membersOf(id)).toEqual([]);
    expect(await movesOf(id)).toEqual([`${ann} left time`]);
  });

  it("judges days at the project's midnight, also where the clocks change", async () => {
    clock.set(new Date("2027-03-27T20:00:00Z"));
    const ann = await customer();
    await receipt(ann, 0);
    const id = await live({
      kind: "purchases",
      measure: "days_since_last",
      test: { operator: "at_least", value: 2 },
    });
    expect(await membersOf(id)).toEqual([]);
    const [row] = await db.select().from(segments);
    expect(row?.nextChangeAt?.toISOString()).toBe("2027-03-27T23:00:00.000Z");
    // The day of the change has 23 hours: the second midnight after the purchase.
    clock.set(new Date("2027-03-28T21:59:59Z"));
    await follow();
    expect(await membersOf(id)).toEqual([]);
    clock.set(new Date("2027-03-28T22:00:00Z"));
    await follow();
    expect(await membersOf(id)).toEqual([ann]);
    expect(await movesOf(id)).toEqual([`${ann} entered time`]);
  });

  it("looks again when its definition changes, or that of a segment it is made of", async () => {
    const [ann, bob] = [await customer(), await customer("Paris")];
    const inner = await createSegment(marketer, { name: "inner", definition: inBerlin });
    const id = await live({ kind: "none", rules: [{ kind: "segment", id: inner.id }] });
    expect(await membersOf(id)).toEqual([bob]);
    const inParis = { ...inBerlin, test: { operator: "equals", value: "Paris" } };
    await updateSegment(marketer, { id: inner.id, definition: inParis });
    await follow();
    expect(await membersOf(id)).toEqual([ann]);
    expect(await movesOf(id)).toEqual([`${bob} left edit`, `${ann} entered edit`]);
  });

  it("follows a list that it is made of", async () => {
    const [ann, bob] = [await customer(), await customer()];
    const list = await createSegment(marketer, { name: "list", kind: "list" });
    await addToList(marketer, { id: list.id, customerIds: [ann] });
    const id = await live({ kind: "segment", id: list.id });
    await addToList(marketer, { id: list.id, customerIds: [bob] });
    await removeFromList(marketer, { id: list.id, customerIds: [ann] });
    await follow();
    expect(await membersOf(id)).toEqual([bob]);
  });

  it("sleeps through what it does not ask about, and no mark is left behind", async () => {
    const ann = await customer();
    await live({ kind: "event", name: "Product Viewed" });
    await event(ann, "Other");
    await receipt(ann);
    expect(await db.$count(sql`segment_marks`)).toBe(0);
    await event(ann, "Product Viewed");
    expect(await db.$count(sql`segment_marks`)).toBe(1);
    await follow();
    expect(await db.$count(sql`segment_marks`)).toBe(0);
  });

  it("costs nothing when it is not live: no marks, no members", async () => {
    const ann = await customer();
    const { id } = await createSegment(marketer, { name: "idle", definition: boughtLately });
    await receipt(ann);
    expect(await db.$count(sql`segment_marks`)).toBe(0);
    await setLive(marketer, { id, isLive: true });
    await follow();
    expect(await membersOf(id)).toEqual([ann]);
    await setLive(marketer, { id, isLive: false });
    await receipt(await customer());
    expect(await db.$count(sql`segment_marks`)).toBe(0);
    expect(await membersOf(id)).toEqual([]);
  });

  it("says what keeps it from being judged, and does not hold up the others", async () => {
    const ann = await customer();
    const broken = await live({
      kind: "segment",
      id: (await createSegment(marketer, { name: "x", kind: "list" })).id,
    });
    const other = await live(inBerlin);
    await db.execute(
      sql`update segments set definition = jsonb_build_object('kind', 'segment', 'id', gen_random_uuid()) where id = ${broken}::uuid`,
    );
    await db.execute(sql`update customers set city = 'Paris' where id = ${ann}`);
    await db.execute(sql`update customers set state = 'active' where id = ${ann}`);
    await db.execute(sql`update segments set is_stale = true where id = ${broken}::uuid`);
    await follow();
    expect((await getSegment(marketer, { id: broken })).problem).toContain("There is no segment");
    expect(await membersOf(other)).toEqual([]);
  });

  it("is worked on by one follower at a time, and two do no harm", async () => {
    const id = await live(inBerlin);
    const people = await Promise.all(Array.from({ length: 30 }, () => customer()));
    await Promise.all([follow(), follow(), follow()]);
    await follow();
    expect(await membersOf(id)).toEqual(people.sort((a, b) => a - b));
    expect(await movesOf(id)).toHaveLength(30);
  });
});

describe("what its page tells", () => {
  it("adds up what members bought by month, and whom it shares with others", async () => {
    const [ann, bob] = [await customer(), await customer()];
    await receipt(ann, 0, 1000);
    await receipt(ann, 40 * day, 500);
    await receipt(bob, 0, 3000);
    const id = await live(inBerlin);
    const sales = await segmentSales(marketer, { id });
    expect(sales).toMatchObject({ members: 2, buyers: 2 });
    expect(sales.months).toHaveLength(12);
    expect(sales.months.at(-1)).toMatchObject({
      purchases: 2,
      buyers: 2,
      revenueMinor: 4000,
      averageMinor: 2000,
    });
    const list = await createSegment(marketer, { name: "two", kind: "list" });
    await addToList(marketer, { id: list.id, customerIds: [bob] });
    const rich = await createSegment(marketer, {
      name: "rich",
      definition: { kind: "purchases", measure: "sum", test: { operator: "greater", value: 20 } },
    });
    const { size, rows } = await segmentOverlap(marketer, { id, with: [rich.id] });
    expect(size).toBe(2);
    expect(rows.map(({ name, size: theirs, common }) => [name, theirs, common])).toEqual([
      ["two", 1, 1],
      ["rich", 1, 1],
    ]);
  });
});

/** Rules of every kind that data or time can change, and things that happen. */
const window = fc.constantFrom(
  { kind: "ever" },
  { kind: "last", amount: 3, unit: "hours" },
  { kind: "last", amount: 2, unit: "days" },
  { kind: "before_last", amount: 1, unit: "days" },
);
const few = fc.constantFrom(
  { operator: "at_least", value: 1 },
  { operator: "equals", value: 0 },
  { operator: "at_least", value: 2 },
);
const someDays = fc.constantFrom(
  { operator: "at_least", value: 1 },
  { operator: "equals", value: 2 },
  { operator: "is_empty" },
);
const tagId = "c0000000-0000-4000-8000-000000000001";
const leaf = fc.oneof(
  fc.record({
    kind: fc.constant("purchases"),
    measure: fc.constantFrom("count", "visits"),
    of: fc.constantFrom("all", "receipts", "orders"),
    window,
    test: few,
  }),
  fc.record({
    kind: fc.constant("purchases"),
    measure: fc.constantFrom("days_since_last", "days_since_first"),
    window,
    test: someDays,
  }),
  fc.record({
    kind: fc.constant("event"),
    name: fc.constantFrom("A", "B"),
    measure: fc.constant("count"),
    window,
    test: few,
  }),
  fc.record({
    kind: fc.constant("event"),
    name: fc.constantFrom("A", "B"),
    measure: fc.constant("last_on"),
    window,
    test: fc.constantFrom({ operator: "in_last_days", days: 1 }, { operator: "more_than_days_ago", days: 1 }),
  }),
  fc.record({
    kind: fc.constant("communication"),
    reaction: fc.constantFrom("opened", "planned"),
    measure: fc.constant("count"),
    window,
    test: few,
  }),
  fc.constant({ kind: "tag", tags: [tagId] }),
  fc.constant({ kind: "subscription", channel: "email", state: "unsubscribed" }),
  fc.constant({ kind: "reachable", channel: "email" }),
  fc.constant({ kind: "cart", status: "has_items" }),
  fc.constant(inBerlin),
  fc.record({
    kind: fc.constant("rfm_moved"),
    to: fc.constantFrom(undefined, { out: true }, { r: [1, 2] }),
    window: fc.constantFrom(
      { kind: "ever" },
      { kind: "last_run" },
      { kind: "last", amount: 1 },
      { kind: "last", amount: 2 },
    ),
  }),
  fc.constant({
    kind: "attribute",
    field: "last_seen_at",
    type: "date",
    test: { operator: "in_last_days", days: 1 },
  }),
);
const anyRule = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({
      kind: fc.constantFrom("all", "any", "none"),
      rules: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).node;

const rfmModel = "c0000000-0000-4000-8000-000000000002";
const compute = () => runRfm({ ...system, db }, rfmModel, localDay(clock.now(), zone));

const happenings: Record<string, (id: number) => Promise<unknown>> = {
  buys: (id) => receipt(id),
  boughtBefore: (id) => receipt(id, 30 * hour),
  orders: (id) =>
    db.execute(sql`insert into orders (customer_id, id, external_id, occurred_at, total_minor)
      values (${id}, ${nextId++}, ${newUuid()}, ${iso(clock.now().getTime())}::timestamptz, 100)`),
  cancels: (id) => db.execute(sql`update orders set status = 'cancelled' where customer_id = ${id}`),
  // Twice, so that it weighs more: RFM as of today.
  computes: () => compute(),
  computesAgain: () => compute(),
  doesA: (id) => event(id, "A"),
  didB: (id) => event(id, "B", 26 * hour),
  moves: (id) =>
    db.execute(
      sql`update customers set city = case city when 'Berlin' then null else 'Berlin' end where id = ${id}`,
    ),
  visits: (id) =>
    db.execute(
      sql`update customers set last_seen_at = ${iso(clock.now().getTime())}::timestamptz where id = ${id}`,
    ),
  isTagged: (id) =>
    db.execute(sql`insert into customer_tags (customer_id, tag_id, added_via, expires_at)
      values (${id}, ${tagId}::uuid, 'page', ${iso(clock.now().getTime() + 5 * hour)}::timestamptz)
      on conflict (customer_id, tag_id) do update set expires_at = excluded.expires_at`),
  optsOut: (id) =>
    db.execute(sql`insert into subscriptions (customer_id, channel, category, state, source, changed_at)
      values (${id}, 'email', '', 'unsubscribed', 'test', now()) on conflict do nothing`),
  fillsCart: (id) =>
    db.execute(sql`insert into carts (customer_id, state, started_at, last_action_at, items, items_count, total_minor, source_id)
      values (${id}, 'open', now(), now(), '[]', 1, 100, 1) on conflict do nothing`),
  emptiesCart: (id) => db.execute(sql`delete from carts where customer_id = ${id}`),
  opens: async (id) => {
    const message = newUuid();
    const now = iso(clock.now().getTime());
    await db.execute(sql`insert into messages (customer_id, planned_at, id, source_kind, source_id, node_id, channel, state, first_opened_at, created_at, not_before)
      values (${id}, ${now}::timestamptz, ${message}::uuid, 'campaign', 'c', 'n', 'email', 'delivered', ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz)`);
    for (const kind of ["planned", "opened"])
      await db.execute(sql`insert into message_events (customer_id, at, id, message_id, planned_at, kind)
        values (${id}, ${now}::timestamptz, gen_random_uuid(), ${message}::uuid, ${now}::timestamptz, ${kind})`);
  },
  isErased: (id) =>
    db.execute(
      sql`update customers set state = case state when 'active' then 'erased' else 'active' end where id = ${id}`,
    ),
};
const step = fc.oneof(
  fc.record({ what: fc.constantFrom(...Object.keys(happenings)), who: fc.nat(4) }),
  fc.record({ passes: fc.constantFrom(10 * minute, hour, 7 * hour, 25 * hour) }),
  fc.constant({ look: true }),
);

describe("whatever happens, in whatever order", () => {
  it("the members are those whom the rule means at that moment", { timeout: 120_000 }, async () => {
    await db.execute(
      sql`insert into tags (id, name) values (${tagId}::uuid, 'a tag') on conflict do nothing`,
    );
    await db.execute(sql`
      insert into rfm_models (id, name, is_default, scoring)
      values (${rfmModel}::uuid, 'one', true, '{"groups": 3, "periodDays": 2, "base": null, "bounds": {"r": null, "f": null, "m": null}}')`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRule, { minLength: 6, maxLength: 6 }),
        fc.array(step, { minLength: 10, maxLength: 25 }),
        async (rules, steps) => {
          await db.execute(
            sql`truncate segments, segment_members, segment_moves, segment_marks, segment_dependencies cascade`,
          );
          await db.execute(sql`update customers set state = 'erased' where state = 'active'`);
          await db.execute(sql`truncate segment_marks`);
          const months = [-2, 0, 20, 40].map((days) => new Date(clock.now().getTime() + days * day));
          for (const table of ["customer_events", "messages", "message_events"] as const)
            await ensurePartitions(db, table, months);
          const people = await Promise.all(Array.from({ length: 5 }, () => customer()));
          const own: { id: string; definition: Rule }[] = [];
          for (const raw of rules) own.push({ id: await live(raw), definition: rule.parse(raw) });
          for (const one of [...steps, { look: true }]) {
            if ("passes" in one) clock.advance(one.passes);
            else if ("what" in one) await happenings[one.what]?.(people[one.who] ?? 0);
            else {
              await follow();
              for (const { id, definition } of own) {
                const wanted = await db.execute<{ id: number }>(
                  sql`${membersQuery(definition, await scopeOf(db, definition, clock.now()))} order by 1`,
                );
                expect(await membersOf(id), JSON.stringify(definition)).toEqual(
                  wanted.map((row) => Number(row.id)),
                );
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
