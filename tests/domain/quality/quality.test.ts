import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { customerQuality, customers, qualitySuggestions } from "@/server/db/schema";
import { noteContacts, unblockContact, upsertCustomers } from "@/server/domain/customers";
import * as quality from "@/server/domain/quality";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const start = new Date("2026-03-10T09:00:00Z");
const clock = manualClock(start);
const ctx = asSystem(db, clock);

beforeEach(async () => {
  clock.set(start);
  await db.execute(sql`truncate customers, customer_identities, customer_metrics, customer_quality, quality_suggestions,
    quality_runs, quality_snapshots, mail_domains, contact_health, contact_soft_bounces, dirty_customers, outbox, audit_log`);
});

type Values = Parameters<typeof upsertCustomers>[1][number];
async function add(...people: Values[]): Promise<number[]> {
  const results = await db.transaction((tx) =>
    upsertCustomers(tx, people, { via: "test", now: clock.now() }),
  );
  expect(results.map((one) => one.problems)).toEqual(people.map(() => []));
  return results.map((one) => one.customerId ?? 0);
}
const follow = async () => expect(await quality.followStale(ctx, 10_000)).toMatchObject({ isDone: true });
const row = async (id: number) =>
  (await db.select().from(customerQuality).where(sql`customer_id = ${id}`))[0];
const person = async (id: number) => (await db.select().from(customers).where(sql`id = ${id}`))[0];
const suggestions = async (id: number) =>
  Object.fromEntries(
    (await db.select().from(qualitySuggestions).where(sql`customer_id = ${id}`)).map((one) => [
      one.kind,
      one.state,
    ]),
  );
const finish = async (runId: string) => expect(await quality.advanceRun(ctx, runId, 10_000)).toBe(true);

describe("following", () => {
  test("facts follow from the values, and follow their changes; nobody changed means nothing to do", async () => {
    const [id = 0] = await add({
      externalId: "1",
      email: "anna@gmail.com",
      phone: "+7 916 123-45-67",
      city: "г. Екатеринбург",
    });
    await follow();
    expect(await row(id)).toMatchObject({
      emailProvider: "gmail",
      phoneType: "mobile",
      operator: "MTS",
      country: "RU",
      region: "RU-SVE",
      city: "Yekaterinburg",
      timeZone: "Asia/Yekaterinburg",
      timeZoneFrom: "city",
      problems: ["name_missing", "gender_missing"],
    });
    expect((await person(id))?.city).toBe("г. Екатеринбург");
    await add({ externalId: "1", phone: "+7 495 123-45-67", city: "СПб", firstName: "Анна" });
    await follow();
    expect(await row(id)).toMatchObject({
      phoneType: "fixed_line",
      region: "RU-SPE",
      timeZone: "Europe/Moscow",
      problems: ["phone_landline", "gender_missing"],
    });
    expect(await quality.followStale(ctx)).toEqual({ people: 0, isDone: true });
  });

  test("a landline is out of SMS with its code; another number starts clean; let in, it stays in", async () => {
    const [id = 0] = await add({ externalId: "1", phone: "+7 495 123-45-67" });
    await follow();
    expect((await person(id))?.phoneCode).toBe(33);
    await add({ externalId: "1", phone: "+7 916 123-45-67" });
    await follow();
    expect((await person(id))?.phoneCode).toBe(0);
    await add({ externalId: "1", phone: "+7 495 123-45-67" });
    await follow();
    clock.advance(60_000);
    await unblockContact(ctx, { customerId: id, kind: "phone", reason: "Her line takes messages" });
    await follow();
    expect((await person(id))?.phoneCode).toBe(0);
    expect((await row(id))?.problems).not.toContain("phone_landline");
  });

  test("everybody's turn: true progress, cancelled where it stands", async () => {
    await add(...Array.from({ length: 30 }, (_, i) => ({ externalId: `n${i}`, email: `p${i}@mail.ru` })));
    await follow();
    await db.execute(sql`delete from customer_quality`);
    const { runId, total } = await quality.recomputeAll(ctx, {});
    expect(total).toBe(30);
    await expect(quality.recomputeAll(ctx, {})).rejects.toMatchObject({ code: "conflict" });
    await follow();
    expect(await quality.finishRecompute(ctx)).toBe(true);
    const view = await quality.getQuality(ctx, {});
    expect(view.runs[0]).toMatchObject({ id: runId, state: "done", done: 30, total: 30 });
    expect(await db.select().from(customerQuality)).toHaveLength(30);

    const second = await quality.recomputeAll(ctx, {});
    expect(await quality.cancelRun(ctx, { runId: second.runId })).toMatchObject({
      state: "cancelled",
      done: 0,
    });
    expect(await quality.followStale(ctx)).toEqual({ people: 0, isDone: true });
  });
});

