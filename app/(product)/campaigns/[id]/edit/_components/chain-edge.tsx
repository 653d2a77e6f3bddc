"use client";
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { GraphEdge } from "@/server/domain/campaigns/graph";
import { nodeKinds } from "@/server/domain/campaigns/nodes/registry";

interface ChainEdgeData extends Record<string, unknown> {
  edge: GraphEdge;
  isReadOnly: boolean;
  onInsert(kind: string, edge: GraphEdge): void;
  onRemove(): void;
}

/** A way from step to step, with a plus in its middle: what is chosen there stands between the two. */
export const ChainEdge = memo(function ChainEdge(props: EdgeProps<Edge<ChainEdgeData>>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const t = useTranslations();
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 12,
  });
  return (
    <>
      <BaseEdge id={id} path={path} style={{ stroke: "var(--color-line-strong)", strokeWidth: 1.5 }} />
      {data && !data.isReadOnly ? (
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan group/edge pointer-events-auto absolute flex items-center gap-0.5"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <DropdownMenu
              trigger={
                <button
                  type="button"
                  aria-label={t("chain-editor.insert")}
                  className="flex size-5 items-center justify-center rounded-full border bg-canvas text-faint transition-colors hover:border-accent hover:text-accent"
                >
                  <Plus className="size-3" />
                </button>
              }
            >
              {nodeKinds
                .filter((kind) => kind.role === "action" && kind.kind !== "exit")
                .map((kind) => (
                  <MenuItem key={kind.kind} onSelect={() => data.onInsert(kind.kind, data.edge)}>
                    {t(`campaigns.nodes.${kind.kind as "wait"}.name`)}
                  </MenuItem>
                ))}
            </DropdownMenu>
            <IconButton
              size="sm"
              label={t("chain-editor.disconnect")}
              onClick={data.onRemove}
              className="absolute left-6 rounded-full bg-canvas opacity-0 focus-visible:opacity-100 group-hover/edge:opacity-100"
            >
              <X />
            </IconButton>
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
