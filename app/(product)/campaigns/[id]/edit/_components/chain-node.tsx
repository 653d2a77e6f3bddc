"use client";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { CircleAlert, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import type { GraphNode } from "@/server/domain/campaigns/graph";
import type { Problem, TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { useNodeName, useNodeSummary } from "../../../_components/node-summary";
import { KindIcon } from "./kind-icon";
import { useProblemText } from "./use-problem-text";

export interface ChainNodeData extends Record<string, unknown> {
  node: GraphNode;
  templates: readonly TemplateFact[];
  problems: readonly Problem[];
  count: number | undefined;
}
export type ChainNodeType = Node<ChainNodeData, "chain">;

const handle = "!size-2.5 !rounded-full !border-2 !border-canvas !bg-line-strong hover:!bg-accent";

/** One step as a card: what it is, what it does in one sentence, what is wrong with it, its ways out below. */
export const ChainNode = memo(function ChainNode({ data, selected }: NodeProps<ChainNodeType>) {
  const { node, templates, problems, count } = data;
  const t = useTranslations("campaigns");
  const format = useFormat();
  const nameOf = useNodeName();
  const summaryOf = useNodeSummary(templates);
  const problemText = useProblemText();
  const kind = findNodeKind(node.kind);
  const ports = kind?.ports(node.settings) ?? [];
  const isTrigger = kind?.role === "trigger";
  return (
    <div
      className={cn(
        "w-66 rounded-lg border bg-canvas shadow-control transition-shadow",
        selected ? "border-accent ring-2 ring-accent-soft" : "border-line",
        problems.length > 0 && !selected && "border-warn",
      )}
    >
      {isTrigger ? null : <Handle type="target" position={Position.Top} className={handle} />}
      <div className="flex gap-2.5 p-3">
        <span
          className={cn(
            "flex size-7 shrink-0 items-center justify-center rounded-md [&_svg]:size-4",
            isTrigger ? "bg-accent text-on-accent" : "bg-sunken text-muted",
          )}
        >
          <KindIcon name={kind?.icon ?? ""} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-1.5">
            <span className="truncate font-medium text-sm">{nameOf(node)}</span>
            {problems.length > 0 ? (
              <span className="ml-auto shrink-0 text-warn" title={problems.map(problemText).join("\n")}>
                <CircleAlert className="size-4" aria-label={problems.map(problemText).join(" ")} />
              </span>
            ) : null}
          </div>
          <p className="line-clamp-3 text-pretty text-muted text-xs">{summaryOf(node)}</p>
        </div>
      </div>
      {count === undefined ? null : (
        <p className="figures flex items-center gap-1.5 border-t px-3 py-1.5 text-muted text-xs">
          <UsersRound className="size-3.5" aria-hidden="true" />
          {t("nodes.here", { count, figure: format.number(count) })}
        </p>
      )}
      {ports.length > 1 ? (
        <div className="flex justify-around border-t px-3 py-1 text-2xs text-muted">
          {ports.map((port) => (
            <span key={port.id}>{t(`ports.${port.id as "yes"}`)}</span>
          ))}
        </div>
      ) : null}
      {ports.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="source"
          position={Position.Bottom}
          className={handle}
          style={{ left: `${((index + 0.5) / ports.length) * 100}%` }}
          title={t(`ports.${port.id as "yes"}`)}
        />
      ))}
    </div>
  );
});
