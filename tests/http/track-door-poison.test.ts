import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordRejects } from "@/server/domain/rejects";
import { createLogStore, type LogRow } from "@/server/domain/tracking/ingest/log-store";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "@/tests/support/database";
import {
  basic,
  type Send,
  testTrackDoor,
  throughHandler,
  throughNode,
  writeKey,
} from "@/tests/support/track-callers";

/** Events made to break the way in: whatever they hold, they must cost nobody but themselves. */
const { db, url } = await testDatabase();
// A door each: refused events are kept up to so many a second per key, and the first way must not use up the second's.
const ways: [string, Send][] = [
  ["web handler", throughHandler(await testTrackDoor(db, url))],
  ["node server", await throughNode(await testTrackDoor(db, url))],
];
const runs = Number(process.env.POISON_RUNS ?? 40);

const post = (send: Send, body: string) =>
  send("/v1/batch", {
    method: "POST",
    headers: { authorization: basic(writeKey), "content-type": "application/json" },
    body,
  });
const batch = (...events: string[]) => `{"batch":[${events.join(",")}]}`;
/** Without a messageId: stored twice, it would be there twice. */
const good = (name: string) => JSON.stringify({ type: "track", userId: "z", event: name });
const bad = (properties: string, mark = "bad") =>
  `{"type":"track","userId":"z","event":"${mark}","properties":${properties}}`;

const timesStored = async (names: readonly string[]): Promise<number[]> => {
  const rows = await db.execute<{ name: string; times: number }>(
    sql`select payload::json ->> 'event' as name, count(*)::int as times from event_log
      where payload::json ->> 'event' in (${sql.join(
        names.map((name) => sql`${name}`),
        sql`, `,
      )}) group by 1`,
  );
  const times = new Map(rows.map((row) => [row.name, row.times]));
  return names.map((name) => times.get(name) ?? 0);
};
const rejectOf = async (mark: string) =>
  await db.execute<{ path: string; reason: string; payload: string }>(
    sql`select path, reason, payload from rejected_inputs where payload like ${`%${mark}%`}`,
  );

const poisons: [string, string, string][] = [
  ["half a surrogate pair as a key", String.raw`{"\udc00":1}`, "batch[1].properties.\uFFFD"],
  ["the other half", String.raw`{"a":{"x\ud83dy":1}}`, "batch[1].properties.a.x\uFFFDy"],
  ["NUL as a key", String.raw`{"a\u0000b":1}`, "batch[1].properties.a\uFFFDb"],
  ["NUL as a value", String.raw`{"a":"\u0000"}`, "batch[1].properties.a"],
  [
    "a key of 20,000 letters with NUL",
    `{"${"k".repeat(20_000)}\\u0000":1}`,
    `batch[1].properties.${"k".repeat(280)}`,
  ],
  [
    "a key that the cut would halve",
    `{"${"k".repeat(279)}\u{1f41d}\\u0000":1}`,
    `batch[1].properties.${"k".repeat(279)}\uFFFD`,
  ],
];

describe.each(ways)("poison through the %s", (_name, send) => {
  test.each(poisons)("%s goes aside, its neighbours are stored once", async (_what, properties, path) => {
    const [first, mark, second] = [randomUUID(), randomUUID(), randomUUID()];
    const answer = await post(send, batch(good(first), bad(properties, mark), good(second)));
    expect([answer.status, await answer.json()]).toEqual([200, { success: true, rejected: 1 }]);
    expect(await timesStored([first, mark, second])).toEqual([1, 0, 1]);
    const kept = await rejectOf(mark);
    expect(kept).toMatchObject([{ path }]);
    expect(kept[0]?.payload.length).toBeLessThanOrEqual(32_768);
  });

  test("the same as a single event is a 400 that names it", async () => {
    for (const [, properties] of poisons) {
      const answer = await send("/v1/track", {
        method: "POST",
        headers: { authorization: basic(writeKey) },
        body: bad(properties),
      });
      expect(answer.status).toBe(400);
    }
  });

  test("strangers' requests at the same moment do not notice", async () => {
    const names = Array.from({ length: 120 }, () => randomUUID());
    const answers = await Promise.all(
      names.map((name, no) => {
        const poison = poisons[no % poisons.length]?.[1] ?? "{}";
        return post(send, no % 3 === 0 ? batch(good(name), bad(poison)) : batch(good(name)));
      }),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(await timesStored(names))).toEqual(new Set([1]));
  });

  test("any keys and values: never 503, neighbours exactly once", async () => {
    const text = fc.oneof(
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
        .map((codes) => String.fromCharCode(...codes)),
      fc
        .array(fc.constantFrom("\u0000", "\ud800", "\udfff", "\u{1f41d}", "\\", '"', "é"), { maxLength: 4 })
        .map((parts) => parts.join("")),
      fc.constantFrom("__proto__", "constructor", "batch", "type", "userId", "k".repeat(400)),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.double(),
        fc.constantFrom(null, true, 2 ** 60),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(text, tie("any"), { maxKeys: 3 }),
      ),
    })).any;
    const names = [
      "type",
      "userId",
      "event",
      "properties",
      "traits",
      "context",
      "messageId",
      "timestamp",
      "sentAt",
    ];
    const event = fc
      .tuple(
        fc.dictionary(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, text), value, {
          maxKeys: 4,
        }),
        fc.boolean(),
      )
      .map(([made, isTracked]) => (isTracked ? { ...made, type: "track", userId: "z", event: "any" } : made));
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 4 }), async (events) => {
        const marks = events.map(() => [randomUUID(), randomUUID(), randomUUID()] as const);
        const answers = await Promise.all(
          events.flatMap((one, no) => {
            const [before = "", after = "", stranger = ""] = marks[no] ?? [];
            return [
              post(send, batch(good(before), JSON.stringify(one), good(after))),
              post(send, batch(good(stranger))),
            ];
          }),
        );
        expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
        expect(new Set(await timesStored(marks.flat()))).toEqual(new Set([1]));
      }),
      { numRuns: runs },
    );
  });
});

