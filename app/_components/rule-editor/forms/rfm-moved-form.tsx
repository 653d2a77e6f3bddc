"use client";
import { useTranslations } from "next-intl";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import type { MoveWindow } from "@/server/domain/segments/conditions/relations";
import type { Condition } from "@/server/domain/segments/rule";
import type { FormProps } from "./props";
import { RfmModelSelect, RfmWayInput, useRfmModel } from "./rfm-way";

/** From where to where in RFM, or which score rose or fell, and within which time. */
export function RfmMovedForm({ condition, onChange }: Omit<FormProps<"rfm_moved">, "context">) {
  const model = useRfmModel(condition.model);
  return (
    <div className="flex flex-col gap-2">
      <RfmModelSelect
        models={model.models}
        value={condition.model}
        onChange={(id) => onChange({ ...condition, model: id })}
      />
      <RfmWayInput
        way={condition}
        model={model}
        onChange={(key, value) => {
          const { [key]: _, ...others } = condition;
          onChange((value === undefined ? others : { ...others, [key]: value }) as Condition);
        }}
      />
      <MoveWindowInput window={condition.window} onChange={(window) => onChange({ ...condition, window })} />
    </div>
  );
}

const kinds = ["last_run", "last", "between", "ever"] as const;
const started: Record<(typeof kinds)[number], MoveWindow> = {
  last_run: { kind: "last_run" },
  last: { kind: "last", amount: 7, unit: "days" },
  between: { kind: "between", from: "", to: "" },
  ever: { kind: "ever" },
};

/** Moves are of days, so their window is one of days, or the last computation alone. */
function MoveWindowInput({ window, onChange }: { window: MoveWindow; onChange(window: MoveWindow): void }) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Select
        label={t("window")}
        className="w-52"
        value={window.kind}
        onChange={(kind) => onChange(started[kind])}
        options={kinds.map((value) => ({ value, label: t(`windows.${value}`) }))}
      />
      {window.kind === "last" ? (
        <NumberInput
          aria-label={t("value")}
          className="w-28"
          value={window.amount}
          unit={t("units.days")}
          onChange={(amount) => onChange({ ...window, amount: Math.max(1, Math.round(amount ?? 1)) })}
        />
      ) : null}
      {window.kind === "between"
        ? (["from", "to"] as const).map((end) => (
            <Input
              key={end}
              type="date"
              aria-label={t(end)}
              className="w-36"
              value={window[end]}
              onChange={(event) => onChange({ ...window, [end]: event.target.value })}
            />
          ))
        : null}
    </div>
  );
}
