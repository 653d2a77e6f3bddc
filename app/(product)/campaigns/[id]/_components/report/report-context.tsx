"use client";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import type { AppRouter } from "@/server/api/root";
import type { GraphNode } from "@/server/domain/campaigns/graph";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate } from "@/server/domain/campaigns/nodes/send-email/node";
import { useNodeName, useNodeSummary } from "../../../_components/node-summary";
import type { OpenableMetric } from "../../search-params";

export type Report = inferRouterOutputs<AppRouter>["campaigns"]["report"];
export type ReportNode = Report["nodes"][number];

/** Which people: those of a metric, at one node or all, with one reason or any. */
export interface PeopleChoice {
  metric: OpenableMetric;
  node?: string | undefined;
  reason?: string | undefined;
}

const Context = createContext<(choice: PeopleChoice) => void>(() => {});
export const PeopleOpener = ({
  open,
  children,
}: {
  open(choice: PeopleChoice): void;
  children: ReactNode;
}) => <Context value={open}>{children}</Context>;

export const useOpenPeople = () => useContext(Context);

/** What a step is called here, and what it does; a letter is called by its template. */
export interface NodeText {
  name: string;
  summary: string;
}
const NodeTexts = createContext<ReadonlyMap<string, NodeText>>(new Map());

export function NodeTextProvider({
  nodes,
  templates,
  children,
}: {
  nodes: readonly GraphNode[];
  templates: readonly TemplateFact[];
  children: ReactNode;
}) {
  const nameOf = useNodeName();
  const summaryOf = useNodeSummary(templates);
  const texts = useMemo(() => {
    const letterName = ({ settings }: GraphNode) =>
      typeof settings.template === "string" ? findTemplate(templates, settings.template)?.name : undefined;
    return new Map(
      nodes.map((node) => [
        node.id,
        { name: node.name || letterName(node) || nameOf(node), summary: summaryOf(node) },
      ]),
    );
  }, [nodes, templates, nameOf, summaryOf]);
  return <NodeTexts value={texts}>{children}</NodeTexts>;
}

/** Of a step that is in the draft no more, only what its kind is called is known. */
export function useNodeText(): (node: { nodeId: string; kind: string; name: string }) => NodeText {
  const texts = useContext(NodeTexts);
  const nameOf = useNodeName();
  return (node) => texts.get(node.nodeId) ?? { name: nameOf(node), summary: "" };
}

interface CountProps extends PeopleChoice {
  count: number;
  /** Said instead of the bare figure: money, "3 × no address". */
  text?: string;
  className?: string;
}

/** A figure of the report: pressing it shows who is behind it. Nought opens nothing. */
export function Count({ count, text, className, ...choice }: CountProps) {
  const t = useTranslations("shared");
  const format = useFormat();
  const open = useOpenPeople();
  const shown = text ?? format.number(count);
  if (count === 0) return <span className={cn("figures text-faint", className)}>{shown}</span>;
  return (
    <button
      type="button"
      title={t("showPeople")}
      onClick={() => open(choice)}
      className={cn("figures quiet-link rounded-sm", className)}
    >
      {shown}
    </button>
  );
}

/** A share with its base in mind: of few, it is grey, because chance moves it a lot. */
export const fewLetters = 100;
export function Rate({ part, base }: { part: number; base: number }) {
  const t = useTranslations("campaigns.report");
  const format = useFormat();
  if (base === 0) return null;
  return (
    <span
      className={cn("figures block text-2xs", base < fewLetters ? "text-faint italic" : "text-muted")}
      title={base < fewLetters ? t("fewHint", { count: base }) : undefined}
    >
      {base < fewLetters ? "≈ " : ""}
      {format.percent(part / base, base < fewLetters ? 0 : undefined)}
    </span>
  );
}
