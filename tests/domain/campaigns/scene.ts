import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { carts, customers, orders, templates, templateVersions } from "@/server/db/schema";
import { advanceCohort, createCampaign, enterDue, watchCarts } from "@/server/domain/campaigns";
import { manualClock } from "@/server/platform/clock";
import { asRole, asSystem } from "../../support/actors";

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const start = new Date("2026-03-10T09:00:00Z");

/** A shop with a clock of its own: people, carts, orders, and an engine that does what is due, and only that. */
export function scene(db: Db, at: Date = start) {
  const clock = manualClock(at);
  const system = asSystem(db, clock);
  const marketer = asRole(db, "senior_marketer", clock);
  let orderNo = 0;

  const stage = {
    db,
    clock,
    system,
    marketer,

    async templates() {
      for (const code of ["cart-reminder", "cart-last-call"]) {
        const [row] = await db
          .insert(templates)
          .values({ code, name: code, layout: "cart", draft: {}, currentVersion: 1 })
          .onConflictDoUpdate({ target: templates.code, set: { currentVersion: 1, archivedAt: null } })
          .returning({ id: templates.id });
        await db
          .insert(templateVersions)
          .values({
            templateId: row?.id ?? "",
            version: 1,
            layout: "cart",
            content: {},
            html: "<p></p>",
            subject: "s",
          })
          .onConflictDoNothing();
      }
    },

    async customer(fields: Partial<typeof customers.$inferInsert> = {}) {
      const [row] = await db
        .insert(customers)
        .values({ email: `${crypto.randomUUID()}@example.com`, firstName: "Ann", ...fields })
        .returning({ id: customers.id });
      if (!row) throw new Error("no customer");
      return row.id;
    },

    /** Puts goods into the cart now, or changes what is in it. */
    async cart(customerId: number, fields: Partial<typeof carts.$inferInsert> = {}) {
      const lastActionAt = fields.lastActionAt ?? clock.now();
      const items = [{ productId: "p1", name: "Tea", quantity: 2, priceMinor: 500 }];
      const values = {
        customerId,
        state: "open",
        items,
        itemsCount: 2,
        totalMinor: 1000,
        currency: "EUR",
        sourceId: 1,
        startedAt: lastActionAt,
        lastActionAt,
        ...fields,
      };
      const { startedAt: _, ...changed } = values;
      await db
        .insert(carts)
        .values(values)
        .onConflictDoUpdate({ target: [carts.customerId, carts.container], set: changed });
      await watchCarts(system, { earliestActionAt: lastActionAt });
    },

    async order(customerId: number, fields: Partial<typeof orders.$inferInsert> = {}) {
      orderNo += 1;
      await db.insert(orders).values({
        customerId,
        id: orderNo,
        externalId: `o${customerId}-${orderNo}`,
        occurredAt: clock.now(),
        totalMinor: 1000,
        ...fields,
      });
      await db
        .update(carts)
        .set({ state: "ordered", itemsCount: 0, items: [] })
        .where(sql`${carts.customerId} = ${customerId}`);
    },

    /** Whatever is due at this moment, until nothing is. Answers how many calls it took. */
    async work(): Promise<number> {
      for (let calls = 0; calls < 1000; calls++) {
        const due = clock.now().toISOString();
        const [alarm] = await db.execute<{ id: string }>(sql`
          select a.campaign_id as id from campaign_alarms a join campaigns c on c.id = a.campaign_id
          where a.due_at <= ${due}::timestamptz and c.state = 'active' limit 1`);
        if (alarm) {
          await enterDue(system, { campaignId: alarm.id });
          continue;
        }
        const [cohort] = await db.execute<{ id: string }>(sql`
          select c.id from campaign_cohorts c join campaigns on campaigns.id = c.campaign_id
          where (c.state = 'ready' or (c.state = 'waiting' and c.due_at <= ${due}::timestamptz)) and campaigns.state <> 'paused'
          order by c.entered_at, c.id limit 1`);
        if (!cohort) return calls;
        await advanceCohort(system, { cohortId: cohort.id });
      }
      throw new Error("the work never ends");
    },

    /** Lets time pass, in steps, doing what comes due on the way. */
    async pass(ms: number, stepMs = ms) {
      for (let gone = 0; gone < ms; gone += stepMs) {
        clock.advance(Math.min(stepMs, ms - gone));
        await stage.work();
      }
    },

    async campaign(settings: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
      await stage.templates();
      return createCampaign(marketer, {
        recipe: "abandoned-cart",
        recipeSettings: {
          idle_seconds: 3600,
          first_wait_seconds: 600,
          second_wait_seconds: 86_400,
          ...settings,
        },
        activate: true,
        ...more,
      });
    },

    letters: async (campaignId: string) => [
      ...(await db.execute<{
        customer_id: number;
        node_id: string;
        state: string;
        reason: string | null;
      }>(sql`
        select customer_id, node_id, state, reason from messages where source_id = ${campaignId} order by planned_at, customer_id`)),
    ],
    entries: async (campaignId: string) => [
      ...(await db.execute<{
        customer_id: number;
        id: number;
        node_id: string;
        state: string;
        reason: string | null;
        version: number;
      }>(sql`
        select customer_id, id, node_id, state, reason, version from campaign_participants where campaign_id = ${campaignId}::uuid order by id`)),
    ],
    steps: async (participantId: number) => [
      ...(await db.execute<{ node_id: string; outcome: string }>(sql`
        select node_id, outcome from campaign_steps where participant_id = ${participantId} order by left_at, entered_at`)),
    ],
  };
  return stage;
}
