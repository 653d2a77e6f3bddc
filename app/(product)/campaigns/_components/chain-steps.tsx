"use client";
import { cn } from "@/app/_ui/cn";
import type { GraphNode } from "@/server/domain/campaigns/graph";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { KindIcon } from "../[id]/edit/_components/kind-icon";
import { useNodeName, useNodeSummary } from "./node-summary";

const isTrigger = (kind: string) => findNodeKind(kind)?.role === "trigger";

export function NodeMark({ kind, size = "md" }: { kind: string; size?: "sm" | "md" }) {
  return (
    <span
      className={cn(
        "flex shrink-0 items-center justify-center rounded-md",
        size === "sm" ? "size-6 [&_svg]:size-3.5" : "size-7 [&_svg]:size-4",
        isTrigger(kind) ? "bg-accent text-on-accent" : "bg-sunken text-muted",
      )}
    >
      <KindIcon name={findNodeKind(kind)?.icon ?? ""} />
    </span>
  );
}

/** A chain told step by step, in the words of the canvas. */
export function ChainSteps({
  nodes,
  templates,
}: {
  nodes: readonly GraphNode[];
  templates: readonly TemplateFact[];
}) {
  const summary = useNodeSummary(templates);
  const nameOf = useNodeName();
  return (
    <ol className="flex flex-col">
      {nodes.map((node, index) => (
        <li key={node.id} className="relative flex gap-3 pb-4 last:pb-0">
          {index < nodes.length - 1 ? (
            <span aria-hidden="true" className="absolute top-7 bottom-0 left-3.5 w-px bg-line-strong" />
          ) : null}
          <NodeMark kind={node.kind} />
          <span className="min-w-0 pt-0.5">
            <span className="block font-medium text-sm">{nameOf(node)}</span>
            <span className="block text-pretty text-muted text-xs">{summary(node)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The shape of a chain at a glance: its steps as marks on a line. Decoration beside a description. */
export function ChainDrawing({ nodes }: { nodes: readonly { id: string; kind: string }[] }) {
  return (
    <div aria-hidden="true" className="flex flex-wrap items-center gap-y-2">
      {nodes.map((node, index) => (
        <span key={node.id} className="flex items-center">
          {index > 0 ? <span className="h-px w-3 bg-line-strong sm:w-4" /> : null}
          <NodeMark kind={node.kind} size="sm" />
        </span>
      ))}
    </div>
  );
}
