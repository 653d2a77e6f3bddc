import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeCustomers, settleMerges, undoMerge, upsertCustomers } from "@/server/domain/customers";
import { setMergeRule } from "@/server/domain/identity";
import { rebuildMerged } from "@/server/domain/tracking";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const system = asSystem(db, shop.clock);
const now = shop.clock.now();
const wipe = () =>
  db.execute(sql`truncate customers, customer_identities, customer_metrics, customer_merges, customer_merge_rows, customer_events,
    subscriptions, carts, visits, visitors, product_views, dirty_customers, duplicate_suggestions, event_log, event_keys cascade`);

/** Everybody who is left, without the numbers of rows and of the log. */
async function picture() {
  const rows = await db.execute<{ row: unknown }>(sql`
    select jsonb_build_object('person', to_jsonb(c) - 'updated_at' - 'id' - 'last_seen_at',
      'identities', (select jsonb_agg(kind || ' ' || value order by kind, value) from customer_identities i where i.customer_id = c.id),
      'events', (select jsonb_agg(name order by name, occurred_at) from customer_events e where e.customer_id = c.id),
      'carts', (select jsonb_agg(jsonb_build_array(container, state, items) order by container) from carts k where k.customer_id = c.id),
      'views', (select jsonb_agg(jsonb_build_array(kind, item_id, views) order by kind, item_id, views) from (
        select kind, item_id, sum(views) as views from product_views p where p.customer_id = c.id group by kind, item_id) p),
      'consents', (select jsonb_agg(channel || state order by channel) from subscriptions s where s.customer_id = c.id)) as row
    from customers c where state = 'active' order by 1`);
  return rows.map(({ row }) => row);
}
const rebuild = async () => {
  while (!(await rebuildMerged(system)).isDone);
};

it("ends the same whatever the order of merges and of events", async () => {
  await db.execute(sql`select ensure_month_partition('customer_events', ${now.toISOString()}::date)`);
  const pair = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(pair, { minLength: 1, maxLength: 7 }),
      fc.infiniteStream(fc.nat()),
      async (pairs, random) => {
        const shuffled = [...pairs].sort(() => ((random.next().value ?? 0) % 3) - 1);
        const play = async (order: [number, number][], isLate: boolean) => {
          await wipe();
          const ids = (
            await db.transaction((tx) =>
              upsertCustomers(
                tx,
                Array.from({ length: 6 }, (_, i) => ({
                  ...(i % 2 === 0 ? { externalId: `M${i}` } : { email: `m${i}@shop.ru` }),
                  firstName: `Name${i % 3}`,
                  attributes: { size: i, [`own${i}`]: i },
                  at: new Date(now.getTime() - (i % 4) * 1000),
                })),
                { via: "test", now },
              ),
            )
          ).map((one) => one.customerId ?? 0);
          const events = Array.from({ length: 12 }, (_, i) =>
            shop.event("track", i, {
              messageId: `00000000-0000-4000-8000-0000000000${10 + i}`,
              userId: `M${(i % 3) * 2}`,
              anonymousId: `device-${i % 2}`,
              event: i % 3 === 0 ? "Product Added" : "Product Viewed",
              properties: { product_id: `p${i % 4}`, price: 10, quantity: 1 },
            }),
          );
          const merge = () =>
            order.map(
              (one) => () =>
                db.transaction((tx) =>
                  mergeCustomers(tx, [{ ids: one.map((i) => ids[i] ?? 0), rule: "test" }], {
                    now,
                    actor: "T",
                  }),
                ),
            );
          const send = [() => shop.send(...events), () => shop.consume()];
          for (const step of isLate ? [...merge(), ...send] : [...send, ...merge()]) await step();
          await rebuild();
          return picture();
        };
        const first = await play(pairs, false);
        expect(await play([...shuffled].reverse(), true)).toEqual(first);
      },
    ),
    { numRuns: 4 },
  );
});

