import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

vi.hoisted(() => vi.stubEnv("ALLOW_PRIVATE_NETWORK", "127.0.0.0/8"));

import {
  createEndpoint,
  deleteEndpoint,
  deliverWebhooks,
  getDelivery,
  getEndpoint,
  listDeliveries,
  pruneWebhooks,
  replayFailed,
  rotateSecret,
  sendPing,
  updateEndpoint,
} from "@/server/domain/webhooks";
import { retryPauses } from "@/server/domain/webhooks/model";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { startReceiver } from "@/tests/support/webhook-receiver";

const { db } = await testDatabase();
const receiver = await startReceiver();
afterAll(() => receiver.stop());

let now = new Date();
const ctx = asRole(db, "administrator", { now: () => now });
const wait = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const deliver = () => deliverWebhooks(ctx, { random: () => 0.5 });
/** Loads that end: as many events, in two statements. */
async function importFinished(count: number) {
  await db.execute(sql`
    insert into imports (entity, file_name, file_key, file_bytes, file_hash, mapping, status)
    select 'customers', 'a.csv', '', 1, '', '{}', 'running' from generate_series(1, ${count}::int)`);
  await db.execute(sql`update imports set status = 'succeeded' where status = 'running'`);
  // The database's clock goes on while ours stands still.
  now = new Date(Math.max(now.getTime(), Date.now() + 50));
}

beforeEach(async () => {
  await db.execute(sql`truncate webhook_endpoints, webhook_events cascade`);
  receiver.received.length = 0;
  receiver.status(204);
  now = new Date();
});
const hook = (types = ["import.finished"], path = "/hook") =>
  createEndpoint(ctx, { url: receiver.url(path), types: types as "import.finished"[] });

