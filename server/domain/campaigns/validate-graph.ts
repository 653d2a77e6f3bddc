import { conditionsOf, rule } from "@/server/domain/segments/rule";
import { type ExecutableGraph, type GraphDefinition, type GraphNode, reachableFrom } from "./graph";
import type { GraphFacts, Problem } from "./nodes/kind";
import { findNodeKind } from "./nodes/registry";

/** Everything that keeps a definition from being published; an empty list means it is executable. Pure. */
export function validateGraph(graph: GraphDefinition, facts: GraphFacts): Problem[] {
  return [
    ...triggerProblems(graph),
    ...nodeProblems(graph, facts),
    ...edgeProblems(graph),
    ...reachProblems(graph),
    ...cycleProblems(graph),
    ...ruleProblems(graph),
  ];
}

/** A definition without problems, as the engine runs it: no positions, every setting filled in. */
export const executableOf = (graph: GraphDefinition): ExecutableGraph => ({
  nodes: graph.nodes.map((node) => ({
    ...node,
    settings: (findNodeKind(node.kind)?.settings.parse(node.settings) ?? {}) as Record<string, unknown>,
  })),
  edges: graph.edges,
});

const isTrigger = (node: GraphNode): boolean => findNodeKind(node.kind)?.role === "trigger";
export const triggerOf = (graph: ExecutableGraph): GraphNode | undefined => graph.nodes.find(isTrigger);

function triggerProblems(graph: GraphDefinition): Problem[] {
  const triggers = graph.nodes.filter(isTrigger);
  if (triggers.length === 0) return [{ code: "trigger_missing", params: {} }];
  return triggers.slice(1).map((node) => ({ code: "trigger_second", nodeId: node.id, params: {} }));
}

function nodeProblems(graph: GraphDefinition, facts: GraphFacts): Problem[] {
  const seen = new Set<string>();
  return graph.nodes.flatMap((node): Problem[] => {
    if (seen.has(node.id)) return [{ code: "node_id_twice", nodeId: node.id, params: {} }];
    seen.add(node.id);
    const kind = findNodeKind(node.kind);
    if (!kind) return [{ code: "kind_unknown", nodeId: node.id, params: { kind: node.kind } }];
    return [
      ...kind.problems(node.settings, facts).map((problem) => ({ ...problem, nodeId: node.id })),
      ...portProblems(graph, node),
    ];
  });
}

function portProblems(graph: GraphDefinition, node: GraphNode): Problem[] {
  const ports = findNodeKind(node.kind)?.ports(node.settings) ?? [];
  const leaving = graph.edges.filter((edge) => edge.from === node.id);
  const problems: Problem[] = [];
  for (const port of ports) {
    const count = leaving.filter((edge) => edge.port === port.id).length;
    if (count > 1)
      problems.push({ code: "port_connected_twice", nodeId: node.id, params: { port: port.id } });
    if (count === 0 && port.mustConnect)
      problems.push({ code: "port_unconnected", nodeId: node.id, params: { port: port.id } });
  }
  for (const edge of leaving) {
    if (!ports.some((port) => port.id === edge.port))
      problems.push({ code: "port_unknown", nodeId: node.id, params: { port: edge.port } });
  }
  if (ports.length > 1 && leaving.length === 0)
    problems.push({ code: "branches_unconnected", nodeId: node.id, params: {} });
  return problems;
}

function edgeProblems(graph: GraphDefinition): Problem[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges.flatMap((edge): Problem[] => {
    if (!nodes.has(edge.from))
      return [{ code: "edge_from_nowhere", params: { from: edge.from, to: edge.to } }];
    const target = nodes.get(edge.to);
    if (!target) return [{ code: "edge_to_nowhere", nodeId: edge.from, params: { to: edge.to } }];
    return isTrigger(target)
      ? [{ code: "edge_into_trigger", nodeId: edge.to, params: { from: edge.from } }]
      : [];
  });
}

function reachProblems(graph: GraphDefinition): Problem[] {
  const trigger = triggerOf(graph);
  if (!trigger) return [];
  const reached = reachableFrom(graph, trigger.id);
  return graph.nodes
    .filter((node) => !isTrigger(node) && !reached.has(node.id))
    .map((node) => ({ code: "node_unreachable", nodeId: node.id, params: {} }));
}

/** A way round that nobody has to wait on would run for ever in no time: what is left without the waits has no cycle. */
function cycleProblems(graph: GraphDefinition): Problem[] {
  const instant = new Set(
    graph.nodes.filter((node) => !findNodeKind(node.kind)?.takesTime).map((node) => node.id),
  );
  const hasty = {
    nodes: graph.nodes,
    edges: graph.edges.filter((edge) => instant.has(edge.from) && instant.has(edge.to)),
  };
  return graph.nodes
    .filter((node) => instant.has(node.id) && reachableFrom(hasty, node.id).has(node.id))
    .map((node) => ({ code: "cycle_without_wait", nodeId: node.id, params: {} }));
}

/** A condition about a message's fate must name a sending node that everybody here has met or may have met. */
function ruleProblems(graph: GraphDefinition): Problem[] {
  return graph.nodes.flatMap((node) => {
    const parsed = rule.safeParse(node.settings.rule);
    if (!parsed.success) return [];
    return [...conditionsOf(parsed.data)].flatMap((condition): Problem[] => {
      if (condition.kind !== "message") return [];
      const sender = graph.nodes.find((other) => other.id === condition.node_id);
      const isEarlier = sender?.kind.startsWith("send-") && reachableFrom(graph, sender.id).has(node.id);
      return isEarlier
        ? []
        : [
            {
              code: "message_node_not_before",
              nodeId: node.id,
              field: "rule",
              params: { node: condition.node_id },
            },
          ];
    });
  });
}
