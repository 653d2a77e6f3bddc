"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { NumberInput } from "@/app/_ui/input/number-input";

interface Props {
  values: { on_edit: boolean; lifetime_days: number };
  /** What an edit is of: a segment's definition, or how RFM scores. */
  of: "segment" | "rfm";
  onChange(change: Record<string, unknown>): void;
}

/** What every trigger by a move asks: whether edits count, and how old a move may be. */
export function MoveSettings({ values, of, onChange }: Props) {
  const t = useTranslations("chain-editor.moves");
  return (
    <>
      <Field label={t("lifetime.label")} help={t("lifetime.help")}>
        <NumberInput
          className="w-28"
          value={values.lifetime_days}
          unit={t("days")}
          onChange={(days) => onChange({ lifetime_days: Math.max(1, Math.round(days ?? 1)) })}
        />
      </Field>
      <Checkbox
        checked={values.on_edit}
        onChange={(on_edit) => onChange({ on_edit })}
        label={t(`onEdit.${of}.label`)}
        help={t(`onEdit.${of}.help`)}
      />
    </>
  );
}
