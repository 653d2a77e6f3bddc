import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  advanceCohort,
  createCampaign,
  enterDue,
  pauseCampaign,
  resumeCampaign,
} from "@/server/domain/campaigns";
import { type GraphDefinition, nextNodeId } from "@/server/domain/campaigns/graph";
import { testDatabase } from "../../support/database";
import { day, hour, minute, scene } from "./scene";

const { db } = await testDatabase();
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31);

interface Plan {
  kinds: {
    kind: "wait" | "filter" | "send-email" | "exit";
    minutes: number;
    letter: "A" | "B";
    whenNotSent: "continue" | "drop" | "branch";
  }[];
  /** For each node and port, how far down the list it leads; 0 = the chain ends. */
  jumps: number[];
}
const plan: fc.Arbitrary<Plan> = fc.record({
  kinds: fc.array(
    fc.record({
      kind: fc.constantFrom(
        "wait" as const,
        "wait" as const,
        "filter" as const,
        "filter" as const,
        "send-email" as const,
        "exit" as const,
      ),
      minutes: fc.integer({ min: 1, max: 600 }),
      letter: fc.constantFrom("A" as const, "B" as const),
      whenNotSent: fc.constantFrom("continue" as const, "drop" as const, "branch" as const),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  jumps: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 }),
});

/** A graph without circles: every edge leads down the list. What nobody comes to is left out. */
function graphOf({ kinds, jumps }: Plan): GraphDefinition {
  const nodes = kinds.map(({ kind, minutes, letter, whenNotSent }, i) => ({
    id: `n${i}`,
    kind: kind as string,
    name: "",
    settings: {
      wait: { amount: minutes, unit: "minutes" },
      filter: {
        rule: { kind: "attribute", field: "city", type: "text", test: { operator: "equals", value: letter } },
      },
      "send-email": { template: "cart-reminder", when_not_sent: whenNotSent },
      exit: {},
    }[kind] as Record<string, unknown>,
  }));
  const edges: GraphDefinition["edges"] = [{ from: "cart", port: "next", to: "n0" }];
  kinds.forEach(({ kind, whenNotSent }, i) => {
    const ports = {
      wait: ["next"],
      filter: ["yes", "no"],
      "send-email": whenNotSent === "branch" ? ["next", "not_sent"] : ["next"],
      exit: [],
    }[kind];
    ports.forEach((port, n) => {
      const must = port === "not_sent" || kind === "wait" || port === "yes";
      const jump = (jumps[2 * i + n] ?? 0) || (must ? 1 : 0);
      if (jump > 0) edges.push({ from: `n${i}`, port, to: i + jump < kinds.length ? `n${i + jump}` : "end" });
    });
  });
  const all = [
    { id: "cart", kind: "abandoned-cart", name: "", settings: { idle_seconds: 60 } },
    ...nodes,
    { id: "end", kind: "exit", name: "", settings: {} },
  ];
  const reached = new Set(["cart"]);
  for (const { id } of all)
    if (reached.has(id)) for (const edge of edges) if (edge.from === id) reached.add(edge.to);
  return {
    nodes: all.filter(({ id }) => reached.has(id)),
    edges: edges.filter(({ from }) => reached.has(from)),
    positions: {},
  };
}

type Act =
  | { do: "advance"; which: number; times: number }
  | { do: "ring" }
  | { do: "pass"; minutes: number }
  | { do: "pause" }
  | { do: "resume" };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("advance" as const),
      which: fc.nat(50),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "ring" as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 700 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "pause" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "resume" as const }) },
);

type Step = { participant_id: number; node_id: string; outcome: string; stayed: number };
let epoch = Date.UTC(2026, 0, 1);

it("takes every entry past each node at most once, along the graph, never early, to an end", {
  timeout: 180_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plan, fc.array(act, { maxLength: 40 }), async (chosen, acts) => {
      epoch += 40 * day;
      const shop = scene(db, new Date(epoch));
      await shop.templates();
      const graph = graphOf(chosen);
      const { id } = await createCampaign(shop.marketer, { name: "random", graph, activate: true });
      const cities = ["A", "B", null, "A"];
      for (const [i, city] of cities.entries())
        await shop.cart(await shop.customer({ city, ...(i === 3 ? { email: null } : {}) }));
      for (const one of acts) await perform(shop, id, one);
      await resumeCampaign(shop.marketer, { id }).catch(() => undefined);
      await shop.pass(10 * day, 12 * hour);
      await db.execute(sql`update campaigns set state = 'stopped' where id = ${id}::uuid`);
      await inspect(id, graph, cities.length);
    }),
    { seed, numRuns: Number(process.env.RUNS ?? 25) },
  );
});

async function perform(shop: ReturnType<typeof scene>, id: string, one: Act): Promise<void> {
  if (one.do === "pass") shop.clock.advance(one.minutes * minute);
  if (one.do === "ring") await enterDue(shop.system, { campaignId: id });
  if (one.do === "pause") await pauseCampaign(shop.marketer, { id }).catch(() => undefined);
  if (one.do === "resume") await resumeCampaign(shop.marketer, { id }).catch(() => undefined);
  if (one.do !== "advance") return;
  const cohorts = await db.execute<{ id: string }>(
    sql`select id from campaign_cohorts where campaign_id = ${id}::uuid order by id`,
  );
  const picked = cohorts[one.which % Math.max(cohorts.length, 1)];
  if (picked)
    await Promise.all(
      Array.from({ length: one.times }, () => advanceCohort(shop.system, { cohortId: picked.id })),
    );
}

async function inspect(id: string, graph: GraphDefinition, people: number): Promise<void> {
  const entries = await db.execute<{ id: number; state: string; node_id: string }>(sql`
    select id, state, node_id from campaign_participants where campaign_id = ${id}::uuid`);
  expect(entries).toHaveLength(people);
  expect(entries.filter((entry) => entry.state === "active")).toEqual([]);
  const steps = await db.execute<Step>(sql`
    select participant_id, node_id, outcome, extract(epoch from left_at - entered_at)::float8 as stayed
    from campaign_steps where campaign_id = ${id}::uuid order by participant_id, left_at, entered_at`);
  for (const entry of entries) {
    const path = [...steps].filter((step) => step.participant_id === entry.id);
    const inOrder = walk(graph, path);
    expect(new Set(path.map((step) => step.node_id)).size).toBe(path.length);
    expect(inOrder).toHaveLength(path.length);
    expect(inOrder.at(-1)?.node_id).toBe(entry.node_id);
    for (const step of path) {
      const node = graph.nodes.find((one) => one.id === step.node_id);
      if (node?.kind === "wait")
        expect(step.stayed).toBeGreaterThanOrEqual(Number(node.settings.amount) * 60);
    }
  }
  const senders = graph.nodes.filter((node) => node.kind === "send-email").map((node) => node.id);
  const [letters] = await db.execute<{ all: number; different: number }>(sql`
    select count(*)::int as all, count(distinct (participant_id, node_id))::int as different from messages where source_id = ${id}`);
  const passedSenders = [...steps].filter((step) => senders.includes(step.node_id)).length;
  expect(letters).toEqual({ all: passedSenders, different: passedSenders });
}

/** The steps as the graph allows them: from the trigger, each by the port the one before was left by. */
function walk(graph: GraphDefinition, path: Step[]): Step[] {
  const byNode = new Map(path.map((step) => [step.node_id, step]));
  const walked: Step[] = [];
  for (let at = byNode.get("cart"); at; at = byNode.get(nextNodeId(graph, at.node_id, at.outcome) ?? ""))
    walked.push(at);
  return walked;
}
