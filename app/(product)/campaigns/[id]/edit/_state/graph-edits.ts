import type { GraphDefinition, GraphEdge, GraphNode } from "@/server/domain/campaigns/graph";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";

/** Every edit of a chain as a function from graph to graph. Pure: undo is keeping the graph from before. */
export interface Point {
  x: number;
  y: number;
}
/** Distance between a node and the one put after it, and the width of a node, in canvas units. */
export const rowHeight = 150;
export const nodeWidth = 264;

/** `wait`, `wait-2`, `wait-3`…: readable, and never one that is taken. */
export function freshNodeId(graph: GraphDefinition, kind: string): string {
  const taken = new Set(graph.nodes.map((node) => node.id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind : `${kind}-${n}`;
    if (!taken.has(id)) return id;
  }
}

export function addNode(
  graph: GraphDefinition,
  kind: string,
  at: Point,
): { graph: GraphDefinition; id: string } {
  const id = freshNodeId(graph, kind);
  const node: GraphNode = { id, kind, name: "", settings: { ...findNodeKind(kind)?.initial } };
  return {
    id,
    graph: { ...graph, nodes: [...graph.nodes, node], positions: { ...graph.positions, [id]: at } },
  };
}

/** Puts a node behind another's first free port, below it; on its own when there is no free port. */
export function appendNode(
  graph: GraphDefinition,
  kind: string,
  after: string | undefined,
): { graph: GraphDefinition; id: string } {
  const from = graph.nodes.find((node) => node.id === after) ?? lastNode(graph);
  const place = from ? (graph.positions[from.id] ?? { x: 0, y: 0 }) : { x: 0, y: 0 };
  const port = from ? freePorts(graph, from)[0] : undefined;
  const isTrigger = findNodeKind(kind)?.role === "trigger";
  const branch = from && port === "no" ? nodeWidth + 60 : 0;
  const added = addNode(graph, kind, from ? { x: place.x + branch, y: place.y + rowHeight } : place);
  if (!from || port === undefined || isTrigger) return added;
  return { id: added.id, graph: connect(added.graph, { from: from.id, port, to: added.id }) };
}

/** The lowest node that still has a free port: where one goes on building. */
function lastNode(graph: GraphDefinition): GraphNode | undefined {
  const open = graph.nodes.filter((node) => freePorts(graph, node).length > 0);
  const y = (node: GraphNode) => graph.positions[node.id]?.y ?? 0;
  return open.sort((a, b) => y(b) - y(a))[0];
}

export function freePorts(graph: GraphDefinition, node: GraphNode): string[] {
  const used = new Set(graph.edges.filter((edge) => edge.from === node.id).map((edge) => edge.port));
  return (findNodeKind(node.kind)?.ports(node.settings) ?? [])
    .map((port) => port.id)
    .filter((id) => !used.has(id));
}

/** One edge per port: a new one takes the old one's place. Nothing leads into a trigger or to itself. */
export function connect(graph: GraphDefinition, edge: GraphEdge): GraphDefinition {
  const target = graph.nodes.find((node) => node.id === edge.to);
  if (!target || edge.from === edge.to || findNodeKind(target.kind)?.role === "trigger") return graph;
  const others = graph.edges.filter((one) => !(one.from === edge.from && one.port === edge.port));
  return { ...graph, edges: [...others, edge] };
}

export const disconnect = (
  graph: GraphDefinition,
  edge: Pick<GraphEdge, "from" | "port">,
): GraphDefinition => ({
  ...graph,
  edges: graph.edges.filter((one) => !(one.from === edge.from && one.port === edge.port)),
});

/** Puts a node into the middle of an edge; what stood below moves down to make room. */
export function insertOnEdge(
  graph: GraphDefinition,
  kind: string,
  edge: GraphEdge,
): { graph: GraphDefinition; id: string } {
  const from = graph.positions[edge.from] ?? { x: 0, y: 0 };
  const to = graph.positions[edge.to] ?? { x: from.x, y: from.y + rowHeight };
  const room = to.y - from.y >= rowHeight * 1.7 ? 0 : rowHeight;
  const lowered = Object.fromEntries(
    Object.entries(graph.positions).map(([id, at]) => [
      id,
      room > 0 && at.y >= to.y ? { x: at.x, y: at.y + room } : at,
    ]),
  );
  const added = addNode({ ...graph, positions: lowered }, kind, { x: to.x, y: from.y + rowHeight });
  const port = findNodeKind(kind)?.ports(findNodeKind(kind)?.initial ?? {})[0]?.id;
  let next = connect(added.graph, { ...edge, to: added.id });
  if (port !== undefined) next = connect(next, { from: added.id, port, to: edge.to });
  return { id: added.id, graph: next };
}

/** Removes nodes; where one stood alone between two others, these two are joined again. */
export function removeNodes(graph: GraphDefinition, ids: readonly string[]): GraphDefinition {
  return ids.reduce(removeNode, graph);
}

function removeNode(graph: GraphDefinition, id: string): GraphDefinition {
  const incoming = graph.edges.filter((edge) => edge.to === id);
  const outgoing = graph.edges.filter((edge) => edge.from === id);
  const rest = graph.edges.filter((edge) => edge.to !== id && edge.from !== id);
  const next = outgoing.length === 1 ? outgoing[0]?.to : undefined;
  const bridges =
    next === undefined
      ? []
      : incoming.filter((edge) => edge.from !== next).map((edge) => ({ ...edge, to: next }));
  const { [id]: _, ...positions } = graph.positions;
  return { nodes: graph.nodes.filter((node) => node.id !== id), edges: [...rest, ...bridges], positions };
}

export function moveNodes(graph: GraphDefinition, moved: Readonly<Record<string, Point>>): GraphDefinition {
  return { ...graph, positions: { ...graph.positions, ...moved } };
}

/** Changes name or settings; edges of ports that no longer exist go with them. */
export function updateNode(
  graph: GraphDefinition,
  id: string,
  change: Partial<Pick<GraphNode, "name" | "settings">>,
): GraphDefinition {
  const nodes = graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node));
  const node = nodes.find((one) => one.id === id);
  const ports = new Set(
    (node ? (findNodeKind(node.kind)?.ports(node.settings) ?? []) : []).map((port) => port.id),
  );
  return { ...graph, nodes, edges: graph.edges.filter((edge) => edge.from !== id || ports.has(edge.port)) };
}

