"use client";
import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import { Canvas } from "../../edit/_components/canvas";
import { arrange } from "../../edit/_state/arrange";
import type { Report } from "./report-context";

interface ReportChainProps {
  campaign: { id: string; draft: GraphDefinition; currentVersion: number | null };
  report: Report;
  facts: GraphFacts;
  /** Undefined: all versions; the current one is drawn. */
  version: number | undefined;
}

const ignore = () => {};

/** The chain as it ran, with the people who stand on each step now. */
export function ReportChain({ campaign, report, facts, version }: ReportChainProps) {
  const t = useTranslations("campaigns.report.chain");
  const trpc = useTRPC();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const shownVersion = version ?? campaign.currentVersion;
  const published = useQuery({
    ...trpc.campaigns.version.queryOptions({ id: campaign.id, version: shownVersion ?? 1 }),
    enabled: shownVersion !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const graph = useMemo(
    () => (published.data ? placed(published.data.graph, campaign.draft.positions) : undefined),
    [published.data, campaign.draft.positions],
  );
  const counts = useMemo(
    () =>
      Object.fromEntries(
        report.nodes.filter((node) => node.inFlight > 0).map((node) => [node.nodeId, node.inFlight]),
      ),
    [report.nodes],
  );
  return (
    <Section
      title={t("title")}
      description={shownVersion === null ? undefined : t("text", { version: shownVersion })}
      className="max-sm:hidden"
    >
      <div className="h-160 overflow-hidden rounded-lg border">
        {graph ? (
          <ReactFlowProvider>
            <Canvas
              graph={graph}
              problems={[]}
              facts={facts}
              selected={selected}
              onSelect={setSelected}
              onChange={ignore}
              onDropNew={ignore}
              isReadOnly
              isInPage
              counts={counts}
            />
          </ReactFlowProvider>
        ) : (
          <Skeleton className="h-full" />
        )}
      </div>
    </Section>
  );
}

/** Versions hold no positions: those of the draft serve where all nodes are still there, otherwise it is laid out. */
function placed(
  graph: Pick<GraphDefinition, "nodes" | "edges">,
  positions: GraphDefinition["positions"],
): GraphDefinition {
  if (graph.nodes.every((node) => positions[node.id])) return { ...graph, positions };
  return arrange({ ...graph, positions: {} });
}
