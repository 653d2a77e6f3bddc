import { z } from "zod";

/**
 * A campaign's graph, in two strictnesses. A definition may be saved half-done: nodes without settings, ports without
 * edges. An executable graph is a definition that `validateGraph` found nothing wrong with. Positions are the
 * canvas's own: nothing but the canvas reads them.
 */
export const maxNodes = 200;
export const maxEdges = 400;
const maxSettingsBytes = 100_000;

const nodeId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "Use 1 to 64 letters, digits, _ or -.");
const coordinate = z.number().min(-1e6).max(1e6);

export const graphNode = z.strictObject({
  id: nodeId,
  kind: z.string().min(1).max(64),
  name: z.string().max(200).default(""),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .refine(
      (settings) => JSON.stringify(settings).length <= maxSettingsBytes,
      "The settings of one node may take 100 kB.",
    ),
});
export const graphEdge = z.strictObject({ from: nodeId, port: z.string().min(1).max(64), to: nodeId });
export const graphDefinition = z.strictObject({
  nodes: z.array(graphNode).max(maxNodes),
  edges: z.array(graphEdge).max(maxEdges),
  positions: z.record(nodeId, z.strictObject({ x: coordinate, y: coordinate })).default({}),
});

export type GraphNode = z.output<typeof graphNode>;
export type GraphEdge = z.output<typeof graphEdge>;
export type GraphDefinition = z.output<typeof graphDefinition>;
/** What a version holds and the engine follows. */
export type ExecutableGraph = Pick<GraphDefinition, "nodes" | "edges">;

export const emptyGraph = (): GraphDefinition => ({ nodes: [], edges: [], positions: {} });

export const findNode = (graph: ExecutableGraph, id: string): GraphNode | undefined =>
  graph.nodes.find((node) => node.id === id);

/** The node behind a port, or undefined where the chain ends. */
export const nextNodeId = (graph: ExecutableGraph, from: string, port: string): string | undefined =>
  graph.edges.find((edge) => edge.from === from && edge.port === port)?.to;

/** Every node that can be come to from this one, without itself unless a cycle leads back. */
export function reachableFrom(graph: ExecutableGraph, start: string): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const edge of graph.edges) {
      if (edge.from !== at || reached.has(edge.to)) continue;
      reached.add(edge.to);
      open.push(edge.to);
    }
  }
  return reached;
}
