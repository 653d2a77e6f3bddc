import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { templates } from "@/server/db/schema";
import * as campaigns from "@/server/domain/campaigns";
import { asRole } from "../../support/actors";
import { testDatabase } from "../../support/database";
import { hour, minute, scene } from "./scene";

const { db } = await testDatabase();
const shop = scene(db);
await shop.templates();
const audits = async (id: string) =>
  [
    ...(await db.execute<{ action: string }>(
      sql`select action from audit_log where subject_id = ${id} order by id`,
    )),
  ].map((row) => row.action);

describe("a campaign", () => {
  it("is made blank, of a recipe or of a graph, and everything done to it is on record", async () => {
    const blank = await campaigns.createCampaign(shop.marketer, {});
    expect(blank).toMatchObject({ state: "draft", name: "New campaign", currentVersion: null });
    const made = await campaigns.createCampaign(shop.marketer, {
      recipe: "abandoned-cart",
      recipeSettings: { idle_seconds: 4 },
      locale: "ru",
    });
    expect(made).toMatchObject({ state: "draft", name: "Брошенная корзина", recipe: "abandoned-cart" });
    await campaigns.saveDraft(shop.marketer, { id: made.id, revision: 1, name: "Carts" });
    await campaigns.publishCampaign(shop.marketer, { id: made.id });
    await campaigns.activateCampaign(shop.marketer, { id: made.id });
    await campaigns.pauseCampaign(shop.marketer, { id: made.id });
    await campaigns.resumeCampaign(shop.marketer, { id: made.id });
    await campaigns.stopCampaign(shop.marketer, { id: made.id });
    await campaigns.archiveCampaign(shop.marketer, { id: made.id });
    expect(await audits(made.id)).toEqual(
      ["create", "save-draft", "publish", "activate", "pause", "resume", "stop", "archive"].map(
        (verb) => `campaigns.${verb}`,
      ),
    );
  });

  it("tells what is wrong with a recipe's settings, by field", async () => {
    const make = (recipeSettings: Record<string, unknown>) =>
      campaigns.createCampaign(shop.marketer, { recipe: "abandoned-cart", recipeSettings });
    await expect(make({ idle_seconds: 0 })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "settings.idle_seconds" }],
    });
    await expect(make({ idel_seconds: 5 })).rejects.toMatchObject({ code: "invalid" });
    await expect(campaigns.createCampaign(shop.marketer, { recipe: "nonsense" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("does not start half-done, and leaves nothing behind when it was to start at once", async () => {
    await db.update(templates).set({ currentVersion: null }).where(sql`code = 'cart-last-call'`);
    const before = await db.execute(sql`select count(*) from campaigns`);
    await expect(
      campaigns.createCampaign(shop.marketer, { recipe: "abandoned-cart", activate: true }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "graph.nodes.last-call.settings.template" }],
    });
    expect(await db.execute(sql`select count(*) from campaigns`)).toEqual(before);
    await shop.templates();
  });

  it("refuses to overwrite what somebody else has saved since", async () => {
    const { id } = await campaigns.createCampaign(shop.marketer, { name: "Two editors" });
    await campaigns.saveDraft(shop.marketer, { id, revision: 1, name: "First" });
    await expect(
      campaigns.saveDraft(shop.marketer, { id, revision: 1, name: "Second" }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await campaigns.getCampaign(shop.marketer, { id })).name).toBe("First");
  });

  it("knows whether the draft differs from what runs", async () => {
    const { id, draft } = await shop.campaign();
    const changed = async () => (await campaigns.getCampaign(shop.marketer, { id })).hasUnpublishedChanges;
    expect(await changed()).toBe(false);
    await campaigns.saveDraft(shop.marketer, {
      id,
      revision: 1,
      graph: { ...draft, positions: { cart: { x: 500, y: 5 } } },
    });
    expect(await changed()).toBe(false);
    const nodes = draft.nodes.map((node) =>
      node.id === "first-wait" ? { ...node, settings: { amount: 1, unit: "hours" } } : node,
    );
    await campaigns.saveDraft(shop.marketer, { id, revision: 2, graph: { ...draft, nodes } });
    expect(await changed()).toBe(true);
    await campaigns.publishCampaign(shop.marketer, { id });
    expect(await changed()).toBe(false);
    expect((await campaigns.getCampaignVersion(shop.marketer, { id, version: 1 })).graph.nodes).toHaveLength(
      7,
    );
    await campaigns.stopCampaign(shop.marketer, { id });
  });

  it("goes only where its state allows", async () => {
    const { id } = await campaigns.createCampaign(shop.marketer, { recipe: "abandoned-cart" });
    for (const verb of [campaigns.pauseCampaign, campaigns.resumeCampaign, campaigns.stopCampaign])
      await expect(verb(shop.marketer, { id })).rejects.toMatchObject({ code: "conflict" });
    await campaigns.activateCampaign(shop.marketer, { id });
    await expect(campaigns.activateCampaign(shop.marketer, { id })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(campaigns.archiveCampaign(shop.marketer, { id })).rejects.toMatchObject({
      code: "conflict",
    });
    await campaigns.stopCampaign(shop.marketer, { id });
    await campaigns.archiveCampaign(shop.marketer, { id });
    await expect(campaigns.activateCampaign(shop.marketer, { id })).rejects.toMatchObject({
      code: "conflict",
    });
    const copy = await campaigns.duplicateCampaign(shop.marketer, { id });
    expect(copy).toMatchObject({ state: "draft", name: "Abandoned cart (2)", currentVersion: null });
  });

  it("is drafted by a marketer, but started only by who may publish", async () => {
    const marketer = asRole(db, "marketer", shop.clock);
    const { id } = await campaigns.createCampaign(marketer, { recipe: "abandoned-cart" });
    await expect(campaigns.activateCampaign(marketer, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      campaigns.createCampaign(marketer, { recipe: "abandoned-cart", activate: true }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(campaigns.createCampaign(asRole(db, "analyst", shop.clock), {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("decides what happens to those who were not written to, and when a template is gone", async () => {
    const outcomes: Record<string, unknown> = {};
    for (const rule of ["continue", "drop", "branch"] as const) {
      const { id } = await campaigns.createCampaign(shop.marketer, {
        name: rule,
        activate: true,
        graph: {
          nodes: [
            { id: "cart", kind: "abandoned-cart", settings: { container: rule } },
            { id: "mail", kind: "send-email", settings: { template: "cart-reminder", when_not_sent: rule } },
            { id: "sorry", kind: "exit" },
          ],
          edges: [
            { from: "cart", port: "next", to: "mail" },
            { from: "mail", port: rule === "branch" ? "not_sent" : "next", to: "sorry" },
          ],
        },
      });
      const [reached, mute] = [await shop.customer(), await shop.customer({ email: null })];
      for (const her of [reached, mute]) await shop.cart(her, { container: rule });
      await shop.pass(61 * minute, minute);
      outcomes[rule] = (await shop.entries(id)).map(
        ({ state, reason, node_id }) => `${state} ${reason ?? ""} ${node_id}`,
      );
      await campaigns.stopCampaign(shop.marketer, { id });
    }
    expect(outcomes).toEqual({
      continue: ["exited  sorry", "exited  sorry"],
      drop: ["exited  sorry", "dropped not_sent mail"],
      branch: ["finished  mail", "exited  sorry"],
    });
    const { id } = await shop.campaign();
    await shop.cart(await shop.customer());
    await shop.pass(hour, minute);
    await db.update(templates).set({ archivedAt: shop.clock.now() }).where(sql`code = 'cart-reminder'`);
    await shop.pass(hour, minute);
    expect(await shop.entries(id)).toMatchObject([
      { state: "dropped", reason: "node_error", node_id: "reminder" },
    ]);
    expect(await shop.letters(id)).toEqual([]);
    await shop.templates();
  });

  it("filters by what happened in the chain itself", async () => {
    const asks = (rule: object, yes: string) => ({ id: yes, kind: "filter", settings: { rule } });
    const { id } = await campaigns.createCampaign(shop.marketer, {
      name: "chain conditions",
      activate: true,
      graph: {
        nodes: [
          { id: "cart", kind: "abandoned-cart", settings: { container: "chain" } },
          { id: "mail", kind: "send-email", settings: { template: "cart-reminder" } },
          { id: "pause", kind: "wait", settings: { amount: 1, unit: "hours" } },
          asks({ kind: "message", node_id: "mail", status: "opened" }, "opened"),
          asks(
            {
              kind: "purchases",
              measure: "sum",
              test: { operator: "at_least", value: 10 },
              window: { kind: "since", point: "previous_node" },
            },
            "bought",
          ),
          asks(
            {
              kind: "purchases",
              measure: "count",
              test: { operator: "at_least", value: 1 },
              window: { kind: "since", point: "entry" },
            },
            "ever",
          ),
          { id: "end", kind: "exit" },
        ],
        edges: [
          { from: "cart", port: "next", to: "mail" },
          { from: "mail", port: "next", to: "pause" },
          { from: "pause", port: "next", to: "opened" },
          { from: "opened", port: "yes", to: "end" },
          { from: "opened", port: "no", to: "ever" },
          { from: "ever", port: "yes", to: "bought" },
          { from: "bought", port: "yes", to: "end" },
        ],
      },
    });
    const [opener, buyer, neither] = [await shop.customer(), await shop.customer(), await shop.customer()];
    for (const her of [opener, buyer, neither]) await shop.cart(her, { container: "chain" });
    await shop.pass(61 * minute, minute);
    await db.execute(
      sql`update messages set state = 'delivered', first_opened_at = now() where customer_id = ${opener}`,
    );
    await shop.order(buyer, { totalMinor: 1000 });
    await shop.pass(2 * hour, minute);
    expect(
      (await shop.entries(id)).map(({ customer_id, node_id, state }) => [customer_id, state, node_id]),
    ).toEqual([
      [opener, "exited", "end"],
      // Bought since entering, but not since the node before: that was the first filter, a moment ago.
      [buyer, "finished", "bought"],
      [neither, "finished", "ever"],
    ]);
  });
});
