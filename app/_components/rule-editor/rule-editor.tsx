"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Select } from "@/app/_ui/input/select";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { type Condition, type Group, isGroup, type Rule } from "@/server/domain/segments/rule";
import { ConditionForm } from "./condition-form";
import { conditionKinds, newCondition, newGroup, replaceAt } from "./new-conditions";

/** What conditions may refer to where this rule stands. */
export interface RuleContext {
  /** Inside a chain: "since entering" and "the letter before" make sense. */
  isInChain: boolean;
  /** Sending nodes that come before. */
  letters: readonly { id: string; label: string }[];
}

interface RuleEditorProps {
  rule: Group;
  onChange(rule: Group): void;
  context: RuleContext;
  isDisabled?: boolean;
}

/** The one condition language, edited as sentences: groups of all, any, none; nested as deep as one likes. */
export function RuleEditor(props: RuleEditorProps) {
  return <GroupEditor {...props} depth={0} />;
}

/** A rule that is a lone condition becomes a group of one: the editor always shows a group. */
export const asGroup = (rule: Rule | undefined): Group =>
  rule === undefined ? newGroup() : isGroup(rule) ? rule : { kind: "all", rules: [rule] };

function GroupEditor({
  rule,
  onChange,
  context,
  isDisabled = false,
  depth,
  onRemove,
}: RuleEditorProps & { depth: number; onRemove?: () => void }) {
  const t = useTranslations("rule-editor.conditions");
  const set = (index: number, next: Rule | undefined) =>
    onChange({ ...rule, rules: replaceAt(rule.rules, index, next) });
  const add = (next: Rule) => onChange({ ...rule, rules: [...rule.rules, next] });
  return (
    <div className={depth > 0 ? "flex flex-col gap-2 border-l-2 pl-3" : "flex flex-col gap-2"}>
      <div className="flex items-center gap-2 text-sm">
        <span className="text-muted">{t("match")}</span>
        <Select
          label={t("match")}
          className="h-7 w-44"
          value={rule.kind}
          disabled={isDisabled}
          onChange={(kind) => onChange({ ...rule, kind })}
          options={[
            { value: "all", label: t("groupAll") },
            { value: "any", label: t("groupAny") },
            { value: "none", label: t("groupNone") },
          ]}
        />
        {onRemove && !isDisabled ? (
          <IconButton size="sm" label={t("remove")} onClick={onRemove} className="ml-auto">
            <X />
          </IconButton>
        ) : null}
      </div>
      {rule.rules.length === 0 ? <p className="text-faint text-sm">{t("empty")}</p> : null}
      {rule.rules.map((child, index) => {
        // A condition has no identity of its own; its place in the group is what the person sees.
        const key = `${index}-${child.kind}`;
        return isGroup(child) ? (
          <GroupEditor
            key={key}
            rule={child}
            onChange={(next) => set(index, next)}
            onRemove={() => set(index, undefined)}
            context={context}
            isDisabled={isDisabled}
            depth={depth + 1}
          />
        ) : (
          <ConditionCard
            key={key}
            condition={child}
            onChange={(next) => set(index, next)}
            onRemove={() => set(index, undefined)}
            context={context}
            isDisabled={isDisabled}
          />
        );
      })}
      {isDisabled ? null : <AddMenu context={context} onAdd={add} mayNest={depth < 4} />}
    </div>
  );
}

interface ConditionCardProps {
  condition: Condition;
  onChange(condition: Condition): void;
  onRemove(): void;
  context: RuleContext;
  isDisabled: boolean;
}

function ConditionCard({ condition, onChange, onRemove, context, isDisabled }: ConditionCardProps) {
  const t = useTranslations("rule-editor.conditions");
  return (
    <fieldset disabled={isDisabled} className="relative rounded-lg border p-2.5 pr-9">
      <legend className="sr-only">{t(`kinds.${condition.kind}`)}</legend>
      <p className="mb-1.5 font-medium text-muted text-xs">{t(`kinds.${condition.kind}`)}</p>
      <ConditionForm condition={condition} onChange={onChange} context={context} />
      {isDisabled ? null : (
        <IconButton size="sm" label={t("remove")} onClick={onRemove} className="absolute top-1.5 right-1.5">
          <X />
        </IconButton>
      )}
    </fieldset>
  );
}

function AddMenu({
  context,
  onAdd,
  mayNest,
}: {
  context: RuleContext;
  onAdd(rule: Rule): void;
  mayNest: boolean;
}) {
  const t = useTranslations("rule-editor.conditions");
  const kinds = conditionKinds.filter((kind) => kind !== "message" || context.letters.length > 0);
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button variant="ghost" size="sm" icon={<Plus />} className="self-start">
          {t("add")}
        </Button>
      }
    >
      {kinds.map((kind) => (
        <MenuItem
          key={kind}
          onSelect={() =>
            onAdd(newCondition(kind, { isInChain: context.isInChain, firstLetter: context.letters[0]?.id }))
          }
        >
          <span className="flex flex-col">
            <span>{t(`kinds.${kind}`)}</span>
            <span className="text-faint text-xs">{t(`hints.${kind}`)}</span>
          </span>
        </MenuItem>
      ))}
      {mayNest ? <MenuItem onSelect={() => onAdd(newGroup())}>{t("addGroup")}</MenuItem> : null}
    </DropdownMenu>
  );
}
