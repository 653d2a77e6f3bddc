"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { asGroup } from "@/app/_components/rule-editor/rule-editor";
import { Button } from "@/app/_ui/action/button";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { Field } from "@/app/_ui/input/field";
import { Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { type Group, rule as ruleSchema } from "@/server/domain/segments/rule";

/** The rule as the document the API takes: to copy, and to paste another one. */
export function JsonDialog({
  rule,
  onApply,
  onClose,
}: {
  rule: Group;
  /** Absent: only to look at. */
  onApply?: (rule: Group) => void;
  onClose(): void;
}) {
  const t = useTranslations("segments.json");
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2));
  const [problem, setProblem] = useState<string>();
  const apply = () => {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch (error) {
      setProblem(t("notJson", { reason: error instanceof Error ? error.message : "" }));
      return;
    }
    const parsed = ruleSchema.safeParse(raw);
    if (parsed.success) {
      onApply?.(asGroup(parsed.data));
      onClose();
      return;
    }
    const [issue] = parsed.error.issues;
    setProblem(t("notRule", { path: issue?.path.join(".") || "—", reason: issue?.message ?? "" }));
  };
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={onClose}
      title={t("title")}
      description={t("text")}
      footer={
        <>
          <CopyButton text={text} label={t("copy")} />
          {onApply ? (
            <Button variant="primary" onClick={apply}>
              {t("apply")}
            </Button>
          ) : null}
        </>
      }
    >
      <Field label={t("title")} isLabelHidden error={problem}>
        <Textarea
          spellCheck={false}
          readOnly={!onApply}
          rows={20}
          className="font-mono text-xs leading-5"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
      </Field>
    </Dialog>
  );
}