describe("contact codes", () => {
  const report = (customerId: number, n: number, code: number) => ({
    kind: "email" as const,
    value: "anna@mail.ru",
    customerId,
    ref: `message ${n}`,
    at: clock.now(),
    code,
    by: "provider",
  });
  const tell = (customerId: number, n: number, code: number) =>
    db.transaction((tx) => noteContacts(tx, [report(customerId, n, code)], clock.now()));
  const code = async (id: number) => (await person(id))?.emailCode;

  test("seven soft failures in a month exclude for good; another address resets; the old one is remembered", async () => {
    const [id = 0] = await add({ externalId: "1", email: "anna@mail.ru" });
    for (let n = 1; n <= 7; n++) {
      expect(await code(id)).toBe(n === 1 ? 0 : 3);
      await tell(id, n, 3);
      // Told twice, it counts once.
      await tell(id, n, 3);
      clock.advance(4 * 86_400_000);
    }
    expect(await code(id)).toBe(34);
    await tell(id, 8, 0);
    expect(await code(id)).toBe(34);
    await add({ externalId: "1", email: "anna@yandex.ru" });
    await follow();
    expect(await code(id)).toBe(0);
    await add({ externalId: "1", email: "anna@mail.ru" });
    await follow();
    expect(await code(id)).toBe(34);
    expect((await row(id))?.problems).toContain("email_hard");
  });

  test("let in by hand with a reason, audited; what happened before counts no more", async () => {
    const [id = 0] = await add({ externalId: "1", email: "anna@mail.ru" });
    await tell(id, 1, 32);
    const late = report(id, 2, 32);
    clock.advance(1000);
    await unblockContact(ctx, { customerId: id, kind: "email", reason: "She wrote to us from it" });
    expect(await code(id)).toBe(0);
    await db.transaction((tx) => noteContacts(tx, [late], clock.now()));
    expect(await code(id)).toBe(0);
    const [entry] = await db.execute<{ changes: unknown }>(sql`select changes from audit_log`);
    expect(entry?.changes).toEqual({ email_code: { from: 32, to: 0 }, reason: "She wrote to us from it" });
    await expect(
      unblockContact(ctx, { customerId: id, kind: "email", reason: "Once more" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    clock.advance(1000);
    await tell(id, 3, 32);
    expect(await code(id)).toBe(32);
    expect((await quality.getContacts(ctx, { id })).email).toMatchObject({
      code: 32,
      state: "hard",
      by: "provider",
    });
  });
});

describe("suggestions", () => {
  test("nothing changes until it is accepted; a decision is not asked again; it can be taken back", async () => {
    const [id = 0] = await add({
      externalId: "1",
      email: "anna@gmial.com",
      firstName: "ИВАНОВА",
      lastName: "АННА",
    });
    await follow();
    expect(await suggestions(id)).toEqual({
      email_typo: "pending",
      name_order: "pending",
      gender: "pending",
    });
    expect((await person(id))?.email).toBe("anna@gmial.com");
    await quality.decideSuggestion(ctx, { customerId: id, kind: "email_typo", decision: "accept" });
    await quality.decideSuggestion(ctx, { customerId: id, kind: "name_order", decision: "reject" });
    await follow();
    expect(await person(id)).toMatchObject({ email: "anna@gmail.com", firstName: "ИВАНОВА" });
    expect(await suggestions(id)).toEqual({
      email_typo: "accepted",
      name_order: "rejected",
      gender: "pending",
    });
    await quality.decideSuggestion(ctx, { customerId: id, kind: "email_typo", decision: "reopen" });
    await follow();
    expect((await person(id))?.email).toBe("anna@gmial.com");
    expect(await suggestions(id)).toEqual({
      email_typo: "pending",
      name_order: "rejected",
      gender: "pending",
    });
    await add({ externalId: "1", firstName: "ПЕТРОВА" });
    await follow();
    expect(await suggestions(id)).toMatchObject({ name_order: "pending" });
  });

  test("all of a kind at once: who has the address keeps it, the review tells, and is taken back", async () => {
    const ids = await add(
      { externalId: "1", email: "a@gmial.com" },
      { externalId: "2", email: "b@gmial.com" },
      { externalId: "3", email: "b@gmail.com" },
    );
    await follow();
    const { runId, total } = await quality.reviewAll(ctx, { kind: "email_typo", decision: "accept" });
    expect(total).toBe(2);
    await finish(runId);
    const emails = async () => await Promise.all(ids.map(async (id) => (await person(id))?.email));
    expect(await emails()).toEqual(["a@gmail.com", "b@gmial.com", "b@gmail.com"]);
    expect((await quality.getQuality(ctx, {})).runs[0]).toMatchObject({
      state: "done",
      done: 2,
      changed: 1,
      refused: 1,
    });
    await follow();
    const undo = await quality.undoReview(ctx, { runId });
    expect(undo.total).toBe(1);
    await finish(undo.runId);
    expect(await emails()).toEqual(["a@gmial.com", "b@gmial.com", "b@gmail.com"]);
    await expect(quality.undoReview(ctx, { runId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a cancelled review leaves the rest as it was", async () => {
    await add(...Array.from({ length: 5 }, (_, i) => ({ externalId: `n${i}`, firstName: "ANNA" })));
    await follow();
    const { runId } = await quality.reviewAll(ctx, { kind: "name_case", decision: "accept" });
    await quality.cancelRun(ctx, { runId });
    await finish(runId);
    expect((await quality.listSuggestions(ctx, { kind: "name_case" })).items).toHaveLength(5);
    expect((await db.select().from(customers)).map((one) => one.firstName)).toEqual(Array(5).fill("ANNA"));
  });
});

describe("mail domains", () => {
  const net: quality.AskMail = async (domain) =>
    domain === "gone.shop" ? { state: "no_domain" } : { state: "accepts", host: "mx.yandex.net" };

  test("no network says nothing; a missing domain is code 39 until it is there again; servers tell the provider", async () => {
    const [dead = 0, company = 0] = await add(
      { externalId: "1", email: "a@gone.shop" },
      { externalId: "2", email: "b@company.shop" },
    );
    await follow();
    expect(await quality.checkDomains(ctx, async () => ({ state: "unknown" }))).toBeUndefined();
    expect((await person(dead))?.emailCode).toBe(0);
    clock.advance(25 * 3_600_000);
    expect(await quality.checkDomains(ctx, net)).toBe(2);
    expect([(await person(dead))?.emailCode, (await person(company))?.emailCode]).toEqual([39, 0]);
    expect((await row(company))?.emailProvider).toBe("yandex");
    expect(await quality.checkDomains(ctx, net)).toBe(0);
    clock.advance(25 * 3_600_000);
    await quality.checkDomains(ctx, async () => ({ state: "accepts", host: "mx.gone.shop" }));
    expect((await person(dead))?.emailCode).toBe(0);
  });
});

test("the state of the base counts who can be reached, and each problem", async () => {
  const [anna = 0] = await add(
    {
      externalId: "1",
      email: "anna@mail.ru",
      phone: "+79161234567",
      firstName: "Anna",
      gender: "f",
      city: "Москва",
    },
    { externalId: "2", phone: "+74951234567" },
    { externalId: "3", email: "info@mailinator.com" },
  );
  await follow();
  await db.execute(
    sql`insert into subscriptions (customer_id, channel, state, source) values (${anna}, 'sms', 'unsubscribed', 'test')`,
  );
  await quality.recount(ctx, {});
  const { latest } = await quality.getQuality(ctx, {});
  expect(latest).toMatchObject({ day: "2026-03-10", customers: 3 });
  expect(latest?.figures).toMatchObject({
    with_email: 2,
    email_reachable: 2,
    with_phone: 2,
    sms_reachable: 0,
    sms_opted_out: 1,
    phone_landline: 1,
    unreachable: 1,
    email_role: 1,
    email_disposable: 1,
    waiting: 0,
    stale: 0,
  });
  expect(latest?.groups.provider).toEqual([
    ["mailru", 1],
    ["other", 1],
  ]);
});
