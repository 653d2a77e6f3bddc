import { fork } from "node:child_process";
import type { Channel } from "amqplib";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

vi.hoisted(() => vi.stubEnv("ALLOW_PRIVATE_NETWORK", "127.0.0.0/8"));

import {
  createBusConnection,
  deleteBusConnection,
  getBusConnection,
  listBusConnections,
  replayBusRejects,
  startBus,
  updateBusConnection,
} from "@/server/domain/bus";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { hasRabbit, startRabbit } from "@/tests/support/rabbitmq";

const { db, url } = await testDatabase();
const ctx = asRole(db, "administrator");

describe.skipIf(!hasRabbit)("RabbitMQ (apt-get install rabbitmq-server)", () => {
  let rabbit: Awaited<ReturnType<typeof startRabbit>>;
  let channel: Channel;
  let queue = "";
  let id = "";
  let running: { stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    rabbit = await startRabbit();
    channel = await rabbit.client.createChannel();
    await channel.assertExchange("dead", "fanout");
    await channel.assertQueue("dead-letters");
    await channel.bindQueue("dead-letters", "dead", "");
  }, 90_000);
  afterAll(() => rabbit?.stop());
  beforeEach(async () => {
    queue = `q${Math.random().toString(36).slice(2)}`;
    await channel.assertQueue(queue, { durable: true, deadLetterExchange: "dead" });
    await channel.purgeQueue("dead-letters");
    await db.execute(
      sql`truncate customers, customer_identities, record_keys, receipts, rejected_inputs, event_log, event_keys cascade`,
    );
    id = (await createBusConnection(ctx, { name: queue, url: rabbit.url, queue })).id;
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await deleteBusConnection(ctx, { id });
  });
  const start = async () => {
    running = await startBus({ db, clock: systemClock, log: logger }, () => {});
  };
  const send = (
    message: { type: string; id?: string; data?: unknown; occurred_at?: string } | string,
    options = {},
  ) =>
    channel.sendToQueue(
      queue,
      Buffer.from(typeof message === "string" ? message : JSON.stringify({ schema_version: 1, ...message })),
      {
        persistent: true,
        ...options,
      },
    );
  async function until(condition: () => Promise<boolean>) {
    for (let round = 0; round < 600; round++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`It never came to be: ${JSON.stringify(await getBusConnection(ctx, { id }))}`);
  }
  const handled = async () => (await getBusConnection(ctx, { id })).messages;
  const count = async (table: string) =>
    (await db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.raw(table)}`))[0]?.n ?? 0;
  const dead = async () => (await channel.checkQueue("dead-letters")).messageCount;

  test("people, cards, merges, purchases and events; each message once, whatever comes twice", async () => {
    const person = (externalId: string, more = {}) => ({ external_id: externalId, ...more });
    for (let twice = 0; twice < 2; twice++) {
      send({
        type: "customer.registered",
        id: "1",
        data: person("A", { email: "a@shop.example", city: "Kazan" }),
      });
      send({ type: "customer.registered", id: "2", data: person("B", { phone: "+79161234567" }) });
      send({ type: "card.linked", id: "3", data: { customer: person("A"), card: "4000123" } });
      send({
        type: "receipt.created",
        id: "4",
        occurred_at: "2026-03-01T10:00:00Z",
        data: { external_id: "r1", customer: person("B"), total: 12.5 },
      });
      send({ type: "customer.merged", id: "5", data: { survivor: person("A"), merged: person("B") } });
      send({ type: "bonus.changed", id: "6", data: { customer: person("A"), account: "main", active: 120 } });
      send({ type: "customer.updated", id: "7", data: person("A", { city: "Perm" }) });
    }
    await start();
    await until(async () => (await handled()) === 7);
    const people = await db.execute(
      sql`select external_id, city, state, merged_into is not null as merged from customers order by state`,
    );
    expect([...people]).toEqual([
      { external_id: "A", city: "Perm", state: "active", merged: false },
      expect.objectContaining({ state: "merged", merged: true }),
    ]);
    const [receipt] = await db.execute(
      sql`select c.external_id as owner, r.total_minor from receipts r join customers c on c.id = r.customer_id`,
    );
    expect(receipt).toEqual({ owner: "A", total_minor: 1250 });
    expect(await db.execute(sql`select value from customer_identities where kind = 'card'`)).toMatchObject([
      { value: "4000123" },
    ]);
    expect(await count("event_log")).toBe(1);
    expect(await dead()).toBe(0);
    expect((await channel.checkQueue(queue)).messageCount).toBe(0);
  });

  test("a poisoned message goes to the dead letters with its reason, its neighbours are applied, a new rule brings it back", async () => {
    send({ type: "customer.updated", id: "1", data: { external_id: "A" } });
    send("{ not json", { messageId: "broken" });
    send({ type: "MemberJoined", id: "2", data: { memberId: "M-7" } });
    send({ type: "customer.updated", id: "3", data: { external_id: "C", email: "no address" } });
    send({ type: "customer.updated", id: "4", data: { external_id: "D" } });
    await start();
    await until(async () => (await handled()) === 5 && (await dead()) === 3);
    expect(await count("customers")).toBe(2);
    const rejects = await db.execute<{ code: string; origin: string }>(
      sql`select code, origin, door from rejected_inputs order by id`,
    );
    expect(rejects.map((one) => one.code).sort()).toEqual(["invalid_email", "not_json", "unknown_type"]);
    expect((await getBusConnection(ctx, { id })).openRejects).toBe(3);

    await updateBusConnection(ctx, {
      id,
      name: queue,
      queue,
      rules: {
        items: [{ type: "MemberJoined", meaning: "customer", fields: { external_id: "$.data.memberId" } }],
      },
    });
    expect(await replayBusRejects(ctx, { id })).toEqual({ accepted: 1, refused: 2 });
    expect(await db.execute(sql`select external_id from customers where external_id = 'M-7'`)).toHaveLength(
      1,
    );
    expect((await getBusConnection(ctx, { id })).openRejects).toBe(2);
  });

  test("kill -9 in the middle, again and again: each message has its effect once", async () => {
    const total = 4000;
    for (let n = 0; n < total; n++)
      send({
        type: n % 2 ? "receipt.created" : "customer.updated",
        id: `m${n}`,
        occurred_at: "2026-03-01T10:00:00Z",
        data:
          n % 2
            ? { external_id: `r${n}`, customer: { external_id: `c${n % 500}` }, total: 1 }
            : { external_id: `c${n % 500}`, attributes: { n } },
      });
    const worker = () =>
      fork(new URL("../../support/bus-worker.ts", import.meta.url), {
        execArgv: ["--import", "tsx"],
        env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: "silent" },
        stdio: "ignore",
      });
    let kills = 0;
    for (; kills < 4 && (await handled()) < total; kills++) {
      const child = worker();
      const goal = ((kills + 1) * total) / 8;
      await until(async () => (await handled()) >= goal);
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
    }
    await start();
    await until(async () => (await handled()) >= total);
    await until(async () => (await channel.checkQueue(queue)).messageCount === 0);
    expect(kills).toBeGreaterThan(0);
    expect(await handled()).toBe(total);
    expect(await count(`bus_messages where state = 'done'`)).toBe(total);
    expect(await count("receipts")).toBe(total / 2);
    expect(await count("rejected_inputs")).toBe(0);
  }, 90_000);

  test("a message that ended the process five times is set aside", async () => {
    send({ type: "customer.updated", id: "killer", data: { external_id: "K" } });
    send({ type: "customer.updated", id: "innocent", data: { external_id: "I" } });
    // Somebody took both and died.
    const dying = await rabbit.client.createChannel();
    let taken = 0;
    await dying.consume(queue, () => void taken++);
    await until(async () => taken === 2);
    await dying.close();
    await db.execute(
      sql`insert into bus_messages (connection_id, message_id, state, tries) values (${id}::uuid, 'killer', 'begun', 5)`,
    );
    await start();
    await until(async () => (await handled()) === 2);
    expect(await db.execute(sql`select code from rejected_inputs`)).toMatchObject([{ code: "given_up" }]);
    expect(await db.execute(sql`select external_id from customers`)).toMatchObject([{ external_id: "I" }]);
    await until(async () => (await dead()) === 1);
  });

  test("a queue that is not there is told, and read as soon as it is", async () => {
    await channel.deleteQueue(queue);
    await start();
    await until(async () => (await getBusConnection(ctx, { id })).state === "failing");
    expect((await getBusConnection(ctx, { id })).lastError).toContain(queue);
    await channel.assertQueue(queue, { durable: true, deadLetterExchange: "dead" });
    send({ type: "customer.updated", id: "1", data: { external_id: "A" } });
    await until(async () => (await handled()) === 1);
  });

  test("the password is sealed and never shown", async () => {
    const shown = JSON.stringify(await listBusConnections(ctx, {}));
    expect(shown).not.toContain("guest:guest");
    expect(shown).toContain("amqp://guest@127.0.0.1");
    const [row] = await db.execute<{ url: string }>(
      sql`select url from bus_connections where id = ${id}::uuid`,
    );
    expect(row?.url.startsWith("v1.")).toBe(true);
    await expect(
      createBusConnection(ctx, { name: "inside", url: "amqp://10.0.0.1", queue: "q" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});
