import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { rfmModels } from "@/server/db/schema";
import {
  activateCampaign,
  advanceCohort,
  createCampaign,
  enterDue,
  explainCustomer,
  pauseCampaign,
  publishCampaign,
  resumeCampaign,
  saveDraft,
  stopCampaign,
  watchMoves,
} from "@/server/domain/campaigns";
import { deleteModel, runRfm, updateModel } from "@/server/domain/rfm";
import {
  addToList,
  createSegment,
  deleteSegment,
  followSegments,
  getSegment,
  removeFromList,
  setLive,
  updateSegment,
} from "@/server/domain/segments";
import { testDatabase } from "../../support/database";
import { day, hour, minute, scene } from "./scene";

const { db } = await testDatabase();
const shop = scene(db);
const { clock, system, marketer } = shop;
const system_ = { ...system, db };

beforeEach(async () => {
  clock.advance(400 * day);
  await db.execute(sql`
    truncate campaigns, campaign_versions, campaign_participants, campaign_cohorts, campaign_steps, campaign_alarms,
      campaign_cursors, segments, segment_versions, segment_members, segment_moves, segment_marks, segment_dependencies,
      segment_days, usages, outbox, receipts, rfm_models, rfm_runs, rfm_scores, rfm_moves cascade`);
  await db.execute(sql`update customers set state = 'erased' where state = 'active'`);
});

const inCity = (city: string) => ({
  kind: "attribute",
  field: "city",
  type: "text",
  test: { operator: "equals", value: city },
});
const segmentOf = (definition: unknown, isLive = false) =>
  createSegment(marketer, { name: crypto.randomUUID(), definition, isLive });
const moveTo = (id: number, city: string) =>
  db.execute(sql`update customers set city = ${city} where id = ${id}`);

