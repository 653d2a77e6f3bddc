import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { subscriptions } from "@/server/db/schema";
import { explainCustomer, pauseCampaign } from "@/server/domain/campaigns";
import { testDatabase } from "../../support/database";
import { day, hour, minute, scene } from "./scene";

const { db } = await testDatabase();
const shop = scene(db);
const { id } = await shop.campaign({ min_total: 5, reentry_seconds: 7 * 86_400 });
const why = async (customerId: number) =>
  (await explainCustomer(shop.marketer, { campaignId: id, customerId })).entering.refusal;

describe("why she did or did not get it", () => {
  it("names the entry rule that keeps her out, and none when she is about to enter", async () => {
    const her = await shop.customer();
    expect(await why(her)).toBe("cart_exists");
    await shop.cart(her, { totalMinor: 100 });
    expect(await why(her)).toBe("sum_reached");
    await shop.cart(her);
    expect(await why(her)).toBe("idle_passed");
    const { entering } = await explainCustomer(shop.marketer, { campaignId: id, customerId: her });
    expect(entering.dueAt?.getTime()).toBe(shop.clock.now().getTime() + hour);
    shop.clock.advance(hour);
    expect(await why(her)).toBeNull();
    await shop.work();
    expect(await why(her)).toBe("key_is_new");
    await shop.cart(her);
    shop.clock.advance(hour);
    expect(await why(her)).toBe("reentry_allowed");
    await shop.cart(her, { state: "emptied", itemsCount: 0, items: [] });
    expect(await why(her)).toBe("cart_has_items");
    await shop.order(her);
    // Ordering empties the cart too; that it was ordered tells more.
    expect(await why(her)).toBe("cart_not_ordered");
    await db.execute(sql`update carts set items_count = 1 where customer_id = ${her}`);
    expect(await why(her)).toBe("cart_not_ordered");
    await db.execute(sql`update carts set state = 'open' where customer_id = ${her}`);
    expect(await why(her)).toBe("no_order_since");
    await db.execute(sql`update customers set state = 'erased' where id = ${her}`);
    expect(await why(her)).toBe("customer_active");
  });

  it("knows a cart from before the start, and one that is too old", async () => {
    const [early, old] = [await shop.customer(), await shop.customer()];
    const before = new Date(shop.clock.now().getTime() - 20 * day);
    await shop.cart(early, { lastActionAt: before });
    await shop.cart(old, { lastActionAt: new Date(before.getTime() - 20 * day) });
    expect(await why(early)).toBe("after_activation");
    expect(await why(old)).toBe("after_activation");
    await db.execute(sql`update campaigns set activated_at = '2020-01-01' where id = ${id}::uuid`);
    expect(await why(early)).toBeNull();
    expect(await why(old)).toBe("within_lifetime");
  });

  it("tells the path, where she waits until when, and what became of her letters", async () => {
    const her = await shop.customer();
    await db
      .insert(subscriptions)
      .values({ customerId: her, channel: "email", state: "unsubscribed", source: "test" });
    await shop.cart(her);
    await shop.pass(2 * hour, 5 * minute);
    const { entries } = await explainCustomer(shop.marketer, { campaignId: id, customerId: her });
    expect(entries).toMatchObject([
      {
        state: "active",
        version: 1,
        messages: [{ nodeId: "reminder", state: "skipped", reason: "unsubscribed_channel" }],
      },
    ]);
    expect(entries[0]?.path.map((step) => [step.nodeId, step.outcome])).toEqual([
      ["cart", "next"],
      ["first-wait", "next"],
      ["first-check", "yes"],
      ["reminder", "next"],
      ["second-wait", null],
    ]);
    expect(entries[0]?.waitingUntil?.getTime()).toBeGreaterThan(shop.clock.now().getTime());
  });

  it("says so when the campaign does not run, and that there is no such customer", async () => {
    const her = await shop.customer();
    await shop.cart(her);
    shop.clock.advance(hour);
    await pauseCampaign(shop.marketer, { id });
    expect(await why(her)).toBe("campaign_not_active");
    await expect(why(1)).rejects.toMatchObject({ code: "not_found" });
  });
});
