"use client";
import { useTranslations } from "next-intl";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import type { Window } from "@/server/domain/segments/conditions/window";

const points = ["entry", "trigger", "previous_node"] as const;
type Choice = "ever" | "last" | "before_last" | "between" | `since_${(typeof points)[number]}`;

function choose(choice: Choice, before: Window): Window {
  switch (choice) {
    case "ever":
      return { kind: "ever" };
    case "last":
    case "before_last":
      return before.kind === "last" || before.kind === "before_last"
        ? { ...before, kind: choice }
        : { kind: choice, amount: 30, unit: "days" };
    case "between":
      return { kind: "between", from: "", to: "" };
    default:
      return { kind: "since", point: choice.slice("since_".length) as (typeof points)[number] };
  }
}

/** Which stretch of time counts. */
export function WindowInput({
  window,
  onChange,
  isInChain,
}: {
  window: Window;
  onChange(window: Window): void;
  isInChain: boolean;
}) {
  const t = useTranslations("rule-editor.rule");
  const choices: Choice[] = [
    ...(isInChain ? points.map((point): Choice => `since_${point}`) : []),
    "last",
    "before_last",
    "ever",
    "between",
  ];
  const value: Choice = window.kind === "since" ? `since_${window.point}` : window.kind;
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("window")}
        className="w-52"
        value={value}
        onChange={(choice) => onChange(choose(choice, window))}
        options={choices.map((choice) => ({ value: choice, label: t(`windows.${choice}`) }))}
      />
      {window.kind === "last" || window.kind === "before_last" ? (
        <>
          <NumberInput
            aria-label={t("value")}
            className="w-20"
            value={window.amount}
            onChange={(amount) => onChange({ ...window, amount: Math.max(1, Math.round(amount ?? 1)) })}
          />
          <Select
            label={t("window")}
            className="w-28"
            value={window.unit}
            onChange={(unit) => onChange({ ...window, unit })}
            options={(["minutes", "hours", "days"] as const).map((unit) => ({
              value: unit,
              label: t(`units.${unit}`),
            }))}
          />
        </>
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
