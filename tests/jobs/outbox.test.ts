import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { Inngest } from "inngest";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { saveAnnouncements } from "@/server/kernel/command";
import { type Deliver, outboxTroubles, relayOutbox, startOutboxRelay } from "@/server/kernel/outbox";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "../support/database";

const { db } = await testDatabase();
const announce = (...names: string[]) =>
  db.transaction((tx) =>
    saveAnnouncements(
      tx,
      names.map((name) => ({ name, data: { name } })),
    ),
  );
const left = async () =>
  (await db.execute<{ name: string }>(sql`select name from outbox order by id`)).map((row) => row.name);

beforeEach(async () => {
  await db.execute(sql`truncate outbox`);
});

describe("the outbox relay", () => {
  it("hands over in order and deletes with the same transaction", async () => {
    const seen: string[] = [];
    const deliver: Deliver = async (events) => {
      seen.push(...events.map((event) => event.name));
    };
    await announce("a", "b", "c");
    expect(await relayOutbox(db, deliver)).toBe(3);
    expect(seen).toEqual(["a", "b", "c"]);
    expect(await left()).toEqual([]);
  });

  it("keeps everything, in order, when the engine is away", async () => {
    await announce("a", "b", "c", "d", "e");
    await expect(relayOutbox(db, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await left()).toEqual(["a", "b", "c", "d", "e"]);
    expect(await db.execute(sql`select 1 from outbox where attempts > 0`)).toHaveLength(0);
  });

  it("passes by an event that is refused while others go, and says so", async () => {
    await announce("a", "bad", "c");
    const deliver: Deliver = async (events) => {
      if (events.some((event) => event.name === "bad")) throw new Error("refused");
    };
    expect(await relayOutbox(db, deliver)).toBe(2);
    expect(await left()).toEqual(["bad"]);
    for (let attempt = 1; attempt < 20; attempt++) {
      await announce("good");
      await relayOutbox(db, deliver);
    }
    expect(await relayOutbox(db, deliver)).toBe(0);
    expect(await outboxTroubles(db)).toEqual({ refused: 1, waiting: 0 });
  });

  it("two relays at once hand each row over once", async () => {
    await announce(...Array.from({ length: 300 }, (_, at) => `e${at}`));
    const seen: string[] = [];
    const deliver: Deliver = async (events) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(...events.map((event) => event.id));
    };
    await Promise.all([relayOutbox(db, deliver), relayOutbox(db, deliver)]);
    await relayOutbox(db, deliver);
    expect(new Set(seen).size).toBe(300);
    expect(seen).toHaveLength(300);
  });

  it("wakes at once when a transaction announces something", async () => {
    const at: number[] = [];
    const relay = await startOutboxRelay(db, async () => void at.push(Date.now()), logger);
    try {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const committed = Date.now();
      await announce("now");
      await vi.waitFor(() => expect(at).toHaveLength(1), { timeout: 1500, interval: 5 });
      expect((at[0] ?? 0) - committed).toBeLessThan(1000);
    } finally {
      await relay.stop();
    }
  });
});

describe("towards a real Inngest", () => {
  let close: () => void = () => undefined;
  afterEach(() => close());

  it("sends through the SDK with the announcement's own id", async () => {
    const bodies: { id: string; name: string; data: unknown }[][] = [];
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      bodies.push(JSON.parse(text));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ids: bodies.at(-1)?.map((event) => event.id), status: 200 }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => server.close();
    const { inngest } = await import("@/server/jobs/client");
    const { deliverToInngest } = await import("@/server/jobs/outbox");
    expect(inngest).toBeInstanceOf(Inngest);
    const { port } = server.address() as AddressInfo;
    inngest.setEnvVars({ INNGEST_EVENT_API_BASE_URL: `http://127.0.0.1:${port}`, INNGEST_EVENT_KEY: "key" });
    await db.transaction((tx) =>
      saveAnnouncements(tx, [{ name: "campaigns/cohort.ready", data: { cohortId: "c1" }, dedupeKey: "c1" }]),
    );
    await relayOutbox(db, deliverToInngest);
    expect(bodies.flat()).toMatchObject([
      { id: "campaigns/cohort.ready:c1", name: "campaigns/cohort.ready", data: { cohortId: "c1" } },
    ]);
    expect(await left()).toEqual([]);
  });
});