/** The trigger, then a wait of a day, so that people can be seen inside. */
const chain = (kind: string, settings: Record<string, unknown>) => ({
  nodes: [
    { id: "start", kind, settings },
    { id: "pause", kind: "wait", settings: { amount: 1, unit: "days" } },
    { id: "end", kind: "exit" },
  ],
  edges: [
    { from: "start", port: "next", to: "pause" },
    { from: "pause", port: "next", to: "end" },
  ],
});
const campaign = (kind: string, settings: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  createCampaign(marketer, {
    name: "A campaign",
    graph: chain(kind, settings),
    settings: more,
    activate: true,
  });

/** What the worker does: live segments first, then whoever listens, then what is due. A second later at least. */
const work = async () => {
  clock.advance(1000);
  await followSegments(system_, 60_000);
  await watchMoves(system, {});
  await shop.work();
};
const entered = async (id: string) => (await shop.entries(id)).map((row) => Number(row.customer_id));
const why = async (campaignId: string, customerId: number) =>
  (await explainCustomer(marketer, { campaignId, customerId })).entering.refusal;
const announced = async (name: string) =>
  (await db.execute(sql`select 1 from outbox where name = ${name}`)).length;

describe("a campaign that begins with a segment", () => {
  it("keeps it current, and lets in exactly those who come into it afterwards, each move once", async () => {
    const [old, ann, bob] = [
      await shop.customer({ city: "Rome" }),
      await shop.customer(),
      await shop.customer(),
    ];
    const segment = await segmentOf(inCity("Rome"));
    const { id } = await campaign("segment-entered", { segment: segment.id });
    expect((await getSegment(marketer, { id: segment.id })).isLive).toBe(true);
    await work();
    expect(await entered(id)).toEqual([]);
    expect(await why(id, old)).toBe("has_moved");
    await moveTo(ann, "Rome");
    clock.advance(minute);
    await followSegments(system_, 60_000);
    expect(await announced("segments/moves.noted")).toBeGreaterThan(0);
    expect(await why(id, ann)).toBeNull();
    await work();
    expect(await entered(id)).toEqual([ann]);
    expect(await why(id, ann)).toBe("move_is_new");
    // Nothing new: however often one looks, nobody enters.
    for (let pass = 0; pass < 3; pass++) await work();
    expect(await entered(id)).toEqual([ann]);
    await clock.advance(2 * day);
    await work();
    await moveTo(ann, "Oslo");
    await work();
    // To leave is not to enter.
    expect(await entered(id)).toEqual([ann]);
    await moveTo(ann, "Rome");
    await moveTo(bob, "Rome");
    await work();
    expect((await entered(id)).sort()).toEqual([ann, ann, bob].sort());
    const [entry] = await db.execute<{ context: { trigger: object } }>(
      sql`select context from campaign_participants where customer_id = ${bob}`,
    );
    expect(entry?.context.trigger).toMatchObject({ kind: "segment-entered", segment: segment.id });
  });

  it("lets in those who leave, of a list as well", async () => {
    const [ann, bob] = [await shop.customer(), await shop.customer()];
    const list = await createSegment(marketer, { name: "list", kind: "list" });
    await addToList(marketer, { id: list.id, customerIds: [ann, bob] });
    const { id } = await campaign("segment-left", { segment: list.id });
    clock.advance(minute);
    await removeFromList(marketer, { id: list.id, customerIds: [bob] });
    expect(await announced("segments/moves.noted")).toBe(1);
    await work();
    expect(await entered(id)).toEqual([bob]);
  });

  it("takes in who is in it at the start where the settings say so, once it is known who that is", async () => {
    const [ann, bob, eve] = [
      await shop.customer({ city: "Rome" }),
      await shop.customer(),
      await shop.customer({ city: "Rome" }),
    ];
    const segment = await segmentOf(inCity("Rome"));
    const { id } = await campaign("segment-entered", { segment: segment.id }, { include_existing: true });
    await shop.work();
    expect(await entered(id)).toEqual([]);
    await work();
    expect((await entered(id)).sort()).toEqual([ann, eve].sort());
    await moveTo(bob, "Rome");
    await work();
    await work();
    expect((await entered(id)).sort()).toEqual([ann, bob, eve].sort());
    // Started once more, it knows whom it let in by which move.
    await stopCampaign(marketer, { id, inFlight: "drop" });
    await activateCampaign(marketer, { id });
    await work();
    expect(await entered(id)).toHaveLength(3);
  });

  it("does not count an edit of the segment unless it is told to", async () => {
    const ann = await shop.customer({ city: "Oslo" });
    const segment = await segmentOf(inCity("Rome"));
    const strict = await campaign("segment-entered", { segment: segment.id });
    const open = await campaign("segment-entered", { segment: segment.id, on_edit: true });
    await work();
    await updateSegment(marketer, { id: segment.id, definition: inCity("Oslo") });
    await work();
    expect(await entered(strict.id)).toEqual([]);
    expect(await why(strict.id, ann)).toBe("moved_by_herself");
    expect(await entered(open.id)).toEqual([ann]);
  });

  it("asks the rules of re-entry and of entries at once as of the move, and says so afterwards", async () => {
    const ann = await shop.customer();
    const segment = await segmentOf(inCity("Rome"));
    const { id } = await campaign(
      "segment-entered",
      { segment: segment.id },
      { reentry: { kind: "interval", seconds: (7 * day) / 1000 } },
    );
    await work();
    const comeAndGo = async () => {
      await moveTo(ann, "Rome");
      await work();
      await moveTo(ann, "Oslo");
      await work();
    };
    await comeAndGo();
    await comeAndGo();
    expect(await entered(id)).toEqual([ann]);
    expect(await why(id, ann)).toBe("reentry_allowed");
    await shop.pass(3 * day);
    await work();
    await shop.pass(5 * day);
    // The interval is over; the move was refused then, and stays so.
    await work();
    expect(await entered(id)).toEqual([ann]);
    await comeAndGo();
    expect(await entered(id)).toEqual([ann, ann]);
  });

  it("loses nobody to a pause, a pass that fails or one that is repeated, and passes by what is too old", async () => {
    const [ann, bob, eve] = [await shop.customer(), await shop.customer(), await shop.customer()];
    const early = await shop.customer();
    const segment = await segmentOf(inCity("Rome"), true);
    await work();
    await moveTo(early, "Rome");
    await work();
    const { id } = await campaign("segment-entered", { segment: segment.id });
    await work();
    expect(await why(id, early)).toBe("moved_after_activation");
    await pauseCampaign(marketer, { id });
    await moveTo(eve, "Rome");
    await work();
    await shop.pass(4 * day);
    await moveTo(ann, "Rome");
    await work();
    expect(await entered(id)).toEqual([]);
    await resumeCampaign(marketer, { id });
    // Killed before it could commit: nothing has happened.
    await expect(
      db.transaction(async (tx) => {
        await enterDue({ ...system, db: tx }, { campaignId: id });
        throw new Error("killed");
      }),
    ).rejects.toThrow("killed");
    expect(await entered(id)).toEqual([]);
    await Promise.all(Array.from({ length: 5 }, () => enterDue(system, { campaignId: id })));
    expect(await entered(id)).toEqual([ann]);
    expect(await why(id, eve)).toBe("moved_lately");
    // The cursor lost, the key and the time of the start hold; the alarm lost, the next look finds who is behind.
    await db.execute(sql`update campaign_cursors set position = 0`);
    await moveTo(bob, "Rome");
    await followSegments(system_, 60_000);
    await db.execute(sql`delete from campaign_alarms`);
    await work();
    expect(await entered(id)).toEqual([ann, bob]);
  });

  it("follows the version that runs, and begins with another segment at the end of its log", async () => {
    const ann = await shop.customer();
    const [rome, oslo] = [await segmentOf(inCity("Rome"), true), await segmentOf(inCity("Oslo"), true)];
    const { id } = await campaign("segment-entered", { segment: rome.id });
    await work();
    await moveTo(ann, "Oslo");
    await work();
    await saveDraft(marketer, {
      id,
      revision: 1,
      graph: chain("segment-entered", { segment: oslo.id }) as never,
    });
    await publishCampaign(marketer, { id });
    await work();
    expect(await entered(id)).toEqual([]);
    await moveTo(ann, "Rome");
    await work();
    await moveTo(ann, "Oslo");
    await work();
    expect(await entered(id)).toEqual([ann]);
  });

  it("cannot lose its segment, nor have it stopped being current, until it is stopped", async () => {
    const segment = await segmentOf(inCity("Rome"));
    const { id } = await campaign("segment-entered", { segment: segment.id });
    await expect(deleteSegment(marketer, { id: segment.id })).rejects.toThrow(/campaign "A campaign"/);
    await expect(setLive(marketer, { id: segment.id, isLive: false })).rejects.toThrow(
      /campaign "A campaign"/,
    );
    expect((await getSegment(marketer, { id: segment.id })).usedBy).toEqual([
      { kind: "campaign", id, label: "A campaign" },
    ]);
    await stopCampaign(marketer, { id });
    await setLive(marketer, { id: segment.id, isLive: false });
    await expect(deleteSegment(marketer, { id: segment.id })).rejects.toThrow(/campaign "A campaign"/);
    // Starting again needs it current again.
    await activateCampaign(marketer, { id });
    expect((await getSegment(marketer, { id: segment.id })).isLive).toBe(true);
  });

  it("is not started with a segment that is not there", async () => {
    await expect(campaign("segment-entered", {})).rejects.toThrow(/Choose the segment/);
    await expect(campaign("segment-left", { segment: crypto.randomUUID() })).rejects.toThrow(
      /There is no segment/,
    );
  });
});

describe("a campaign that begins with a move in RFM", () => {
  const model = async (scoring: object = { groups: 3, periodDays: 20 }) => {
    const [row] = await db
      .insert(rfmModels)
      .values({ name: "Everybody", isDefault: true, scoring, updatedAt: clock.now() })
      .returning();
    return row?.id ?? "";
  };
  let receiptNo = 1;
  const buys = (customerId: number, minor = 1000) =>
    db.execute(sql`insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
      values (${customerId}, ${receiptNo}, ${`r${receiptNo++}`}, ${clock.now().toISOString()}::timestamptz, ${minor})`);
  const compute = async (id: string) => {
    clock.advance(hour);
    await runRfm(system_, id, clock.now().toISOString().slice(0, 10));
  };
  const fellOut = { to: { out: true } };

  it("lets in exactly those whom a computation moved that way, once, and nobody by one that moved nobody", async () => {
    const [ann, bob, eve] = [await shop.customer(), await shop.customer(), await shop.customer()];
    await buys(ann);
    await buys(bob);
    const id = await model();
    const out = await campaign("rfm-transition", fellOut);
    const back = await campaign("rfm-transition", { from: { out: true } });
    await compute(id);
    await work();
    // The first computation moves nobody: there was nothing before.
    expect(await entered(back.id)).toEqual([]);
    await shop.pass(10 * day);
    await buys(bob);
    await buys(eve);
    await compute(id);
    await work();
    expect(await entered(back.id)).toEqual([eve]);
    expect(await entered(out.id)).toEqual([]);
    await shop.pass(11 * day);
    await compute(id);
    expect(await announced("rfm/run.finished")).toBe(3);
    expect(await why(out.id, ann)).toBeNull();
    expect(await why(out.id, bob)).toBe("has_moved");
    // A worker that dies after the pass, and another that repeats all of it.
    await work();
    await work();
    expect(await entered(out.id)).toEqual([ann]);
    await compute(id);
    await work();
    expect(await entered(out.id)).toEqual([ann]);
    expect(await entered(back.id)).toEqual([eve]);
    const [entry] = await db.execute<{ context: { trigger: { to: unknown[] } } }>(
      sql`select context from campaign_participants where customer_id = ${ann}`,
    );
    expect(entry?.context.trigger).toMatchObject({ kind: "rfm-transition", to: [null, null, null, null] });
  });

  it("tells rising from falling, cells from named segments", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => shop.customer()));
    const id = await model({ groups: 3, periodDays: 365, bounds: { r: [5, 15], f: null, m: null } });
    for (const one of people) await buys(one);
    await compute(id);
    await work();
    const fell = await campaign("rfm-transition", { went: { axis: "r", way: "down" } });
    const rose = await campaign("rfm-transition", { went: { axis: "r", way: "up" } });
    const cell = await campaign("rfm-transition", { from: { r: [3] }, to: { r: [1, 2] } });
    await shop.pass(6 * day);
    await buys(people[0] ?? 0);
    await compute(id);
    await work();
    expect((await entered(fell.id)).sort()).toEqual(people.slice(1).sort());
    expect((await entered(cell.id)).sort()).toEqual(people.slice(1).sort());
    expect(await entered(rose.id)).toEqual([]);
    await shop.pass(2 * day);
    await buys(people[1] ?? 0);
    await compute(id);
    await work();
    expect(await entered(rose.id)).toEqual([people[1]]);
    const moves = await db.execute<{ customer_id: number; s: string }>(
      sql`select customer_id, to_segment as s from rfm_moves where run_id = (select max(run_id) from rfm_moves)`,
    );
    const where = moves.find((row) => Number(row.customer_id) === people[1])?.s;
    const named = await campaign("rfm-transition", { to: { segments: [where] } }, { include_existing: true });
    await work();
    // Existing ones are those of the last computation.
    expect(await entered(named.id)).toContain(people[1]);
    expect(await entered(named.id)).toHaveLength(moves.filter((row) => row.s === where).length);
  });

  it("does not count a change of how the model scores, and begins anew with another default model", async () => {
    const [ann, bob] = [await shop.customer(), await shop.customer()];
    await buys(ann);
    await shop.pass(30 * day);
    await buys(bob);
    const id = await model({ groups: 3, periodDays: 365 });
    await compute(id);
    const out = await campaign("rfm-transition", fellOut);
    await work();
    await updateModel(marketer, {
      id,
      scoring: { groups: 3, periodDays: 20, bounds: { r: null, f: null, m: null }, base: null },
    });
    await compute(id);
    await work();
    expect(await entered(out.id)).toEqual([]);
    expect(await why(out.id, ann)).toBe("moved_by_herself");
  });

  it("keeps the model that it names", async () => {
    const id = await model();
    await db.insert(rfmModels).values({ name: "Other", scoring: { groups: 3, periodDays: 20 } });
    const [other] = await db.execute<{ id: string }>(sql`select id from rfm_models where not is_default`);
    await campaign("rfm-transition", { model: other?.id, ...fellOut });
    await expect(deleteModel(marketer, { id: other?.id ?? "" })).rejects.toThrow(/campaign "A campaign"/);
    await expect(campaign("rfm-transition", { model: id })).rejects.toThrow(/from where, to where/);
    await expect(campaign("rfm-transition", { model: crypto.randomUUID(), ...fellOut })).rejects.toThrow(
      /no RFM model/,
    );
  });

  it("takes in a whole computation as one cohort", async () => {
    const id = await model();
    const { id: campaignId } = await campaign("rfm-transition", fellOut);
    await db.execute(sql`
      insert into customers (id, email) select 500000 + i, 'crowd' || i || '@example.com' from generate_series(1, 2000) i`);
    await db.execute(sql`
      insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
      select 500000 + i, 900000 + i, 'crowd' || i, ${clock.now().toISOString()}::timestamptz, 100 from generate_series(1, 2000) i`);
    await compute(id);
    await work();
    await shop.pass(30 * day);
    await compute(id);
    clock.advance(1000);
    await watchMoves(system, {});
    expect(await enterDue(system, { campaignId })).toMatchObject({ entered: 2000 });
    const cohorts = await db.execute<{ id: string; size: number }>(
      sql`select id, size from campaign_cohorts`,
    );
    expect(cohorts.map((row) => row.size)).toEqual([2000]);
    expect(await advanceCohort(system, { cohortId: cohorts[0]?.id ?? "" })).toMatchObject({
      state: "waiting",
    });
  });
});
