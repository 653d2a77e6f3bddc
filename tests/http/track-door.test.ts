import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createSource, switchSource } from "@/server/domain/tracking";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import {
  basic,
  type Send,
  testTrackDoor,
  throughHandler,
  throughNode,
  writeKey,
} from "@/tests/support/track-callers";

const { db, url } = await testDatabase();
const door = await testTrackDoor(db, url);
const ways: [string, Send][] = [
  ["web handler", throughHandler(door)],
  ["node server", await throughNode(door)],
];

const post = (send: Send, path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(path, {
    method: "POST",
    headers: { authorization: basic(writeKey), "content-type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
const track = (extra: object = {}) => ({ userId: "u1", event: "Test", messageId: randomUUID(), ...extra });
const stored = async (messageId: string) => {
  const rows = await db.execute<{ type: string; payload: string; occurred_at: string }>(
    sql`select type, payload, occurred_at from event_log where payload like ${`%${messageId}%`}`,
  );
  return rows;
};
const rejectsLike = async (text: string) =>
  await db.execute<{ reason: string; path: string }>(
    sql`select reason, path from rejected_inputs where payload like ${`%${text}%`} order by id`,
  );

describe.each(ways)("tracking through the %s", (_name, send) => {
  test.each([
    ["track", { event: "Product Viewed", properties: { price: 1.5 } }],
    ["identify", { traits: { email: "a@example.com" } }],
    ["page", { name: "Home" }],
    ["screen", { name: "Main" }],
    ["group", { groupId: "g1" }],
    ["alias", { previousId: "anon-1" }],
  ])("%s is stored byte for byte", async (type, extra) => {
    for (const path of [`/v1/${type}`, `/v1/${type.charAt(0)}`, `/${type.charAt(0)}`]) {
      const messageId = randomUUID();
      const body = `{ "messageId":"${messageId}",\n "userId":"u1", ${JSON.stringify(extra).slice(1)}`;
      const answer = await post(send, path, body);
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
      expect(await stored(messageId)).toMatchObject([{ type, payload: body }]);
    }
  });

  test("a batch keeps the bytes of each event, and a bad one goes aside", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const one = `{"type":"track", "event":"A","userId":"u","messageId":"${first}","n":{"a":[1,{"b":2}]}}`;
    const two = `{"type":"page","anonymousId":"x","messageId":"${second}" }`;
    const answer = await post(
      send,
      "/v1/batch",
      `{"batch":[${one},{"type":"track","userId":"${first}"}, ${two}],"sentAt":"2026-01-01T00:00:00Z"}`,
    );
    expect([answer.status, await answer.json()]).toEqual([200, { success: true, rejected: 1 }]);
    expect((await stored(first))[0]?.payload).toBe(one);
    expect((await stored(second))[0]?.payload).toBe(two);
    expect(await rejectsLike(first)).toEqual([
      { path: "batch[1].event", reason: "a track needs the event's name" },
    ]);
  });

  test("the envelope's context becomes each event's, what the event says itself wins", async () => {
    const messageId = randomUUID();
    await post(send, "/v1/batch", {
      context: { locale: "ru", userAgent: "x" },
      batch: [{ type: "page", anonymousId: "a", messageId, context: { locale: "en" } }],
    });
    expect(JSON.parse((await stored(messageId))[0]?.payload ?? "{}").context).toEqual({
      locale: "en",
      userAgent: "x",
    });
  });

  test("the key may stand in the body, and in each event", async () => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    const plain = { headers: { "content-type": "text/plain" } };
    const single = await send("/v1/track", {
      method: "POST",
      ...plain,
      body: JSON.stringify(track({ messageId: a, writeKey })),
    });
    const batch = await send("/v1/batch", {
      method: "POST",
      ...plain,
      body: JSON.stringify({ writeKey, batch: [{ type: "track", ...track({ messageId: b }) }] }),
    });
    const each = await send("/v1/batch", {
      method: "POST",
      ...plain,
      body: JSON.stringify({
        batch: [
          { type: "track", ...track({ messageId: c, writeKey }) },
          { type: "track", ...track({ writeKey: "nobody's" }) },
        ],
      }),
    });
    expect([single.status, batch.status, each.status]).toEqual([200, 200, 200]);
    expect(await each.json()).toEqual({ success: true, rejected: 1 });
    for (const id of [a, b, c]) expect(await stored(id)).toHaveLength(1);
  });

  test.each([
    ["an unknown key", basic("nope")],
    ["an empty key", basic("")],
    ["a bearer token", "Bearer abc"],
    ["an empty header", "Basic"],
    ["no base64", "Basic \u00a4\u00a4"],
    ["a long header", `Basic ${"A".repeat(5_000)}`],
  ])("401 for %s", async (_what, authorization) => {
    const answer = await post(send, "/v1/track", track({ writeKey }), { authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
  test("401 without any key", async () => {
    expect((await send("/v1/track", { method: "POST", body: JSON.stringify(track()) })).status).toBe(401);
    expect(
      (await send("/v1/batch", { method: "POST", body: JSON.stringify({ batch: [track()] }) })).status,
    ).toBe(401);
  });
  test("401 for a source that is switched off", async () => {
    const source = await createSource(asSystem(db), { name: `Old site ${randomUUID()}` });
    await switchSource(asSystem(db), { id: source.id, isActive: false });
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect((await post(send, "/v1/track", track(), { authorization: basic(source.writeKey) })).status).toBe(
      401,
    );
  });

  test.each<[string, unknown, string]>([
    ["no JSON", "{", "body"],
    ["nothing", "", "body"],
    ["an array", "[]", "body"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "body"],
    ["no event name", { userId: "u" }, "event"],
    ["nobody", { event: "A" }, "userId"],
    ["an object as user", { event: "A", userId: {} }, "userId"],
    ["a wrong time", { event: "A", userId: "u", timestamp: "yesterday" }, "timestamp"],
    ["text as properties", { event: "A", userId: "u", properties: "x" }, "properties"],
    [
      "__proto__",
      '{"event":"A","userId":"u","properties":{"a":[{"__proto__":{"polluted":1}}]}}',
      "properties.a[0].__proto__",
    ],
    [
      "__proto__ in escapes",
      '{"event":"A","userId":"u","properties":{"__pro\\u0074o__":1}}',
      "properties.__proto__",
    ],
    ["constructor", { event: "A", userId: "u", properties: { constructor: 1 } }, "properties.constructor"],
    ["NUL", '{"event":"A","userId":"u","properties":{"a":"x\\u0000y"}}', "properties.a"],
    ["half a surrogate pair", '{"event":"A","userId":"u","properties":{"a":"\\ud800"}}', "properties.a"],
    ["1e400", '{"event":"A","userId":"u","properties":{"a":1e400}}', "properties.a"],
    [
      "an integer beyond 2^53",
      '{"event":"A","userId":"u","properties":{"a":9007199254740993}}',
      "properties.a",
    ],
  ])("400 with the path for %s", async (_what, body, path) => {
    const answer = await post(send, "/v1/track", body);
    const said = (await answer.json()) as { errors: { path: string }[] };
    expect([answer.status, said.errors?.[0]?.path]).toEqual([400, path]);
  });
  test("a refused event is kept for people to see", async () => {
    const mark = randomUUID();
    await post(send, "/v1/track", { userId: mark });
    await expect
      .poll(() => rejectsLike(mark))
      .toEqual([{ path: "event", reason: "a track needs the event's name" }]);
  });

  test("32 levels are stored; deeper is refused at once, however deep", async () => {
    const nested = (depth: number) =>
      `{"event":"A","userId":"u","properties":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`;
    expect((await post(send, "/v1/track", nested(31))).status).toBe(200);
    expect((await post(send, "/v1/track", nested(32))).status).toBe(400);
    const startedAt = performance.now();
    expect((await post(send, "/v1/batch", `{"batch":${"[".repeat(480_000)}`)).status).toBe(400);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test("413 over 32 KB an event, 500 KB a batch; in a batch the large one goes aside", async () => {
    const large = { ...track(), properties: { text: "x".repeat(33_000) } };
    expect((await post(send, "/v1/track", large)).status).toBe(413);
    const messageId = randomUUID();
    const batch = await post(send, "/v1/batch", {
      batch: [
        { type: "track", ...large },
        { type: "track", ...track({ messageId }) },
      ],
    });
    expect([batch.status, await batch.json()]).toEqual([200, { success: true, rejected: 1 }]);
    expect(await stored(messageId)).toHaveLength(1);
    expect((await post(send, "/v1/batch", { batch: [], filler: "x".repeat(512_000) })).status).toBe(413);
  });

  test("gzip is understood, a bomb is not unpacked", async () => {
    const messageId = randomUUID();
    const packed = gzipSync(JSON.stringify({ batch: [{ type: "track", ...track({ messageId }) }] }));
    expect((await post(send, "/v1/batch", packed, { "content-encoding": "gzip" })).status).toBe(200);
    expect(await stored(messageId)).toHaveLength(1);
    const bomb = gzipSync(Buffer.alloc(100 << 20));
    expect((await post(send, "/v1/batch", bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect((await post(send, "/v1/batch", packed, { "content-encoding": "br" })).status).toBe(400);
    expect((await post(send, "/v1/batch", "not gzip", { "content-encoding": "gzip" })).status).toBe(400);
  });

  test("the same event twice, also at once, is stored once", async () => {
    const messageId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(send, "/v1/track", track({ messageId }))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await post(send, "/v1/track", track({ messageId }))).status).toBe(200);
    expect(await stored(messageId)).toHaveLength(1);
  });

  test("a device clock that is off is corrected, the future is now", async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const [fast, future, exact] = [randomUUID(), randomUUID(), randomUUID()];
    await post(
      send,
      "/v1/track",
      track({ messageId: fast, timestamp: at(3_600_000 - 60_000), sentAt: at(3_600_000) }),
    );
    await post(send, "/v1/track", track({ messageId: future, timestamp: at(86_400_000) }));
    const timestamp = at(-5_000);
    await post(send, "/v1/track", track({ messageId: exact, timestamp, sentAt: at(-300) }));
    const ageOf = async (id: string) =>
      (Date.now() - new Date((await stored(id))[0]?.occurred_at ?? 0).getTime()) / 1_000;
    expect(await ageOf(fast)).toBeCloseTo(60, -1);
    expect(await ageOf(future)).toBeLessThan(5);
    expect(new Date((await stored(exact))[0]?.occurred_at ?? 0).toISOString()).toBe(timestamp);
  });

  test("any origin may ask and post; other methods are refused", async () => {
    const asked = await send("/v1/batch", {
      method: "OPTIONS",
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(asked.headers.get("access-control-allow-origin")).toBe("*");
    for (const method of ["GET", "PUT", "PATCH", "DELETE", "HEAD"]) {
      const answer = await send("/v1/track", { method });
      expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, "POST, OPTIONS"]);
    }
  });

  test("settings of the browser library", async () => {
    const answer = await send(`/v1/projects/${writeKey}/settings`);
    const said = (await answer.json()) as {
      integrations: { "Segment.io": { apiKey: string; apiHost: string } };
    };
    expect(said.integrations["Segment.io"].apiKey).toBe(writeKey);
    expect(said.integrations["Segment.io"].apiHost).toMatch(/\/v1$/);
    expect((await send("/v1/projects/nobody/settings")).status).toBe(404);
    expect((await send("/v1/m", { method: "POST", body: "{}" })).status).toBe(200);
  });
});

test("429 with Retry-After over a source's own limit", async () => {
  const source = await createSource(asSystem(db), { name: "Slow" });
  await db.execute(sql`update sources set events_per_second = 5 where id = ${source.id}`);
  const send = throughHandler(await testTrackDoor(db, url));
  const answers = [];
  for (let i = 0; i < 12; i++)
    answers.push(await post(send, "/v1/track", track(), { authorization: basic(source.writeKey) }));
  expect(answers.map((answer) => answer.status)).toEqual([
    ...Array.from({ length: 10 }, () => 200),
    429,
    429,
  ]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("503 with Retry-After while the database is away", async () => {
  const send = throughHandler(await testTrackDoor(db, url.replace(/:\d+\//, ":1/")));
  const answer = await post(send, "/v1/track", track());
  expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([503, 1]);
});

test("a row that the database refuses goes aside, its neighbours are stored", async () => {
  const send = throughHandler(await testTrackDoor(db, url));
  await db.execute(sql`alter table event_log add constraint poison check (payload not like '%poison-pill%')`);
  const ids = Array.from({ length: 20 }, () => randomUUID());
  const answers = await Promise.all(
    ids.map((messageId, no) =>
      post(send, "/v1/track", track({ messageId, properties: no === 7 ? { a: "poison-pill" } : {} })),
    ),
  );
  await db.execute(sql`alter table event_log drop constraint poison`);
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  for (const [no, id] of ids.entries()) expect(await stored(id)).toHaveLength(no === 7 ? 0 : 1);
  expect((await rejectsLike("poison-pill"))[0]?.reason).toContain("The database refused it");
});

test("nothing leaked into prototypes", () => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
