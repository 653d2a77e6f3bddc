import { sql } from "drizzle-orm";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonParam } from "@/server/db/client";
import { rfmModels } from "@/server/db/schema";
import { updateSettings } from "@/server/domain/account";
import {
  createModel,
  deleteModel,
  getMigrations,
  getReport,
  nightlyModels,
  previewRfm,
  type RfmLine,
  runRfm,
  updateModel,
} from "@/server/domain/rfm";
import { scoreByBounds } from "@/server/domain/rfm/model";
import {
  createSegment,
  deleteSegment,
  followSegments,
  matches,
  membersQuery,
  rule,
  scopeOf,
} from "@/server/domain/segments";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const zone = "America/Sao_Paulo";
const clock = manualClock(new Date("2026-05-13T12:00:00Z"));
const ctx = { ...asSystem(db, clock), db };

interface Bought {
  customer: number;
  at: Date;
  minor: number;
  kind: "receipt" | "order" | "cancelled" | "paid_order";
}

beforeAll(() => updateSettings(ctx, { timeZone: zone, currency: "EUR" }));

async function load(bought: readonly Bought[]): Promise<void> {
  await db.execute(sql`truncate customers, receipts, orders, rfm_models, rfm_runs, rfm_scores, rfm_moves`);
  const people = [...new Set(bought.map((one) => one.customer))].map((id) => ({ id, x: `x${id}` }));
  await db.execute(sql`
    insert into customers (id, external_id) select p.id, p.x from jsonb_to_recordset(${jsonParam(people)}) as p(id bigint, x text)`);
  const rows = bought.map((one, i) => ({ ...one, id: i + 1, at: one.at.toISOString() }));
  const source = sql`jsonb_to_recordset(${jsonParam(rows)}) as b(id bigint, customer bigint, at timestamptz, minor bigint, kind text)`;
  await db.execute(sql`
    insert into receipts (customer_id, id, external_id, occurred_at, status, total_minor, order_external_id)
    select customer, id, 'r' || id, at, case when kind = 'cancelled' then 'cancelled' else 'completed' end, minor,
      case when kind = 'paid_order' then 'o' || id end
    from ${source} where kind <> 'order'`);
  await db.execute(sql`
    insert into orders (customer_id, id, external_id, occurred_at, status, total_minor)
    select customer, id, 'o' || id, at, 'completed', minor from ${source} where kind in ('order', 'paid_order')`);
}

interface Scoring {
  asOf: string;
  groups: number;
  periodDays: number | null;
  bounds: { r: number[] | null; f: number[] | null; m: number[] | null };
}

