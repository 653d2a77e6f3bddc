import { describe, expect, it } from "vitest";
import { type GraphDefinition, graphDefinition, nextNodeId } from "./graph";
import type { GraphFacts } from "./nodes/kind";
import { nodeKinds } from "./nodes/registry";
import { problemFields, problemText } from "./problem-text";
import { recipes } from "./recipes/registry";
import { executableOf, validateGraph } from "./validate-graph";

const template = {
  id: "t1",
  code: "hello",
  name: "Hello",
  channel: "email",
  isPublished: true,
  isArchived: false,
};
const modelId = "d0000000-0000-4000-8000-000000000001";
const facts: GraphFacts = {
  templates: [
    template,
    { ...template, id: "t2", code: "draft", isPublished: false },
    { ...template, id: "t3", code: "old", isArchived: true },
    { ...template, id: "t4", code: "text", channel: "sms" },
    { ...template, id: "t5", code: "cart-reminder" },
    { ...template, id: "t6", code: "cart-last-call" },
    { ...template, id: "t7", code: "win-back" },
    { ...template, id: "t8", code: "win-back-question" },
  ],
  segments: [{ id: "s1", name: "Loyal", kind: "dynamic", isLive: false }],
  rfmModels: [{ id: modelId, name: "Everybody" }],
};
const bought = { kind: "purchases", measure: "count", test: { operator: "equals", value: 0 } };

/** `trigger → wait → filter → letter`, to be spoilt. */
const sound = (): GraphDefinition =>
  graphDefinition.parse({
    nodes: [
      { id: "start", kind: "abandoned-cart" },
      { id: "pause", kind: "wait", settings: { amount: 2, unit: "hours" } },
      { id: "check", kind: "filter", settings: { rule: bought } },
      { id: "letter", kind: "send-email", settings: { template: "hello" } },
    ],
    edges: [
      { from: "start", port: "next", to: "pause" },
      { from: "pause", port: "next", to: "check" },
      { from: "check", port: "yes", to: "letter" },
    ],
  });
type Spoil = (graph: GraphDefinition) => void;
const setting =
  (id: string, settings: Record<string, unknown>): Spoil =>
  (graph) => {
    const node = graph.nodes.find((one) => one.id === id);
    if (node) node.settings = settings;
  };
const edge =
  (from: string, port: string, to: string): Spoil =>
  (graph) =>
    void graph.edges.push({ from, port, to });
const cut =
  (from: string): Spoil =>
  (graph) => {
    graph.edges = graph.edges.filter((one) => one.from !== from);
  };
const node =
  (id: string, kind: string, settings = {}): Spoil =>
  (graph) =>
    void graph.nodes.push({ id, kind, name: "", settings });
const all =
  (...spoils: Spoil[]): Spoil =>
  (graph) => {
    for (const spoil of spoils) spoil(graph);
  };
const without =
  (id: string): Spoil =>
  (graph) => {
    graph.nodes = graph.nodes.filter((one) => one.id !== id);
  };

describe("a graph that may run", () => {
  it("is found sound", () => {
    expect(validateGraph(sound(), facts)).toEqual([]);
  });

  it("may merge branches, end a branch, and go round through a wait", () => {
    const graph = sound();
    all(
      edge("check", "no", "later"),
      node("later", "wait", { amount: 1, unit: "days" }),
      edge("later", "next", "check"),
    )(graph);
    expect(validateGraph(graph, facts)).toEqual([]);
    edge("letter", "next", "later")(graph);
    expect(validateGraph(graph, facts)).toEqual([]);
  });

  it("is executed with every setting filled in and no positions", () => {
    const graph = { ...sound(), positions: { start: { x: 1, y: 2 } } };
    const executable = executableOf(graph);
    expect(executable).not.toHaveProperty("positions");
    expect(executable.nodes[0]?.settings).toMatchObject({
      container: "cart",
      idle_seconds: 3600,
      lifetime_days: 30,
    });
    expect(nextNodeId(executable, "check", "yes")).toBe("letter");
    expect(nextNodeId(executable, "check", "no")).toBeUndefined();
  });

  it("does not depend on where the nodes are drawn", () => {
    const moved = { ...sound(), positions: { pause: { x: -900, y: 3 } } };
    expect(executableOf(moved)).toEqual(executableOf(sound()));
  });

  it.each(
    recipes.map((recipe) => [recipe.code, recipe] as const),
  )("is what the recipe %s makes", (_, recipe) => {
    expect(validateGraph(recipe.build({}).graph, facts)).toEqual([]);
    for (const code of recipe.templates)
      expect(JSON.stringify(recipe.build({}).graph)).toContain(`"${code}"`);
  });
});

