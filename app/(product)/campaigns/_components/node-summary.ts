"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { usePhrase } from "@/app/_components/phrase";
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

/** What a step does, in one sentence: the same on the canvas, in the gallery and in the report. */
export function useNodeSummary(templates: readonly TemplateFact[]) {
  const t = useTranslations("campaigns.nodes");
  const tell = usePhrase();
  return useCallback(
    (node: Pick<GraphNode, "kind" | "settings">): string => {
      const summary = findNodeKind(node.kind)?.summary(withTemplateName(node.settings, templates));
      return summary ? tell(summary) : t("unfinished");
    },
    [t, tell, templates],
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