/** The slow and obvious way. */
function naive(bought: readonly Bought[], { asOf, groups, periodDays, bounds }: Scoring) {
  const end = Temporal.PlainDate.from(asOf);
  const habits = new Map<number, { days: Set<string>; minor: number }>();
  for (const one of bought) {
    if (one.kind === "cancelled") continue;
    const day = Temporal.Instant.fromEpochMilliseconds(one.at.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    const ago = day.until(end).total("days");
    if (ago < 0 || (periodDays !== null && ago >= periodDays)) continue;
    const habit = habits.get(one.customer) ?? { days: new Set<string>(), minor: 0 };
    habit.days.add(day.toString());
    habit.minor += one.minor;
    habits.set(one.customer, habit);
  }
  const people = [...habits].map(([customerId, { days, minor }]) => ({
    customerId,
    recencyDays: Math.min(...[...days].map((day) => Temporal.PlainDate.from(day).until(end).total("days"))),
    frequency: days.size,
    monetaryMinor: minor,
  }));
  const equalGroups = (worse: (a: (typeof people)[0]) => number) =>
    new Map(people.map((one) => [one, 1 + Math.floor((worse(one) * groups) / people.length)]));
  const r = equalGroups((me) => people.filter((one) => one.recencyDays > me.recencyDays).length);
  const f = equalGroups((me) => people.filter((one) => one.frequency < me.frequency).length);
  const m = equalGroups((me) => people.filter((one) => one.monetaryMinor < me.monetaryMinor).length);
  return people
    .map((one) => ({
      ...one,
      externalId: `x${one.customerId}`,
      r: bounds.r ? scoreByBounds(one.recencyDays, bounds.r, "r") : (r.get(one) ?? 0),
      f: bounds.f ? scoreByBounds(one.frequency, bounds.f, "f") : (f.get(one) ?? 0),
      m: bounds.m ? scoreByBounds(one.monetaryMinor / 100, bounds.m, "m") : (m.get(one) ?? 0),
    }))
    .sort((a, b) => a.customerId - b.customerId);
}

async function previewed(scoring: Scoring): Promise<RfmLine[]> {
  const lines: RfmLine[] = [];
  for await (const batch of await previewRfm(ctx, scoring)) lines.push(...batch);
  return lines;
}

const bought: fc.Arbitrary<Bought[]> = fc.array(
  fc.record({
    customer: fc.integer({ min: 1001, max: 1030 }),
    // Around the end of daylight saving in Sao Paulo (16 February 2019 had 25 hours) and its beginning.
    at: fc.date({
      min: new Date("2018-10-25T00:00:00Z"),
      max: new Date("2019-02-20T00:00:00Z"),
      noInvalidDate: true,
    }),
    minor: fc.oneof(fc.constant(1000), fc.integer({ min: 0, max: 100_000 })),
    kind: fc.constantFrom<Bought["kind"]>("receipt", "receipt", "order", "cancelled", "paid_order"),
  }),
  { maxLength: 80 },
);
const scoring: fc.Arbitrary<Scoring> = fc.integer({ min: 3, max: 10 }).chain((groups) => {
  const list = (max: number) =>
    fc.option(
      fc
        .uniqueArray(fc.integer({ min: 0, max }), { minLength: groups - 1, maxLength: groups - 1 })
        .map((values) => values.sort((a, b) => a - b)),
    );
  return fc.record({
    groups: fc.constant(groups),
    asOf: fc.constantFrom("2018-11-04", "2019-02-16", "2019-02-17", "2019-03-01"),
    periodDays: fc.option(fc.integer({ min: 1, max: 120 })),
    bounds: fc.record({ r: list(100), f: list(12), m: list(900) }),
  });
});

describe("scores", () => {
  it("are what the slow and obvious way says, whatever was bought and however one scores", async () => {
    await fc.assert(
      fc.asyncProperty(bought, fc.array(scoring, { minLength: 4, maxLength: 4 }), async (purchases, ways) => {
        await load(purchases);
        for (const way of ways) expect(await previewed(way)).toEqual(naive(purchases, way));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("a run keeps them, and notes who moved, came in and fell out", async () => {
    const at = (day: string) => new Date(`${day}T15:00:00Z`);
    await load([
      { customer: 1001, at: at("2026-01-10"), minor: 500, kind: "receipt" },
      { customer: 1002, at: at("2026-04-10"), minor: 900, kind: "receipt" },
      { customer: 1003, at: at("2026-05-10"), minor: 100, kind: "receipt" },
      { customer: 1004, at: at("2026-05-12"), minor: 100, kind: "receipt" },
    ]);
    const [model] = await db
      .insert(rfmModels)
      .values({
        name: "Everybody",
        isDefault: true,
        scoring: { groups: 3, periodDays: 120 },
        updatedAt: clock.now(),
      })
      .returning();
    const id = model?.id ?? "";
    const first = await runRfm(ctx, id, "2026-05-01");
    expect(first).toMatchObject({ customers: 2, moved: 2 });
    expect(await runRfm(ctx, id, "2026-05-01")).toMatchObject({ customers: 2, moved: 0 });
    const later = await runRfm(ctx, id, "2026-05-12");
    // 1001 fell out, 1003 and 1004 came in, 1002 is the least recent of three now.
    expect(later).toMatchObject({ customers: 3, moved: 4 });
    const scores = await db.execute(
      sql`select customer_id as id, r, f, m, segment, since::text from rfm_scores order by customer_id`,
    );
    expect([...scores]).toEqual([
      { id: 1002, r: 1, f: 1, m: 3, segment: "lost", since: "2026-05-12" },
      { id: 1003, r: 2, f: 1, m: 1, segment: "about_to_sleep", since: "2026-05-12" },
      { id: 1004, r: 3, f: 1, m: 1, segment: "new", since: "2026-05-12" },
    ]);
    const moves = await db.execute(
      sql`select customer_id as id, from_r, to_r from rfm_moves where run_id = ${later.runId} order by 1`,
    );
    expect([...moves]).toEqual([
      { id: 1001, from_r: 1, to_r: null },
      { id: 1002, from_r: 2, to_r: 1 },
      { id: 1003, from_r: null, to_r: 2 },
      { id: 1004, from_r: null, to_r: 3 },
    ]);
    const report = await getReport(ctx, { id });
    expect(report.run).toMatchObject({ id: later.runId, customers: 3, groups: 3, asOf: "2026-05-12" });
    expect(
      report.run?.segments.filter((one) => one.customers > 0).map((one) => [one.code, one.customers]),
    ).toEqual([
      ["new", 1],
      ["about_to_sleep", 1],
      ["lost", 1],
    ]);
    const { flows } = await getMigrations(ctx, { id, from: first.runId, to: later.runId });
    expect(flows).toEqual(
      expect.arrayContaining([
        { from: "lost", to: null, customers: 1 },
        { from: "about_to_sleep", to: "lost", customers: 1 },
        { from: null, to: "new", customers: 1 },
        { from: null, to: "about_to_sleep", customers: 1 },
      ]),
    );
    // A night's run is due once for a day, and again when the way of scoring changes.
    expect(await nightlyModels(ctx)).toEqual([]);
    clock.set(new Date("2026-05-13T13:00:00Z"));
    await updateModel(ctx, { id, scoring: { groups: 4, periodDays: 30 } });
    expect(await nightlyModels(ctx)).toEqual([{ modelId: id, asOf: "2026-05-12" }]);
  });
});

describe("a condition on moves", () => {
  const model = async () => (await db.select().from(rfmModels))[0]?.id ?? "";
  const members = async (definition: unknown, now = "2026-05-13T12:00:00Z") => {
    const parsed = rule.parse(definition);
    const scope = await scopeOf(db, parsed, new Date(now));
    const whole = await db.execute<{ id: number }>(sql`${membersQuery(parsed, scope)} order by 1`);
    const alone = await db.execute<{ id: number }>(
      sql`select customers.id from customers where customers.state = 'active' and ${matches(parsed, scope)} order by 1`,
    );
    const negated = rule.parse({ kind: "none", rules: [definition] });
    const others = await db.execute<{ id: number }>(sql`${membersQuery(negated, scope)} order by 1`);
    const ids = whole.map((row) => Number(row.id));
    // One meaning by either plan, and its "none" is everybody else: it is never unknown.
    expect(alone.map((row) => Number(row.id))).toEqual(ids);
    const everybody = await db.execute<{ id: number }>(sql`select id from customers order by id`);
    expect([...ids, ...others.map((row) => Number(row.id))].sort((a, b) => a - b)).toEqual(
      everybody.map((row) => Number(row.id)),
    );
    return ids;
  };
  const moved = (rest: object) => ({
    kind: "rfm_moved",
    window: { kind: "last", amount: 5, unit: "days" },
    ...rest,
  });

  it("finds who went from where to where, who rose, who came in and who fell out, each by the whole way in the window", async () => {
    await load([
      { customer: 1, at: new Date("2026-04-20T15:00:00Z"), minor: 500, kind: "receipt" },
      { customer: 2, at: new Date("2026-04-25T15:00:00Z"), minor: 500, kind: "receipt" },
      { customer: 3, at: new Date("2026-05-12T15:00:00Z"), minor: 500, kind: "receipt" },
      { customer: 4, at: new Date("2026-04-26T15:00:00Z"), minor: 500, kind: "receipt" },
    ]);
    await db.insert(rfmModels).values({
      name: "Everybody",
      isDefault: true,
      scoring: { groups: 3, periodDays: 20 },
      updatedAt: clock.now(),
    });
    const id = await model();
    await runRfm(ctx, id, "2026-05-01");
    const then = await db.execute<{ id: number; segment: string }>(
      sql`select customer_id as id, segment from rfm_scores order by 1`,
    );
    expect(then.map((row) => Number(row.id))).toEqual([1, 2, 4]);
    await runRfm(ctx, id, "2026-05-12");
    const flows = (await db.execute<{ id: number; a: string | null; b: string | null }>(
      sql`select customer_id as id, from_segment as a, to_segment as b from rfm_moves where moved_on = '2026-05-12' order by 1`,
    )) as unknown as { id: number; a: string | null; b: string | null }[];
    expect(await members(moved({}))).toEqual(flows.map((row) => Number(row.id)));
    expect(await members(moved({ to: { out: true } }))).toEqual(
      flows.filter((row) => row.b === null).map((row) => Number(row.id)),
    );
    expect(await members(moved({ from: { out: true } }))).toEqual([3]);
    for (const { a, b } of flows)
      if (a && b)
        expect(await members(moved({ from: { segments: [a] }, to: { segments: [b] } }))).toEqual(
          flows.filter((row) => row.a === a && row.b === b).map((row) => Number(row.id)),
        );
    expect(await members(moved({ went: { axis: "r", way: "up" } }))).toEqual([]);
    // The window: the days before it do not count, and everything ends after it.
    expect(
      await members(moved({ window: { kind: "between", from: "2026-05-01", to: "2026-05-01" } })),
    ).toEqual([1, 2, 4]);
    expect(await members(moved({}), "2026-06-13T12:00:00Z")).toEqual([]);
    // Over both runs the first end is where she was before either.
    expect(
      await members(
        moved({ from: { out: true }, window: { kind: "between", from: "2026-05-01", to: "2026-05-12" } }),
      ),
    ).toEqual(expect.arrayContaining([3]));
    await expect(rule.parseAsync({ kind: "rfm_moved", from: { out: false } })).rejects.toThrow();
    await expect(rule.parseAsync({ kind: "rfm_moved", from: {} })).rejects.toThrow();
  });

  it("is followed live: a computation lets in whom it moved, and the next one lets them go", async () => {
    await load([
      { customer: 1, at: new Date("2026-04-20T15:00:00Z"), minor: 500, kind: "receipt" },
      { customer: 2, at: new Date("2026-05-04T15:00:00Z"), minor: 900, kind: "receipt" },
    ]);
    await db.insert(rfmModels).values({
      name: "Everybody",
      isDefault: true,
      scoring: { groups: 3, periodDays: 20 },
      updatedAt: clock.now(),
    });
    const id = await model();
    await runRfm(ctx, id, "2026-05-05");
    const live = await createSegment(ctx, {
      name: "fell out",
      definition: { kind: "rfm_moved", to: { out: true }, window: { kind: "last_run" } },
      isLive: true,
    });
    const held = async () => {
      await followSegments(ctx, 60_000);
      const rows = await db.execute<{ id: number }>(
        sql`select customer_id as id from segment_members where segment_id = ${live.id}::uuid order by 1`,
      );
      return rows.map((row) => Number(row.id));
    };
    expect(await held()).toEqual([]);
    await runRfm(ctx, id, "2026-05-12");
    expect(await held()).toEqual([1]);
    // Nobody moves in the next one: it is the last one all the same.
    await runRfm(ctx, id, "2026-05-12");
    expect(await held()).toEqual([]);
    // Another default model means other moves.
    await runRfm(ctx, id, "2026-05-30");
    expect(await held()).toEqual([2]);
    const other = await createModel(ctx, { name: "Other", scoring: { groups: 5, periodDays: 365 } });
    await updateModel(ctx, { id: other.id, isDefault: true });
    expect(await held()).toEqual([]);
  });

  it("keeps the model that it names from being deleted", async () => {
    const other = await createModel(ctx, { name: "Named", scoring: { groups: 5, periodDays: 365 } });
    const { id } = await createSegment(ctx, {
      name: "of the named one",
      definition: { kind: "rfm_moved", model: other.id, went: { axis: "r", way: "down" } },
    });
    await expect(deleteModel(ctx, { id: other.id })).rejects.toThrow(/of the named one/);
    await deleteSegment(ctx, { id });
    await deleteModel(ctx, { id: other.id });
  });
});