describe("a graph that may not run", () => {
  it.each<[string, Spoil, string, string | undefined]>([
    ["has no trigger", all(without("start"), cut("start")), "trigger_missing", undefined],
    [
      "has two triggers",
      all(node("other", "abandoned-cart"), edge("other", "next", "pause")),
      "trigger_second",
      "other",
    ],
    ["names a node twice", node("pause", "exit"), "node_id_twice", "pause"],
    [
      "has a node of an unknown kind",
      all(node("x", "teleport"), edge("letter", "next", "x")),
      "kind_unknown",
      "x",
    ],
    ["has a node nobody comes to", node("island", "exit"), "node_unreachable", "island"],
    ["has a trigger that leads nowhere", cut("start"), "port_unconnected", "start"],
    [
      "has a wait that leads nowhere",
      all(cut("pause"), without("check"), without("letter")),
      "port_unconnected",
      "pause",
    ],
    ["has a filter without branches", all(cut("check"), without("letter")), "branches_unconnected", "check"],
    ["leaves one port twice", edge("pause", "next", "letter"), "port_connected_twice", "pause"],
    ["leaves by a port that is not there", edge("letter", "sideways", "pause"), "port_unknown", "letter"],
    ["leads to a node that is not there", edge("letter", "next", "ghost"), "edge_to_nowhere", "letter"],
    [
      "starts an edge from a node that is not there",
      edge("ghost", "next", "letter"),
      "edge_from_nowhere",
      undefined,
    ],
    ["leads back into the trigger", edge("letter", "next", "start"), "edge_into_trigger", "start"],
    ["goes round without a wait", edge("letter", "next", "check"), "cycle_without_wait", "check"],
    ["has a wait without a time", setting("pause", {}), "setting_invalid", "pause"],
    ["waits longer than a year", setting("pause", { amount: 366, unit: "days" }), "setting_invalid", "pause"],
    ["waits no time at all", setting("pause", { amount: 0, unit: "days" }), "setting_invalid", "pause"],
    ["has a setting nobody knows", setting("start", { idle: 5 }), "setting_invalid", "start"],
    [
      "lets nobody in: idle for longer than a cart lives",
      setting("start", { idle_seconds: 86_400, lifetime_days: 1 }),
      "idle_beyond_lifetime",
      "start",
    ],
    [
      "has a filter without conditions",
      setting("check", { rule: { kind: "all", rules: [] } }),
      "filter_without_conditions",
      "check",
    ],
    [
      "has a filter with a broken rule",
      setting("check", { rule: { kind: "magic" } }),
      "setting_invalid",
      "check",
    ],
    [
      "asks about a letter that comes later",
      setting("check", { rule: { kind: "message", node_id: "letter", status: "opened" } }),
      "message_node_not_before",
      "check",
    ],
    [
      "asks about a letter of a node that sends none",
      setting("check", { rule: { kind: "message", node_id: "pause", status: "opened" } }),
      "message_node_not_before",
      "check",
    ],
    ["has a letter without a template", setting("letter", {}), "template_not_chosen", "letter"],
    [
      "has a letter with a template that is not there",
      setting("letter", { template: "gone" }),
      "template_unknown",
      "letter",
    ],
    [
      "has a letter with an archived template",
      setting("letter", { template: "old" }),
      "template_unknown",
      "letter",
    ],
    [
      "has a letter with an unpublished template",
      setting("letter", { template: "draft" }),
      "template_not_published",
      "letter",
    ],
    [
      "has a letter with a text message for a template",
      setting("letter", { template: "t4" }),
      "template_of_other_channel",
      "letter",
    ],
    [
      "does not say where the unsent go",
      setting("letter", { template: "hello", when_not_sent: "branch" }),
      "port_unconnected",
      "letter",
    ],
  ])("%s", (_, spoil, code, nodeId) => {
    const graph = sound();
    spoil(graph);
    const problems = validateGraph(graph, facts);
    const problem = problems.find(
      (one) => one.code === code && (nodeId === undefined || one.nodeId === nodeId),
    );
    expect(problem, JSON.stringify(problems)).toBeDefined();
    if (problem) expect(problemText(problem)).not.toBe(problem.code);
    expect(problemFields(problems).every((field) => field.path.startsWith("graph"))).toBe(true);
  });

  it("may still be saved half-done", () => {
    const half = {
      nodes: [
        { id: "a", kind: "wait" },
        { id: "b", kind: "not-yet" },
      ],
      edges: [],
    };
    expect(graphDefinition.safeParse(half).success).toBe(true);
    expect(validateGraph(graphDefinition.parse(half), facts).length).toBeGreaterThan(0);
    expect(graphDefinition.safeParse({ nodes: [{ id: "a b", kind: "wait" }], edges: [] }).success).toBe(
      false,
    );
  });
});

describe("every kind of node", () => {
  it.each(
    nodeKinds.map((kind) => [kind.kind, kind] as const),
  )("%s shows ports and words for half-done settings", (_, kind) => {
    for (const settings of [kind.initial, {}, { nonsense: 1 }, null]) {
      expect(Array.isArray(kind.ports(settings))).toBe(true);
      expect(() => kind.summary(settings)).not.toThrow();
      expect(() => kind.problems(settings, facts)).not.toThrow();
    }
    expect(kind.summary(kind.initial)?.key).toBeTruthy();
  });
});
