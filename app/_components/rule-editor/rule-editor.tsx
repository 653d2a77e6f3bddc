"use client";
import { Copy, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Select } from "@/app/_ui/input/select";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { type Condition, type Group, isGroup, type Rule } from "@/server/domain/segments/rule";
import { ConditionForm } from "./condition-form";
import { conditionMenu, isFinished, newCondition, newGroup, replaceAt } from "./new-conditions";
import { RuleNamesProvider, useRuleNames } from "./rule-names";

/** What conditions may refer to where this rule stands. */
export interface RuleContext {
  /** Inside a chain: "since entering" and "the letter before" make sense. */
  isInChain: boolean;
  /** Sending nodes that come before. */
  letters: readonly { id: string; label: string }[];
  /** A metric of one's own: what is measured, compared with nothing. */
  isMeasure?: boolean | undefined;
  /** The segment whose definition it is: it cannot be made of itself. */
  segmentId?: string | undefined;
}

interface RuleEditorProps {
  rule: Group;
  onChange(rule: Group): void;
  context: RuleContext;
  isDisabled?: boolean;
}

/** The one condition language, edited as sentences: groups of all, any, none; nested as deep as one likes. */
export function RuleEditor(props: RuleEditorProps) {
  const nameOf = useRuleNames(props.rule);
  return (
    <RuleNamesProvider value={nameOf}>
      <GroupEditor {...props} depth={0} />
    </RuleNamesProvider>
  );
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
    <div
      className={
        depth > 0 ? "flex flex-col gap-2 rounded-lg border bg-sunken/40 p-2.5" : "flex flex-col gap-2"
      }
    >
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
            onCopy={() => onChange({ ...rule, rules: rule.rules.toSpliced(index, 0, child) })}
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
  onCopy(): void;
  context: RuleContext;
  isDisabled: boolean;
}

function ConditionCard({ condition, onChange, onRemove, onCopy, context, isDisabled }: ConditionCardProps) {
  const t = useTranslations("rule-editor.conditions");
  return (
    <fieldset disabled={isDisabled} className="group relative min-w-0 rounded-lg border bg-canvas p-2.5">
      <legend className="sr-only">{t(`kinds.${condition.kind}`)}</legend>
      <div className="mb-1.5 flex min-h-6 items-center gap-2 pr-14">
        <span className="font-medium text-muted text-xs">{t(`kinds.${condition.kind}`)}</span>
        {isFinished(condition) ? null : <span className="text-warn text-xs">{t("unfinished")}</span>}
      </div>
      <ConditionForm condition={condition} onChange={onChange} context={context} />
      {isDisabled ? null : (
        <div className="absolute top-1.5 right-1.5 flex">
          <IconButton size="sm" label={t("copy")} onClick={onCopy}>
            <Copy />
          </IconButton>
          <IconButton size="sm" label={t("remove")} onClick={onRemove}>
            <X />
          </IconButton>
        </div>
      )}
    </fieldset>
  );
}

interface AddMenuProps {
  context: RuleContext;
  onAdd(rule: Rule): void;
  mayNest: boolean;
}

function AddMenu({ context, onAdd, mayNest }: AddMenuProps) {
  const t = useTranslations("rule-editor.conditions");
  const start = { isInChain: context.isInChain, firstLetter: context.letters[0]?.id };
  return (
    <DropdownMenu
      align="start"
      className="w-80"
      trigger={
        <Button variant="ghost" size="sm" icon={<Plus />} className="self-start">
          {t("add")}
        </Button>
      }
    >
      {conditionMenu.map(({ id, kinds }) => (
        <div key={id}>
          <MenuLabel>{t(`headings.${id}`)}</MenuLabel>
          {kinds
            .filter((kind) => kind !== "message" || context.letters.length > 0)
            .map((kind) => (
              <MenuItem key={kind} onSelect={() => onAdd(newCondition(kind, start))}>
                <span className="flex flex-col">
                  <span>{t(`kinds.${kind}`)}</span>
                  <span className="text-faint text-xs">{t(`hints.${kind}`)}</span>
                </span>
              </MenuItem>
            ))}
        </div>
      ))}
      {mayNest ? (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onAdd({ ...newGroup(), kind: "any" })}>{t("addGroup")}</MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
