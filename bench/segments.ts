/**
 * Segments over a million customers: twelve questions by the compiler and by hand, in turns; the whole membership of a
 * segment against its bare INSERT … SELECT.
 *
 *   BENCH_URL=… node --import tsx bench/segments.ts     (an address that bench/base.ts printed; without one a base is made)
 *
 * BENCH_ROUNDS (12 of each)
 */

import { sql } from "drizzle-orm";
import { createDb, type Tx } from "@/server/db/client";
import { membersQuery, plannedMembers, rule, scopeOf } from "@/server/domain/segments";
import { replaceMembers } from "@/server/domain/segments/live/store";
import { seededEnd } from "./seed-history";
import { references } from "./segments/references";

const url = process.env.BENCH_URL;
if (!url) throw new Error("BENCH_URL: the address that `node --import tsx bench/base.ts` printed.");
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);
const db = createDb({ url, poolSize: 2 });
const now = new Date(seededEnd);
await db.execute(
  sql`insert into settings (name, value) values ('timeZone', '"Europe/Moscow"') on conflict (name) do update set value = excluded.value`,
);

const percentile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** All get the same room. What it takes to ready the statement counts too. */
const timed = async (
  ready: (tx: Tx) => Promise<ReturnType<typeof sql>> | ReturnType<typeof sql>,
): Promise<{ ms: number; n: number }> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('work_mem', '128MB', true)`);
    const from = performance.now();
    const [row] = await tx.execute<{ count: number | string }>(await ready(tx));
    return { ms: performance.now() - from, n: Number(row?.count) };
  });

console.log(
  "| | people | compiled p50, p95 ms | by hand p50 ms (without nested loops) | ratio to the better |\n|---|--:|--:|--:|--:|",
);
const only = (process.env.BENCH_ONLY ?? "").split(",").filter(Boolean).map(Number);
for (const [i, { name, definition, byHand }] of references.entries()) {
  if (only.length > 0 && !only.includes(i + 1)) continue;
  const parsed = rule.parse(definition);
  const own: number[] = [];
  const hand: number[] = [];
  const handHashed: number[] = [];
  let [counted, expected] = [0, 0];
  for (let round = 0; round <= rounds; round++) {
    const mine = await timed(async (tx) => {
      const scope = await scopeOf(tx, parsed, now);
      return sql`select count(*) from (${await plannedMembers(tx, parsed, scope)}) m`;
    });
    // Whoever tunes a statement tries it both ways.
    const theirs = await timed(() => sql.raw(byHand));
    const hashed = await timed(async (tx) => {
      await tx.execute(sql`set local enable_nestloop = off`);
      return sql.raw(byHand);
    });
    [counted, expected] = [mine.n, theirs.n];
    if (round === 0) continue;
    own.push(mine.ms);
    hand.push(theirs.ms);
    handHashed.push(hashed.ms);
  }
  const [a, b, c] = [percentile(own, 0.5), percentile(hand, 0.5), percentile(handHashed, 0.5)];
  const differs = counted === expected ? "" : ` (by hand: ${expected}!)`;
  console.log(
    `| ${name} | ${counted}${differs} | ${a.toFixed(0)}, ${percentile(own, 0.95).toFixed(0)} | ${b.toFixed(0)} (${c.toFixed(0)}) | ${(a / Math.min(b, c)).toFixed(2)} |`,
  );
}

/** Each in a transaction that is rolled back, so that every round begins alike. */
class Undo extends Error {}
const undone = async (work: (tx: Tx) => Promise<number>): Promise<number> => {
  let ms = 0;
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`select set_config('work_mem', '128MB', true)`);
      ms = await work(tx);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return ms;
};
const measured = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const wide = rule.parse({
  kind: "purchases",
  of: "receipts",
  measure: "count",
  test: { operator: "at_least", value: 1 },
  window: { kind: "last", amount: 400, unit: "days" },
});
const members = membersQuery(wide, await scopeOf(db, wide, now));
const segmentId = "5e900000-0000-4000-8000-000000000001";
const at = { cause: "change", now } as const;
const bare: number[] = [];
const first: number[] = [];
const again: number[] = [];
const moved: number[] = [];
for (let round = 0; round < Math.min(rounds, 5); round++) {
  bare.push(
    await undone((tx) =>
      measured(() =>
        tx.execute(sql`insert into segment_members (customer_id, segment_id, entered_at)
          select m.id, ${segmentId}::uuid, ${now.toISOString()}::timestamptz from (${members}) m`),
      ),
    ),
  );
  first.push(
    await undone((tx) => measured(() => replaceMembers(tx, segmentId, members, { ...at, isFirst: true }))),
  );
  await db.execute(sql`insert into segment_members (customer_id, segment_id, entered_at)
    select m.id, ${segmentId}::uuid, ${now.toISOString()}::timestamptz from (${members}) m on conflict do nothing`);
  await db.execute(sql`vacuum (analyze) segment_members`);
  again.push(
    await undone((tx) => measured(() => replaceMembers(tx, segmentId, members, { ...at, isFirst: false }))),
  );
  moved.push(
    await undone(async (tx) => {
      await tx.execute(
        sql`delete from segment_members where segment_id = ${segmentId}::uuid and customer_id % 10 = 0`,
      );
      await tx.execute(sql`insert into segment_members (customer_id, segment_id, entered_at)
        select id, ${segmentId}::uuid, now() from customers c where id % 10 = 1 and not exists (select from segment_members m where m.customer_id = c.id)`);
      return await measured(() => replaceMembers(tx, segmentId, members, { ...at, isFirst: false }));
    }),
  );
  await db.execute(sql`delete from segment_members where segment_id = ${segmentId}::uuid`);
  await db.execute(sql`vacuum segment_members`);
}
const [n] = await db.execute<{ count: number }>(sql`select count(*)::int as count from (${members}) m`);
const base = percentile(bare, 0.5);
const shown = (name: string, values: number[]) =>
  console.log(
    `${name}: ${percentile(values, 0.5).toFixed(0)} ms, ${(percentile(values, 0.5) / base).toFixed(2)} of bare`,
  );
console.log(`\nmembership of ${n?.count}: bare INSERT … SELECT ${base.toFixed(0)} ms`);
shown("first time", first);
shown("again, nobody moved", again);
shown("again, a tenth left and others entered, noted", moved);
await db.$client.end();
