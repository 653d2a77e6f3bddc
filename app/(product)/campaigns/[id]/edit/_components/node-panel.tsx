"use client";
import { Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import type { GraphDefinition, GraphNode } from "@/server/domain/campaigns/graph";
import type { GraphFacts, Problem } from "@/server/domain/campaigns/nodes/kind";
import { NodeForm } from "./node-form";
import { useProblemText } from "./use-problem-text";

export interface NodePanelProps {
  node: GraphNode;
  graph: GraphDefinition;
  facts: GraphFacts;
  problems: readonly Problem[];
  isReadOnly: boolean;
  /** `name` is what is being changed, so that typing in it is one step of undo. */
  onChange(change: Partial<Pick<GraphNode, "name" | "settings">>, name: string): void;
  onRemove(): void;
  onClose(): void;
}

/** The chosen step: its name, its settings, what is wrong with it. */
export function NodePanel(props: NodePanelProps) {
  const { node, problems, isReadOnly, onChange, onRemove, onClose } = props;
  const t = useTranslations("chain-editor");
  const campaigns = useTranslations("campaigns");
  const text = useProblemText();
  const kindName = campaigns(`nodes.${node.kind as "wait"}.name`);
  return (
    <aside
      aria-label={t("panel")}
      className="flex w-92 shrink-0 flex-col overflow-y-auto border-l bg-canvas max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:max-h-[60dvh] max-md:w-full max-md:border-t"
    >
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b bg-canvas px-4 py-2.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-base">{kindName}</h2>
        {isReadOnly ? null : (
          <IconButton label={t("remove")} keys="delete" onClick={onRemove}>
            <Trash2 />
          </IconButton>
        )}
        <IconButton label={t("closePanel")} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="flex flex-col gap-5 p-4">
        <p className="text-pretty text-muted text-sm">
          {campaigns(`nodes.${node.kind as "wait"}.explanation`)}
        </p>
        {problems.length > 0 ? (
          <ul className="flex flex-col gap-1 rounded-lg bg-warn-soft p-3 text-sm text-warn">
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>{text(problem)}</li>
            ))}
          </ul>
        ) : null}
        <fieldset disabled={isReadOnly} className="flex min-w-0 flex-col gap-4">
          <Field label={t("nodeName")} optional={t("optional")}>
            <Input
              value={node.name}
              placeholder={kindName}
              maxLength={200}
              onChange={(event) => onChange({ name: event.target.value }, "name")}
            />
          </Field>
          <NodeForm {...props} />
        </fieldset>
      </div>
    </aside>
  );
}
