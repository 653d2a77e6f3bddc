"use client";
import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  type Edge,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from "@xyflow/react";
import { useTranslations } from "next-intl";
import { type DragEvent, useCallback, useMemo, useState } from "react";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import type { GraphFacts, Problem } from "@/server/domain/campaigns/nodes/kind";
import { connect, disconnect, insertOnEdge, moveNodes, type Point } from "../_state/graph-edits";
import { ChainEdge } from "./chain-edge";
import { ChainNode, type ChainNodeType } from "./chain-node";

const nodeTypes = { chain: ChainNode };
const edgeTypes = { chain: ChainEdge };
/** What a dragged kind is called on its way from the palette. */
export const dragType = "application/x-carillon-node";

interface CanvasProps {
  graph: GraphDefinition;
  problems: readonly Problem[];
  facts: GraphFacts;
  selected: readonly string[];
  onSelect(ids: readonly string[]): void;
  onChange(graph: GraphDefinition, name?: string): void;
  onDropNew(kind: string, at: Point): void;
  isReadOnly: boolean;
  /** People standing on a node, by its id: drawn where the chain is running. */
  counts?: Readonly<Record<string, number>>;
  /** Part of a page that scrolls: the wheel belongs to the page, zooming to the buttons and to pinching. */
  isInPage?: boolean;
}

/** The chain, drawn. The graph is the only truth: React Flow's nodes and edges are made of it on each change. */
export function Canvas(props: CanvasProps) {
  const { graph, problems, facts, selected, onSelect, onChange, onDropNew, isReadOnly, counts, isInPage } =
    props;
  const t = useTranslations("chain-editor");
  const flow = useReactFlow();
  const [sizes, setSizes] = useState<Readonly<Record<string, { width: number; height: number }>>>({});
  const nodes = useMemo<ChainNodeType[]>(
    () =>
      graph.nodes.map((node) => ({
        id: node.id,
        type: "chain",
        position: graph.positions[node.id] ?? { x: 0, y: 0 },
        selected: selected.includes(node.id),
        ...(sizes[node.id] ? { measured: sizes[node.id] } : {}),
        data: {
          node,
          templates: facts.templates,
          problems: problems.filter((problem) => problem.nodeId === node.id),
          count: counts?.[node.id],
        },
      })),
    [graph, problems, facts, selected, counts, sizes],
  );
  const insert = useCallback(
    (kind: string, edge: { from: string; port: string; to: string }) => {
      const added = insertOnEdge(graph, kind, edge);
      onChange(added.graph);
      onSelect([added.id]);
    },
    [graph, onChange, onSelect],
  );
  const edges = useMemo<Edge[]>(
    () =>
      graph.edges.map((edge) => ({
        id: `${edge.from}/${edge.port}`,
        source: edge.from,
        sourceHandle: edge.port,
        target: edge.to,
        type: "chain",
        data: { edge, isReadOnly, onInsert: insert, onRemove: () => onChange(disconnect(graph, edge)) },
      })),
    [graph, isReadOnly, insert, onChange],
  );
  const onNodesChange = (changes: NodeChange<ChainNodeType>[]) => {
    const moved: Record<string, Point> = {};
    const chosen = new Set(selected);
    let isSelecting = false;
    const measured: Record<string, { width: number; height: number }> = {};
    for (const change of changes) {
      // Kept, or the minimap would not know how large a step is.
      if (change.type === "dimensions" && change.dimensions) measured[change.id] = change.dimensions;
      if (change.type === "position" && change.position)
        moved[change.id] = { x: Math.round(change.position.x), y: Math.round(change.position.y) };
      if (change.type === "select") {
        isSelecting = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
    }
    if (Object.keys(moved).length > 0)
      onChange(moveNodes(graph, moved), `move/${Object.keys(moved).join(",")}`);
    if (Object.keys(measured).length > 0) setSizes((before) => ({ ...before, ...measured }));
    if (isSelecting) onSelect([...chosen]);
  };
  const onConnect = ({ source, sourceHandle, target }: Connection) =>
    onChange(connect(graph, { from: source, port: sourceHandle ?? "next", to: target }));
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(dragType);
    if (!kind) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    onDropNew(kind, { x: Math.round(at.x - 132), y: Math.round(at.y - 30) });
  };
  return (
    <ReactFlow
      aria-label={t("canvas")}
      className="bg-sunken"
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onConnect={onConnect}
      onPaneClick={() => onSelect([])}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      nodesDraggable={!isReadOnly}
      nodesConnectable={!isReadOnly}
      deleteKeyCode={null}
      zoomOnScroll={!isInPage}
      preventScrolling={!isInPage}
      fitView
      fitViewOptions={{ padding: isInPage ? 0.06 : 0.2, maxZoom: 1 }}
      minZoom={0.2}
      maxZoom={1.6}
      snapToGrid
      snapGrid={[4, 4]}
      proOptions={{ hideAttribution: true }}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--color-line-strong)" />
      <Controls showInteractive={false} position="bottom-left" />
      <MiniMap
        pannable
        zoomable
        position="bottom-right"
        className="max-md:hidden"
        nodeColor="var(--color-series-quiet)"
        maskColor="transparent"
        bgColor="var(--color-canvas)"
      />
    </ReactFlow>
  );
}
