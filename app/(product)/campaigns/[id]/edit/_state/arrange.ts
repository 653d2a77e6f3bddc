import dagre from "@dagrejs/dagre";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { nodeWidth } from "./graph-edits";

const nodeHeight = 92;

/** Positions from top to bottom, branches side by side in the order of their ports. */
export function arrange(graph: GraphDefinition): GraphDefinition {
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: "TB", nodesep: 48, ranksep: 62 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) layout.setNode(node.id, { width: nodeWidth, height: nodeHeight });
  for (const node of graph.nodes)
    for (const port of findNodeKind(node.kind)?.ports(node.settings) ?? [])
      for (const edge of graph.edges)
        if (edge.from === node.id && edge.port === port.id) layout.setEdge(edge.from, edge.to);
  dagre.layout(layout);
  const positions = Object.fromEntries(
    graph.nodes.map((node) => {
      const { x, y } = layout.node(node.id) as { x: number; y: number };
      return [node.id, { x: Math.round(x - nodeWidth / 2), y: Math.round(y - nodeHeight / 2) }];
    }),
  );
  return { ...graph, positions };
}
