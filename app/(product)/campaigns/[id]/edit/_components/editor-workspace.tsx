"use client";
import { useReactFlow } from "@xyflow/react";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { useCan } from "@/app/_components/use-can";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { validateGraph } from "@/server/domain/campaigns/validate-graph";
import { CampaignHeader, type HeaderCampaign } from "../../_components/campaign-header";
import { arrange } from "../_state/arrange";
import { addNode, appendNode, copyNodes, pasteNodes, removeNodes, updateNode } from "../_state/graph-edits";
import { useDraft } from "../_state/use-draft";
import { Canvas } from "./canvas";
import { readClip, writeClip } from "./clipboard";
import { EditorToolbar } from "./editor-toolbar";
import { NodePanel } from "./node-panel";
import { Palette } from "./palette";
import { ProblemList } from "./problem-list";
import { useEditorKeys } from "./use-editor-keys";

/** Palette left, canvas in the middle, the chosen node's settings right. On a phone: looking, not drawing. */
export function EditorWorkspace({ campaign, facts }: { campaign: HeaderCampaign; facts: GraphFacts }) {
  const t = useTranslations("chain-editor");
  const canWrite = useCan("campaigns:write") && campaign.archivedAt === null;
  const draft = useDraft(campaign);
  const flow = useReactFlow();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const { graph, change } = draft;
  /** The graph that the server last compared with what runs. */
  const [published, setPublished] = useState(campaign.draft);
  const problems = useMemo(() => validateGraph(graph, facts), [graph, facts]);
  const chosen = selected.length === 1 ? graph.nodes.find((node) => node.id === selected[0]) : undefined;

  const append = (kind: string) => {
    const added = appendNode(graph, kind, chosen?.id);
    change(added.graph);
    setSelected([added.id]);
    // Below what is seen, or under the panel that has just opened: bring it to the middle.
    const at = added.graph.positions[added.id];
    if (at)
      setTimeout(
        () => void flow.setCenter(at.x + 132, at.y + 40, { zoom: flow.getZoom(), duration: 200 }),
        60,
      );
  };
  const dropNew = (kind: string, at: { x: number; y: number }) => {
    const added = addNode(graph, kind, at);
    change(added.graph);
    setSelected([added.id]);
  };
  const remove = (ids: readonly string[]) => {
    if (ids.length === 0) return;
    change(removeNodes(graph, ids));
    setSelected([]);
  };
  const paste = async () => {
    const clip = await readClip();
    if (!clip) return;
    const pasted = pasteNodes(graph, clip, { x: 40, y: 40 });
    change(pasted.graph);
    setSelected(pasted.ids);
  };
  const tidy = () => {
    change(arrange(graph));
    requestAnimationFrame(() => void flow.fitView({ duration: 200, padding: 0.2, maxZoom: 1 }));
  };
  const show = useCallback(
    (nodeId: string) => {
      setSelected([nodeId]);
      void flow.fitView({ nodes: [{ id: nodeId }], duration: 250, maxZoom: 1, padding: 0.6 });
    },
    [flow],
  );
  useEditorKeys({
    isActive: canWrite,
    undo: draft.undo,
    redo: draft.redo,
    remove: () => remove(selected),
    copy: () => void writeClip(copyNodes(graph, selected)),
    cut: () => {
      void writeClip(copyNodes(graph, selected));
      remove(selected);
    },
    paste: () => void paste(),
    selectAll: () => setSelected(graph.nodes.map((node) => node.id)),
    save: () => void draft.flush().catch(() => undefined),
  });
  return (
    <div className="flex h-dvh min-h-0 flex-col">
      <CampaignHeader
        campaign={campaign}
        beforePublish={draft.flush}
        problemCount={problems.length}
        isDraftDirty={graph !== published}
        onPublished={() => setPublished(graph)}
      />
      <div className="flex min-h-0 flex-1">
        {canWrite ? (
          <Palette
            onAdd={append}
            hasTrigger={graph.nodes.some((node) => findNodeKind(node.kind)?.role === "trigger")}
          />
        ) : null}
        <div className="relative min-w-0 flex-1">
          <EditorToolbar
            draft={draft}
            onTidy={tidy}
            isReadOnly={!canWrite}
            problems={<ProblemList problems={problems} graph={graph} onShow={show} />}
          />
          <Canvas
            graph={graph}
            problems={problems}
            facts={facts}
            selected={selected}
            onSelect={setSelected}
            onChange={change}
            onDropNew={dropNew}
            isReadOnly={!canWrite}
          />
          {graph.nodes.length === 0 ? (
            <p className="pointer-events-none absolute inset-x-0 top-1/2 text-center text-muted">
              {t("empty")}
            </p>
          ) : null}
        </div>
        {chosen ? (
          <NodePanel
            key={chosen.id}
            node={chosen}
            graph={graph}
            facts={facts}
            problems={problems.filter((problem) => problem.nodeId === chosen.id)}
            isReadOnly={!canWrite}
            onChange={(update, name) => change(updateNode(graph, chosen.id, update), `${chosen.id}/${name}`)}
            onRemove={() => remove([chosen.id])}
            onClose={() => setSelected([])}
          />
        ) : null}
      </div>
    </div>
  );
}
