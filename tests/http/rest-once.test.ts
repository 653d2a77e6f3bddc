import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys, idempotencyKeys } from "@/server/db/schema";
import { handleRest } from "@/server/http/rest/handle";
import { apiScopes } from "@/server/kernel/access";
import { forgetAnswers } from "@/server/kernel/idempotency";
import { sha256 } from "@/server/platform/crypto";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

scratchDataDir();
const { db, url } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const [key, otherKey] = ["car_once_0123456789", "car_other_0123456789"];

beforeAll(async () => {
  for (const one of [key, otherKey])
    await db.insert(apiKeys).values({
      name: one,
      prefix: one.slice(0, 10),
      hash: sha256(one),
      scopes: [...apiScopes],
      ratePerSecond: 10_000,
    });
});

interface Sent {
  requestKey?: string;
  apiKey?: string;
  method?: string;
}
const send = async (
  target: string,
  body: unknown,
  { requestKey, apiKey = key, method = "POST" }: Sent = {},
) =>
  handleRest(
    new Request(`http://localhost/api/v1${target}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body instanceof FormData ? {} : { "content-type": "application/json" }),
        ...(requestKey === undefined ? {} : { "idempotency-key": requestKey }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    }),
    { network: "127.0.0.1" },
  );
const campaigns = async (name: string) => {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from campaigns where name = ${name}`,
  );
  return row?.n;
};

describe("the same request with the same Idempotency-Key", () => {
  it("is carried out once and answers as the first time", async () => {
    const first = await send("/campaigns", { name: "once" }, { requestKey: "k1" });
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    const again = await send("/campaigns", { name: "once" }, { requestKey: '"k1"' });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(await again.text()).toBe(await first.text());
    expect(await campaigns("once")).toBe(1);
  });

  it("is refused with another body, path or query; is free for another API key and another operation", async () => {
    await send("/campaigns", { name: "body" }, { requestKey: "k2" });
    const other = await send("/campaigns", { name: "body 2" }, { requestKey: "k2" });
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({
      code: "unprocessable",
      errors: [{ path: "Idempotency-Key" }],
    });
    expect(
      (await send("/campaigns", { name: "body 2" }, { requestKey: "k2", apiKey: otherKey })).status,
    ).toBe(201);
    expect((await send("/customers", { external_id: "k2" }, { requestKey: "k2" })).status).toBe(200);
    const made = (await (await send("/campaigns", { name: "stopped" })).json()) as { id: string };
    const stop = (query: string) =>
      send(`/campaigns/${made.id}/stop${query}`, undefined, { requestKey: "stop" });
    const statuses = [(await stop("")).status, (await stop("?in_flight=drop")).status];
    // A campaign that never ran cannot be stopped: refused requests leave their key free.
    expect(statuses).toEqual([409, 409]);
  });

  it("may be corrected when it was refused: what failed left nothing behind", async () => {
    const wrong = { external_id: "c1", email: "nonsense" };
    expect((await send("/customers", wrong, { requestKey: "k3" })).status).toBe(400);
    expect((await send("/customers", { ...wrong, email: "a@b.ru" }, { requestKey: "k3" })).status).toBe(200);
  });

  it("is forgotten after 24 hours", async () => {
    await send("/campaigns", { name: "day" }, { requestKey: "k4" });
    await db.update(idempotencyKeys).set({ createdAt: sql`now() - interval '25 hours'` });
    expect((await send("/campaigns", { name: "another day" }, { requestKey: "k4" })).status).toBe(201);
    await db.update(idempotencyKeys).set({ createdAt: sql`now() - interval '25 hours'` });
    expect(await forgetAnswers(db, new Date())).toBeGreaterThan(0);
    expect(await forgetAnswers(db, new Date())).toBe(0);
  });

  it.each(["", "x".repeat(256), "ключ"])("refuses the key %j", async (requestKey) => {
    const header = Buffer.from(requestKey, "utf8").toString("latin1");
    expect((await send("/customers", { external_id: "x" }, { requestKey: header })).status).toBe(400);
  });
});

describe("fifty at once with one key", () => {
  it("have one effect; the others are told to wait or get the same answer", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send("/campaigns", { name: "fifty" }, { requestKey: "k5" })),
    );
    expect(await campaigns("fifty")).toBe(1);
    const statuses = answers.map((one) => one.status);
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(409) ? [201, 409] : [201]));
    for (const one of answers) if (one.status === 409) expect(one.headers.get("retry-after")).toBe("1");
    const bodies = new Set(
      await Promise.all(answers.filter((one) => one.status === 201).map((one) => one.text())),
    );
    expect(bodies.size).toBe(1);
  });
});

describe("uploads", () => {
  const form = (text: string) => {
    const data = new FormData();
    data.set("entity", "customers");
    data.set("mapping", '{"id":"external_id"}');
    data.set("file", new Blob([text]), "people.csv");
    return data;
  };
  it("are known by what they hold, whatever boundary an attempt draws", async () => {
    const first = await send("/imports", form("id\n1\n"), { requestKey: "file" });
    const again = await send("/imports", form("id\n1\n"), { requestKey: "file" });
    expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([
      202,
      202,
      "true",
    ]);
    expect(await again.text()).toBe(await first.text());
    expect((await send("/imports", form("id\n2\n"), { requestKey: "file" })).status).toBe(422);
    expect((await send("/imports", form(""), { requestKey: "empty" })).status).toBe(400);
    expect((await send("/imports", form("id\n3\n"), { requestKey: "empty" })).status).toBe(202);
  });

  it("whose first sender died are taken again when the lease has ended, and not before", async () => {
    const [owner] = await db
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(sql`hash = ${sha256(key)}`);
    const claim = { apiKeyId: owner?.id ?? "", operation: "createImport", key: "died", fingerprint: "" };
    await db.insert(idempotencyKeys).values({ ...claim, leaseUntil: sql`now() + interval '1 minute'` });
    expect((await send("/imports", form("id\n4\n"), { requestKey: "died" })).status).toBe(409);
    await db
      .update(idempotencyKeys)
      .set({ leaseUntil: sql`now() - interval '1 second'` })
      .where(sql`key = 'died'`);
    expect((await send("/imports", form("id\n4\n"), { requestKey: "died" })).status).toBe(202);
  });
});

describe("kill -9 of a process with six requests at work", () => {
  it("leaves of each both the effect and the answer, or neither", async () => {
    const started: string[] = [];
    for (const round of ["a", "b", "c"]) {
      const child = fork(path.resolve("tests/support/rest-caller.ts"), [key, round], {
        execArgv: ["--import", "tsx"],
        env: { ...process.env, DATABASE_URL: url },
      });
      child.on("message", (name) => started.push(String(name)));
      // Six at once: when the twentieth begins, some are done and some are not.
      for (let n = 0; n < 20; n++) await once(child, "message");
      await pause(15 * Math.random());
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const replayed = await Promise.all(started.map(repeat));
    for (const name of started) expect(await campaigns(name), name).toBe(1);
    // Some died after their commit and some before, or this says nothing.
    expect(new Set(replayed)).toEqual(new Set([true, false]));
  });

  /** Sends it again until the dead connection's transaction is gone. */
  async function repeat(name: string): Promise<boolean> {
    for (let i = 0; i < 100; i++) {
      const answer = await send("/campaigns", { name }, { requestKey: name });
      if (answer.status === 201) return answer.headers.get("idempotency-replayed") === "true";
      expect([409, 503]).toContain(answer.status);
      await pause(50);
    }
    throw new Error(`${name} was never answered`);
  }
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