it("survives a thousand merges at once, in rings, while events of the same people arrive", async () => {
  await wipe();
  await setMergeRule(asRole(db, "administrator", shop.clock), { code: "alias", isAutomatic: true });
  const people = 400;
  const ids = (
    await db.transaction((tx) =>
      upsertCustomers(
        tx,
        Array.from({ length: people }, (_, i) => ({ externalId: `S${i}`, email: `s${i}@shop.ru` })),
        { via: "test", now },
      ),
    )
  ).map((one) => one.customerId ?? 0);
  let state = 7;
  const random = (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % most;
  };
  // Twenty rings of twenty people: everybody is merged with a neighbour, and the last with the first.
  const pairs = Array.from({ length: 1_000 }, (_, n) => {
    const ring = n % 20;
    const at = n < 400 ? Math.floor(n / 20) : random(20);
    return [ids[ring * 20 + at] ?? 0, ids[ring * 20 + ((at + 1) % 20)] ?? 0];
  }).sort(() => random(3) - 1);
  const failed: unknown[] = [];
  const merging = Array.from({ length: 6 }, async (_, worker) => {
    for (let i = worker; i < pairs.length; i += 6 * 10) {
      const own = pairs.slice(i, i + 10).map((pair) => ({ ids: pair, rule: "storm" }));
      await db
        .transaction((tx) => mergeCustomers(tx, own, { now, actor: `W${worker}` }))
        .catch((error) => failed.push(error));
    }
    for (let i = worker; i < pairs.length; i += 6) {
      if (i % 10 !== 0) continue;
      await db
        .transaction((tx) =>
          mergeCustomers(tx, [{ ids: pairs[i] ?? [], rule: "storm" }], { now, actor: `W${worker}` }),
        )
        .catch((error) => failed.push(error));
    }
  });
  let sent = 0;
  const telling = (async () => {
    for (let batch = 0; batch < 12; batch++) {
      const events = Array.from({ length: 40 }, () => {
        const one = random(people);
        sent++;
        return shop.event(sent % 9 === 0 ? "alias" : "track", sent % 600, {
          userId: `S${one}`,
          ...(sent % 9 === 0
            ? { previousId: `S${one - (one % 20) + ((one + 1) % 20)}` }
            : { event: "Product Viewed", properties: { product_id: "p" } }),
          anonymousId: `storm-${random(60)}`,
        });
      });
      await shop.send(...events);
      // A deadlock's victim reads again: the log waits.
      for (let attempt = 0; attempt < 8; attempt++)
        try {
          await shop.consume();
          break;
        } catch (error) {
          if (attempt === 7) failed.push(error);
        }
    }
  })();
  await Promise.all([...merging, telling]);
  // The log is read up to the oldest running transaction: the rest when all have ended.
  await shop.consume();
  await db.transaction((tx) =>
    mergeCustomers(
      tx,
      pairs.map((pair) => ({ ids: pair, rule: "storm" })),
      { now, actor: "last" },
    ),
  );
  await rebuild();
  expect(failed).toEqual([]);
  const [count] = await db.execute<{
    active: number;
    chains: number;
    stray: number;
    events: number;
    owned: number;
  }>(sql`
    select (select count(*)::int from customers where state = 'active') as active,
      (select count(*)::int from customers d join customers s on s.id = d.merged_into where s.state <> 'active') as chains,
      (select count(*)::int from customer_events e join customers d on d.id = e.customer_id where d.state = 'merged') as stray,
      (select count(*)::int from customer_events) as events,
      (select count(*)::int from customer_identities i join customers c on c.id = i.customer_id where c.state = 'active') as owned`);
  expect(count).toEqual({ active: 20, chains: 0, stray: 0, events: sent, owned: people * 2 });
  expect(await settleMerges(system)).toBe(0);
  // And all of it can be taken back: nobody loses an identifier.
  const merges = await db.execute<{ id: number }>(sql`
    select id from customer_merges where donor_kind = 'customer' and undone_at is null order by id desc`);
  for (const { id } of merges.slice(0, 20))
    await db.transaction((tx) => undoMerge(tx, id, { now, actor: "T" }));
  const [after] = await db.execute<{ active: number; owned: number; events: number }>(sql`
    select (select count(*)::int from customers where state = 'active') as active,
      (select count(*)::int from customer_identities) as owned, (select count(*)::int from customer_events) as events`);
  expect(after).toEqual({ active: 40, owned: people * 2, events: sent });
});
