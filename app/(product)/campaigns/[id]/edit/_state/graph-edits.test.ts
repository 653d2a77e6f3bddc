import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyGraph, type GraphDefinition } from "@/server/domain/campaigns/graph";
import { arrange } from "./arrange";
import {
  addNode,
  appendNode,
  connect,
  copyNodes,
  freePorts,
  insertOnEdge,
  pasteNodes,
  removeNodes,
  updateNode,
} from "./graph-edits";
import { record, redo, startHistory, undo } from "./history";

const build = (...kinds: string[]) =>
  kinds.reduce((graph, kind) => appendNode(graph, kind, undefined).graph, emptyGraph());
const edgesOf = (graph: GraphDefinition) => graph.edges.map((edge) => `${edge.from}.${edge.port}>${edge.to}`);

describe("building a chain", () => {
  test("each new node follows the one before by its first free port", () => {
    const graph = build("abandoned-cart", "wait", "filter", "send-email");
    expect(edgesOf(graph)).toEqual(["abandoned-cart.next>wait", "wait.next>filter", "filter.yes>send-email"]);
  });

  test("a node dropped on an edge stands between the two", () => {
    const graph = build("abandoned-cart", "send-email");
    const edge = graph.edges[0];
    if (!edge) throw new Error("no edge");
    expect(edgesOf(insertOnEdge(graph, "wait", edge).graph).sort()).toEqual([
      "abandoned-cart.next>wait",
      "wait.next>send-email",
    ]);
  });

  test("removing a node in the middle joins its neighbours", () => {
    expect(edgesOf(removeNodes(build("abandoned-cart", "wait", "send-email"), ["wait"]))).toEqual([
      "abandoned-cart.next>send-email",
    ]);
  });

  test("a port has one edge, and nothing leads into a trigger", () => {
    const graph = addNode(build("abandoned-cart", "wait"), "exit", { x: 0, y: 0 }).graph;
    expect(edgesOf(connect(graph, { from: "abandoned-cart", port: "next", to: "exit" }))).toEqual([
      "abandoned-cart.next>exit",
    ]);
    expect(connect(graph, { from: "wait", port: "next", to: "abandoned-cart" })).toBe(graph);
  });

  test("a setting that takes a port away takes its edge away", () => {
    let graph = updateNode(build("abandoned-cart", "send-email"), "send-email", {
      settings: { when_not_sent: "branch" },
    });
    graph = connect(addNode(graph, "exit", { x: 0, y: 0 }).graph, {
      from: "send-email",
      port: "not_sent",
      to: "exit",
    });
    expect(updateNode(graph, "send-email", { settings: { when_not_sent: "drop" } }).edges).toHaveLength(1);
  });

  test("a copy has its own ids and the same shape", () => {
    const graph = build("abandoned-cart", "wait", "send-email");
    const pasted = pasteNodes(graph, copyNodes(graph, ["wait", "send-email"]), { x: 300, y: 0 });
    expect(pasted.ids).toEqual(["wait-2", "send-email-2"]);
    expect(edgesOf(pasted.graph)).toContain("wait-2.next>send-email-2");
  });
});

test("whatever is done in whatever order, edges lead from ports that exist to nodes that exist", () => {
  const kinds = ["abandoned-cart", "wait", "filter", "send-email", "exit"];
  const step = fc.record({
    what: fc.constantFrom("append", "insert", "remove", "connect", "arrange"),
    kind: fc.constantFrom(...kinds),
    a: fc.nat(),
    b: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let graph = emptyGraph();
      for (const { what, kind, a, b } of steps) {
        const from = graph.nodes[a % Math.max(1, graph.nodes.length)];
        const to = graph.nodes[b % Math.max(1, graph.nodes.length)];
        const edge = graph.edges[a % Math.max(1, graph.edges.length)];
        if (what === "append") graph = appendNode(graph, kind, from?.id).graph;
        else if (what === "insert" && edge) graph = insertOnEdge(graph, kind, edge).graph;
        else if (what === "remove" && from) graph = removeNodes(graph, [from.id]);
        else if (what === "connect" && from && to)
          graph = connect(graph, { from: from.id, port: freePorts(graph, from)[0] ?? "next", to: to.id });
        else if (what === "arrange") graph = arrange(graph);
      }
      const ids = new Set(graph.nodes.map((node) => node.id));
      expect(ids.size).toBe(graph.nodes.length);
      expect(Object.keys(graph.positions).sort()).toEqual([...ids].sort());
      for (const one of graph.edges)
        expect(ids.has(one.from) && ids.has(one.to) && one.from !== one.to).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe("history", () => {
  test("undo and redo walk through the steps; a new step forgets the undone ones", () => {
    let history = record(record(startHistory("a"), "b", "x", 0), "c", "y", 10);
    history = undo(undo(history));
    expect(history.present).toBe("a");
    expect(redo(history).present).toBe("b");
    expect(record(history, "d", "z", 20).future).toEqual([]);
  });

  test("typing in one field is one step", () => {
    let history = startHistory("");
    for (const [i, text] of ["h", "he", "hel"].entries()) history = record(history, text, "name", i * 100);
    expect(undo(history).present).toBe("");
  });
});
