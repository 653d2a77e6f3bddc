"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { usePhrase } from "@/app/_components/phrase";
import { useTRPC } from "@/app/_trpc/client";
import type { GraphNode } from "@/server/domain/campaigns/graph";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";

/** The sentence says the template's name rather than its code. */
function withTemplateName(
  settings: GraphNode["settings"],
  templates: readonly TemplateFact[],
): GraphNode["settings"] {
  const named = settings.template;
  const template =
    typeof named === "string" ? templates.find((one) => one.id === named || one.code === named) : undefined;
  return template ? { ...settings, template: template.name } : settings;
}

/** The same for the segment it begins with. */
const withSegmentName = (
  settings: GraphNode["settings"],
  segments: readonly { id: string; name: string }[],
): GraphNode["settings"] => {
  const segment = segments.find((one) => one.id === settings.segment);
  return segment ? { ...settings, segment: segment.name } : settings;
};

/** What a step does, in one sentence: the same on the canvas, in the gallery and in the report. */
export function useNodeSummary(templates: readonly TemplateFact[]) {
  const t = useTranslations("campaigns.nodes");
  const tell = usePhrase();
  const trpc = useTRPC();
  const { data: facts } = useQuery({ ...trpc.campaigns.graphFacts.queryOptions({}), staleTime: 60_000 });
  return useCallback(
    (node: Pick<GraphNode, "kind" | "settings">): string => {
      const settings = withSegmentName(withTemplateName(node.settings, templates), facts?.segments ?? []);
      const summary = findNodeKind(node.kind)?.summary(settings);
      return summary ? tell(summary) : t("unfinished");
    },
    [t, tell, templates, facts],
  );
}

/** The name somebody gave the step, or what its kind is called. */
export function useNodeName() {
  const t = useTranslations("campaigns.nodes");
  return useCallback(
    ({ kind, name }: { kind: string; name: string }): string => {
      const key = `${kind as "wait"}.name` as const;
      return name || (t.has(key) ? t(key) : kind);
    },
    [t],
  );
}
