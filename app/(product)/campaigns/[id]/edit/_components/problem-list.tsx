"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { Popover } from "@/app/_ui/overlay/popover";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import type { Problem } from "@/server/domain/campaigns/nodes/kind";
import { useProblemText } from "./use-problem-text";

interface ProblemListProps {
  problems: readonly Problem[];
  graph: GraphDefinition;
  onShow(nodeId: string): void;
}

/** What stands between this draft and running; each line leads to its step. */
export function ProblemList({ problems, graph, onShow }: ProblemListProps) {
  const t = useTranslations("chain-editor");
  const campaigns = useTranslations("campaigns");
  const text = useProblemText();
  if (problems.length === 0)
    return (
      <span className="flex items-center gap-1.5 px-2 text-ok text-xs">
        <CircleCheck className="size-3.5" aria-hidden="true" />
        {t("valid")}
      </span>
    );
  return (
    <Popover
      className="w-96 p-1.5"
      trigger={
        <Button variant="ghost" size="sm" icon={<CircleAlert />} className="text-warn">
          {t("problems", { count: problems.length })}
        </Button>
      }
    >
      <ul className="flex flex-col">
        {problems.map((problem) => {
          const node = graph.nodes.find((one) => one.id === problem.nodeId);
          return (
            <li key={JSON.stringify(problem)}>
              <button
                type="button"
                disabled={!node}
                onClick={() => node && onShow(node.id)}
                className="flex w-full flex-col rounded-md px-2 py-1.5 text-left enabled:hover:bg-hover"
              >
                {node ? (
                  <span className="font-medium text-xs">
                    {node.name || campaigns(`nodes.${node.kind as "wait"}.name`)}
                  </span>
                ) : null}
                <span className="text-pretty text-muted text-sm">{text(problem)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
