"use client";
import { useTranslations } from "next-intl";
import { asGroup, RuleEditor } from "@/app/_components/rule-editor/rule-editor";
import { type GraphDefinition, type GraphNode, reachableFrom } from "@/server/domain/campaigns/graph";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate } from "@/server/domain/campaigns/nodes/send-email/node";
import type { Rule } from "@/server/domain/segments/rule";

interface Props {
  node: GraphNode;
  graph: GraphDefinition;
  facts: GraphFacts;
  isReadOnly: boolean;
  onChange(change: Record<string, unknown>): void;
}

export function FilterForm({ node, graph, facts, isReadOnly, onChange }: Props) {
  const t = useTranslations("campaigns");
  const letters = graph.nodes
    .filter((one) => one.kind.startsWith("send-") && reachableFrom(graph, one.id).has(node.id))
    .map((one) => {
      const named = typeof one.settings.template === "string" ? one.settings.template : "";
      return {
        id: one.id,
        label:
          one.name ||
          findTemplate(facts.templates, named)?.name ||
          t(`nodes.${one.kind as "send-email"}.name`),
      };
    });
  // Half-done rules are kept as they are typed; publishing is what checks them.
  const rule = asGroup(node.settings.rule as Rule | undefined);
  return (
    <RuleEditor
      rule={rule}
      onChange={(next) => onChange({ rule: next })}
      context={{ isInChain: true, letters }}
      isDisabled={isReadOnly}
    />
  );
}