/** Nodes with the edges among them: what is copied, and what another editor can paste. */
export interface Clip {
  kind: "carillon/chain";
  nodes: GraphNode[];
  edges: GraphEdge[];
  positions: Record<string, Point>;
}

export function copyNodes(graph: GraphDefinition, ids: readonly string[]): Clip {
  const chosen = new Set(ids);
  return {
    kind: "carillon/chain",
    nodes: graph.nodes.filter((node) => chosen.has(node.id)),
    edges: graph.edges.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to)),
    positions: Object.fromEntries(Object.entries(graph.positions).filter(([id]) => chosen.has(id))),
  };
}

export function pasteNodes(
  graph: GraphDefinition,
  clip: Clip,
  offset: Point,
): { graph: GraphDefinition; ids: string[] } {
  let next = graph;
  const renamed = new Map<string, string>();
  for (const node of clip.nodes) {
    const at = clip.positions[node.id] ?? { x: 0, y: 0 };
    const added = addNode(next, node.kind, { x: at.x + offset.x, y: at.y + offset.y });
    renamed.set(node.id, added.id);
    next = updateNode(added.graph, added.id, { name: node.name, settings: structuredClone(node.settings) });
  }
  for (const edge of clip.edges) {
    const from = renamed.get(edge.from);
    const to = renamed.get(edge.to);
    if (from && to) next = connect(next, { from, port: edge.port, to });
  }
  return { graph: next, ids: [...renamed.values()] };
}