test("rows the database refuses take their request's neighbours neither down nor in twice", async () => {
  const send = throughHandler(await testTrackDoor(db, url));
  await db.execute(sql`alter table event_log add constraint poison check (payload not like '%poison-pill%')`);
  const names = Array.from({ length: 30 }, () => randomUUID());
  const answers = await Promise.all(
    names.map((name, no) =>
      post(
        send,
        no % 10 === 0
          ? batch(good(name), bad('{"a":"poison-pill"}'), bad(String.raw`{"\udc00":1}`))
          : batch(good(name)),
      ),
    ),
  );
  await db.execute(sql`alter table event_log drop constraint poison`);
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(new Set(await timesStored(names))).toEqual(new Set([1]));
  expect(await rejectOf("poison-pill")).toHaveLength(3);
});

test("503 means that nothing of the request was stored, refused events included", async () => {
  const send = throughHandler(await testTrackDoor(db, url));
  const [first, mark, second] = [randomUUID(), randomUUID(), randomUUID()];
  const body = batch(good(first), bad(String.raw`{"\udc00":1}`, mark), good(second));
  await db.execute(sql`alter table rejected_inputs rename to rejected_inputs_away`);
  const failed = await post(send, body);
  await db.execute(sql`alter table rejected_inputs_away rename to rejected_inputs`);
  expect(failed.status).toBe(503);
  expect(await timesStored([first, second])).toEqual([0, 0]);
  expect((await post(send, body)).status).toBe(200);
  expect(await timesStored([first, second])).toEqual([1, 1]);
  expect(await rejectOf(mark)).toHaveLength(1);
});

test("a reject that fails on its data costs neither the events nor the other rejects", async () => {
  const store = createLogStore(url, logger, 1);
  const name = randomUUID();
  const row: LogRow = {
    id: randomUUID(),
    sourceId: 1,
    type: "track",
    occurredAt: new Date(),
    receivedAt: new Date(),
    payload: Buffer.from(good(name)),
  };
  const reject = { sourceId: 1, path: "event", reason: "r", payload: `kept ${name}` };
  await store.append([row], [{ ...reject, sourceId: 1e6, payload: `lost ${name}` }, reject]);
  await store.end();
  expect(await timesStored([name])).toEqual([1]);
  expect(await rejectOf(name)).toMatchObject([{ payload: `kept ${name}` }]);
});

test("the reader of the log sets aside what it refuses just as safely", async () => {
  const mark = randomUUID();
  const text = `\ud800\u0000${"x".repeat(5_000)}`;
  await db.transaction((tx) =>
    recordRejects(
      tx,
      [
        {
          door: "consumer",
          entity: "event",
          sourceId: 1,
          eventId: randomUUID(),
          reason: text,
          path: text,
          payload: mark + text,
        },
      ],
      new Date(),
    ),
  );
  const [kept] = await rejectOf(mark);
  expect([kept?.path.length, kept?.reason.length, kept?.payload.length]).toEqual([
    300,
    500,
    mark.length + 5_002,
  ]);
});
