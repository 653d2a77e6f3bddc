/**
 * The list of customers over a million people: each sort with each filter, the first page and the thousandth, and the
 * quick search; times of the procedure itself, from the call to its answer.
 *
 *   node --import tsx bench/customers.ts       (a throw-away PostgreSQL; BENCH_URL uses a base that is there already)
 *
 * BENCH_PEOPLE (1000000), BENCH_ROUNDS (8 of each case), BENCH_ALL=1 prints every case.
 */
import { pino } from "pino";
import { createDb } from "@/server/db/client";
import { countMatches, listCustomers } from "@/server/domain/customers";
import { customerSorts, type ListCondition } from "@/server/domain/customers/list/conditions";
import type { Context } from "@/server/kernel/context";
import { startPostgres } from "./ingest/postgres";
import { person, seedPeople } from "./seed-million";

const people = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 8);
const given = process.env.BENCH_URL;
const postgres = given ? undefined : await startPostgres();
const url = given ?? postgres?.url ?? "";
if (!given) await seedPeople(url, { people });

const db = createDb({ url, poolSize: 4 });
const ctx: Context = {
  actor: { kind: "system", label: "bench" },
  door: "script",
  clock: { now: () => new Date("2026-11-20T12:00:00Z") },
  db,
  log: pino({ level: "silent" }),
};

const is = (field: string, value: ListCondition["value"]): ListCondition => ({ field, op: "is", value });
/** From "everybody" to "one in ten thousand", alone and together; some against the grain of the sorting. */
const filters: Record<string, ListCondition[]> = {
  everybody: [],
  "a large city": [is("city", "Москва")],
  "a small city": [is("city", "Город 300")],
  women: [is("gender", "female")],
  "women of a small city": [is("gender", "female"), is("city", "Город 400")],
  "a custom field, common": [is("attributes.size", "M")],
  "a custom field, rare": [is("attributes.vip", true)],
  "custom number at least": [{ field: "attributes.children", op: "gte", value: 3 }],
  "city, size and colour": [
    is("city", "Казань"),
    is("attributes.size", "XXL"),
    is("attributes.color", "розовый"),
  ],
  "never bought": [is("purchases", 0)],
  "spent much": [{ field: "revenue", op: "gte", value: 60_000 }],
  "bought long ago": [{ field: "last_purchase_at", op: "lte", value: "2024-06-15" }],
  "bought long ago, a city": [
    { field: "last_purchase_at", op: "lte", value: "2024-09-15" },
    is("city", "Самара"),
  ],
  "dead address": [{ field: "email_code", op: "gte", value: 30 }],
  "no e-mail": [{ field: "email", op: "empty" }],
  "surname begins": [{ field: "last_name", op: "starts", value: "Кузнец" }],
  "new this week": [{ field: "created_at", op: "in_last", value: 7 }],
  nobody: [is("city", "Нигде")],
  "an unindexed value, rare": [is("zip", "000000")],
  unsubscribed: [is("subscription.email", "unsubscribed")],
};

const time = async <T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> => {
  const from = performance.now();
  const answer = await work();
  return { ms: performance.now() - from, answer };
};
const percentile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const shown = (values: number[]) =>
  `p50 ${percentile(values, 0.5).toFixed(1)}, p95 ${percentile(values, 0.95).toFixed(1)}, max ${Math.max(...values).toFixed(1)} ms`;

/** A cursor deep in the list: where page 1,000 begins, taken from the data rather than by turning 1,000 pages. */
async function deepCursor(
  sort: (typeof customerSorts)[number],
  where: ListCondition[],
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < 250; page++) {
    const answer = await listCustomers(ctx, {
      sort,
      order: "desc",
      where,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    if (!answer.nextCursor) return cursor;
    cursor = answer.nextCursor;
  }
  return cursor;
}

const first: number[] = [];
const deep: number[] = [];
const slow: string[] = [];
let short = 0;
for (const [name, where] of Object.entries(filters))
  for (const sort of customerSorts) {
    const mine: number[] = [];
    for (const order of ["desc", "asc"] as const)
      for (let round = 0; round < rounds / 2; round++) {
        const { ms, answer } = await time(() => listCustomers(ctx, { sort, order, where, limit: 50 }));
        mine.push(ms);
        if (answer.items.length < 50 && answer.nextCursor) short += 1;
      }
    first.push(...mine);
    const cursor = process.env.BENCH_DEEP === "off" ? undefined : await deepCursor(sort, where);
    const deeper: number[] = [];
    if (cursor)
      for (let round = 0; round < rounds / 2; round++)
        deeper.push(
          (await time(() => listCustomers(ctx, { sort, order: "desc", where, limit: 50, cursor }))).ms,
        );
    deep.push(...deeper);
    const line = `${name} by ${sort}: first ${shown(mine)}${deeper.length > 0 ? `; deep ${shown(deeper)}` : ""}`;
    if (process.env.BENCH_ALL || percentile([...mine, ...deeper], 0.95) > 120) slow.push(line);
  }
console.log(`first page, ${first.length} calls: ${shown(first)}; ${short} short pages with more behind`);
console.log(`page 1,000 (or the last), ${deep.length} calls: ${shown(deep)}`);

const counting: number[] = [];
for (const where of Object.values(filters))
  counting.push((await time(() => countMatches(ctx, { where }))).ms);
console.log(`counts: ${shown(counting)}`);

const searches: Record<string, (n: number) => string> = {
  "e-mail": (n) => person(n).email ?? `user${n}`,
  "phone, 8 (916) 123-45-67": (n) =>
    `8 (${(person(n).phone ?? "+79161234567").slice(2, 5)}) ${(person(n).phone ?? "+79161234567").slice(5)}`,
  "beginning of a phone": (n) => (person(n).phone ?? "+79161234567").slice(0, 9),
  card: (n) => (person(n).card ?? "2200000000000001").replace(/(\d{4})/g, "$1 ").trim(),
  "external id": (n) => person(n).externalId,
  "our number": (n) => `cus_${1_000_000 + n}`,
  surname: (n) => person(n).lastName ?? "Кузнецов",
  "name and surname, swapped": (n) => `${person(n).firstName} ${person(n).lastName ?? "Кузнецов"}`,
  "two letters": (n) => (person(n).lastName ?? "Кузнецов").slice(0, 2),
  "a typing error": (n) => mistyped(person(n).lastName ?? "Кузнецов"),
  "typing errors in both": (n) =>
    `${mistyped(person(n).firstName)} ${mistyped(person(n).lastName ?? "Кузнецов")}`,
  "other keyboard": () => "bdfyjdf",
  nobody: (n) => `нетникого${n}`,
};
const mistyped = (word: string) =>
  `${word.slice(0, 3)}${word.slice(4, 5)}${word.slice(3, 4)}${word.slice(5)}`;
const searching: number[] = [];
for (const [name, make] of Object.entries(searches)) {
  const mine: number[] = [];
  let found = 0;
  for (let round = 0; round < 40; round++) {
    const search = make(1 + ((round * 7_919_317) % people));
    const { ms, answer } = await time(() => listCustomers(ctx, { search, sort: "seen", limit: 50 }));
    mine.push(ms);
    if (answer.items.length > 0) found += 1;
  }
  searching.push(...mine);
  console.log(`  search by ${name}: ${shown(mine)}; found ${found} of 40`);
}
console.log(`search, ${searching.length} calls: ${shown(searching)}`);
for (const line of slow) console.log(`  ${line}`);

await db.$client.end({ timeout: 1 });
await postgres?.stop();
process.exit(0);