test("the official library accepts what arrives, and after a rotation with either secret", async () => {
  const { id, secret } = await hook();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await importFinished(1);
  expect(await deliver()).toMatchObject({ delivered: 1, failed: 0 });
  const [first] = receiver.received;
  const verified = new Webhook(secret).verify(first?.body ?? "", first?.headers ?? {}) as {
    type: string;
    version: number;
  };
  expect(verified).toMatchObject({ type: "import.finished", version: 1 });
  expect(() => new Webhook(secret).verify(`${first?.body} `, first?.headers ?? {})).toThrow();

  const rotated = await rotateSecret(ctx, { id });
  expect(rotated.secret).not.toBe(secret);
  await sendPing(ctx, { id });
  await deliver();
  const second = receiver.received[1];
  for (const one of [secret, rotated.secret])
    expect(new Webhook(one).verify(second?.body ?? "", second?.headers ?? {})).toMatchObject({
      type: "test.ping",
    });
  wait(25 * 3_600_000);
  await sendPing(ctx, { id });
  await deliver();
  expect(receiver.received[2]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
});

test("secrets are never read back, and are sealed where they are kept", async () => {
  const { id, secret } = await hook();
  expect(JSON.stringify(await getEndpoint(ctx, { id }))).not.toContain(secret.slice(6));
  const [row] = await db.execute<{ secret: string }>(sql`select secret from webhook_endpoints`);
  expect(row?.secret.startsWith("v1.")).toBe(true);
});

test("a failure is tried again on the schedule, with the same id and the same bytes, and given up after the last", async () => {
  const { id } = await hook();
  receiver.status(500, {}, "out of order");
  await importFinished(1);
  await deliver();
  for (const pause of retryPauses) {
    wait(pause - 1000);
    expect((await deliver()).failed).toBe(0);
    wait(2000 + 16 * 60_000);
    await deliver();
  }
  expect(receiver.received).toHaveLength(1 + retryPauses.length);
  expect(new Set(receiver.received.map((one) => one.headers["webhook-id"])).size).toBe(1);
  expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
  const { items } = await listDeliveries(ctx, { id });
  expect(items[0]).toMatchObject({ state: "failed", attempts: 10, lastStatus: 500, nextAttemptAt: null });
  const { log } = await getDelivery(ctx, { endpointId: id, eventId: items[0]?.eventId ?? "" });
  expect(log[0]).toMatchObject({ status: 500, answer: "out of order" });

  receiver.status(200);
  expect(await replayFailed(ctx, { id, since: new Date(Date.now() - 60_000).toISOString() })).toEqual({
    count: 1,
  });
  expect((await deliver()).delivered).toBe(1);
});

test.each([
  ["a redirect", () => receiver.status(302, { location: receiver.url("/elsewhere") })],
  ["an answer that is cut off", () => receiver.answerWith((_, response) => response.destroy())],
])("%s is a failure, followed nowhere", async (_, prepare) => {
  const { id } = await hook();
  prepare();
  await importFinished(1);
  expect(await deliver()).toMatchObject({ delivered: 0, failed: 1 });
  expect(receiver.received.map((one) => one.path)).toEqual(["/hook"]);
  expect((await listDeliveries(ctx, { id })).items[0]).toMatchObject({ state: "pending", attempts: 1 });
});

test("five days without a success switch an endpoint off with its reason; activating starts anew", async () => {
  const { id } = await hook();
  receiver.status(503);
  await importFinished(1);
  await deliver();
  wait(4.9 * 86_400_000);
  await deliver();
  expect((await getEndpoint(ctx, { id })).state).toBe("active");
  wait(0.2 * 86_400_000);
  await deliver();
  expect(await getEndpoint(ctx, { id })).toMatchObject({
    state: "disabled",
    disabledReason: expect.stringContaining("five days"),
  });
  receiver.status(200);
  wait(86_400_000);
  expect((await deliver()).delivered).toBe(0);
  await updateEndpoint(ctx, { id, isActive: true });
  expect((await deliver()).delivered).toBe(1);
  expect(await getEndpoint(ctx, { id })).toMatchObject({
    state: "active",
    failingSince: null,
    lastError: null,
  });
});

test("410 switches off at once", async () => {
  const { id } = await hook();
  receiver.status(410);
  await importFinished(1);
  await deliver();
  expect((await getEndpoint(ctx, { id })).state).toBe("disabled");
});

test("Retry-After is obeyed by the whole endpoint", async () => {
  await hook();
  receiver.status(429, { "retry-after": "120" });
  await importFinished(20);
  await deliver();
  const asked = receiver.received.length;
  expect(asked).toBeLessThanOrEqual(8);
  receiver.status(200);
  wait(119_000);
  expect((await deliver()).delivered).toBe(0);
  wait(2_000);
  expect((await deliver()).delivered).toBeGreaterThan(0);
});

test("what a dead process had taken is sent again after its lease, with the same id", async () => {
  await hook();
  await importFinished(1);
  await db.execute(sql`update webhook_deliveries set lease_until = now() + interval '60 seconds'`);
  expect((await deliver()).delivered).toBe(0);
  wait(61_000);
  expect((await deliver()).delivered).toBe(1);
});

test("one that hangs keeps nobody waiting, and 800 events arrive once each", async () => {
  const slow = await hook(["import.finished"], "/slow");
  await hook(["import.finished"], "/fast");
  receiver.answerWith((request, response) => {
    if (request.path === "/fast") response.writeHead(200).end();
    else setTimeout(() => response.destroy(), 300);
  });
  await importFinished(800);
  const [a, b] = await Promise.all([deliver(), deliver()]);
  const fast = receiver.received.filter((one) => one.path === "/fast");
  expect(fast).toHaveLength(800);
  expect(new Set(fast.map((one) => one.headers["webhook-id"])).size).toBe(800);
  expect(a.delivered + b.delivered).toBe(800);
  expect((await getEndpoint(ctx, { id: slow.id })).waiting).toBe(800);
});

test("paused: nothing is recorded; a ping goes all the same", async () => {
  const { id } = await hook();
  await updateEndpoint(ctx, { id, isActive: false });
  await importFinished(1);
  await sendPing(ctx, { id });
  expect((await deliver()).delivered).toBe(1);
  expect((await listDeliveries(ctx, { id })).items.map((one) => one.type)).toEqual(["test.ping"]);
});

test("addresses inside are refused by create and by update alike", async () => {
  for (const url of [
    "http://10.0.0.1/",
    "http://169.254.169.254/latest",
    "https://[::1]/",
    "ftp://a.example",
  ])
    await expect(createEndpoint(ctx, { url, types: ["order.created"] })).rejects.toMatchObject({
      code: "invalid",
    });
  const { id } = await hook();
  await expect(updateEndpoint(ctx, { id, url: "https://10.0.0.1/" })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("old events go, waiting ones stay; an endpoint takes its log along", async () => {
  const { id } = await hook();
  await importFinished(1);
  await deliver();
  receiver.status(500);
  await importFinished(1);
  await deliver();
  wait(31 * 86_400_000);
  expect(await pruneWebhooks(ctx)).toBe(1);
  await deleteEndpoint(ctx, { id });
  const [left] = await db.execute<{ n: number }>(
    sql`select (select count(*) from webhook_deliveries)::int + (select count(*) from webhook_attempts)::int as n`,
  );
  expect(left?.n).toBe(0);
});
