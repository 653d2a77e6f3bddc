/**
 * RFM of everybody against the bare window functions; metrics of those who bought in 10,000 new receipts, and of everybody.
 *
 *   BENCH_URL=… node --import tsx bench/rfm.ts     (an address that bench/base.ts printed)      BENCH_ROUNDS (5)
 */
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { createDb } from "@/server/db/client";
import { rfmModels } from "@/server/db/schema";
import { markDirty } from "@/server/domain/customers";
import { refreshEverybody, refreshStale } from "@/server/domain/metrics";
import { runRfm } from "@/server/domain/rfm";
import { rfmScoring } from "@/server/domain/rfm/schema";
import { scoresQuery } from "@/server/domain/rfm/score-sql";
import { makeRoom } from "@/server/domain/rfm/store";
import { projectScope } from "@/server/domain/segments";
import { seededEnd } from "./seed-history";

const url = process.env.BENCH_URL;
if (!url) throw new Error("BENCH_URL: the address that `node --import tsx bench/base.ts` printed.");
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const db = createDb({ url, poolSize: 3 });
const ctx = {
  actor: { kind: "system", label: "bench" },
  door: "script",
  clock: { now: () => new Date(seededEnd) },
  db,
  log: pino({ level: "silent" }),
} as const;
await db.execute(
  sql`insert into settings (name, value) values ('timeZone', '"Europe/Moscow"') on conflict (name) do update set value = excluded.value`,
);
const [model] = await db.select().from(rfmModels);
if (!model) throw new Error("The base has no RFM model.");

const measured = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};
const middle = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** What anybody would write: three windows over sums by customer, kept in a table. */
const bare = () =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('work_mem', '128MB', true)`);
    await tx.execute(sql`
      create temp table bare_rfm on commit drop as
      with days as (
        select customer_id, (occurred_at at time zone 'Europe/Moscow')::date as day, sum(total_minor) as spent from receipts
        where status = 'completed' and occurred_at >= '2025-11-19T21:00:00Z' and occurred_at < '2026-11-19T21:00:00Z' group by 1, 2),
      habits as (select customer_id, max(day) as last_on, count(*) as f, sum(spent) as m from days group by 1)
      select customer_id, last_on, f, m, ntile(5) over (order by last_on) as r_score, ntile(5) over (order by f) as f_score,
        ntile(5) over (order by m) as m_score from habits`);
  });

/** The same scores by the product's own statement, kept in a table too. */
const scored = async () => {
  const scoring = rfmScoring.parse(model.scoring);
  const scope = await projectScope(db, new Date(seededEnd));
  await db.transaction(async (tx) => {
    await makeRoom(tx);
    await tx.execute(
      sql`create temp table own_rfm on commit drop as ${scoresQuery(scoring, "2026-11-19", scope)}`,
    );
  });
};

const scores: number[] = [];
const own: number[] = [];
const theirs: number[] = [];
for (let round = 0; round <= rounds; round++) {
  // Two days in turns, so that every run has real moves to note.
  const mine = await measured(() => runRfm(ctx, model.id, round % 2 === 0 ? "2026-11-19" : "2026-11-18"));
  const hand = await measured(bare);
  const alone = await measured(scored);
  if (round === 0) continue;
  scores.push(alone);
  own.push(mine);
  theirs.push(hand);
}
console.log(
  `RFM scores of everybody: ${middle(scores).toFixed(0)} ms; bare windows ${middle(theirs).toFixed(0)} ms; ratio ${(middle(scores) / middle(theirs)).toFixed(2)}`,
);
console.log(
  `RFM run, with history of moves: ${middle(own).toFixed(0)} ms; bare windows ${middle(theirs).toFixed(0)} ms; ratio ${(middle(own) / middle(theirs)).toFixed(2)}`,
);

const news: number[] = [];
for (let round = 0; round < rounds; round++) {
  const [batch] = await db.execute<{ ids: (number | string)[] }>(sql`
    with bought as (
      insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
      select id, nextval('subject_ids') + 900000000, gen_random_uuid()::text, ${new Date(seededEnd).toISOString()}::timestamptz, 12300
      from customers tablesample system (5) limit 10000 returning customer_id)
    select array_agg(distinct customer_id) as ids from bought`);
  await db.transaction((tx) => markDirty(tx, "metrics", (batch?.ids ?? []).map(Number), new Date(seededEnd)));
  let people = 0;
  news.push(
    await measured(async () => {
      for (let result = await refreshStale(ctx); ; result = await refreshStale(ctx)) {
        people += result.people;
        if (result.isDone) break;
      }
    }),
  );
  if (round === 0) console.log(`metrics of ${people} buyers of 10,000 new receipts:`);
}
console.log(`  ${middle(news).toFixed(0)} ms (longest ${Math.max(...news).toFixed(0)})`);
console.log(`metrics of everybody: ${(await measured(() => refreshEverybody(ctx))).toFixed(0)} ms`);
await db.$client.end();
