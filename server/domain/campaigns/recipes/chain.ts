import type { GraphDefinition } from "../graph";

/** Nodes one under another, each following the one before by its first port. */
export function chainOf(nodes: GraphDefinition["nodes"]): GraphDefinition {
  const edges = nodes.slice(1).map((node, i) => {
    const from = nodes[i];
    return { from: from?.id ?? "", port: from?.kind === "filter" ? "yes" : "next", to: node.id };
  });
  return {
    nodes,
    edges,
    positions: Object.fromEntries(nodes.map((node, i) => [node.id, { x: 0, y: i * 140 }])),
  };
}
