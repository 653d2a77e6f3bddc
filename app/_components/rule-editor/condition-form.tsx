"use client";
import { useTranslations } from "next-intl";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import type { Condition } from "@/server/domain/segments/rule";
import { AttributeForm } from "./attribute-form";
import { Comparison } from "./comparison";
import { RegionForm } from "./region-form";
import type { RuleContext } from "./rule-editor";
import { WindowInput } from "./window-input";

interface Props {
  condition: Condition;
  onChange(condition: Condition): void;
  context: RuleContext;
}
type Of<Kind extends Condition["kind"]> = Omit<Props, "condition"> & {
  condition: Extract<Condition, { kind: Kind }>;
};

/** The controls of one condition, in the order of its sentence. */
export function ConditionForm({ condition, onChange, context }: Props) {
  switch (condition.kind) {
    case "purchases":
      return <PurchasesForm condition={condition} onChange={onChange} context={context} />;
    case "event":
      return <EventForm condition={condition} onChange={onChange} context={context} />;
    case "attribute":
      return <AttributeForm condition={condition} onChange={onChange} />;
    case "cart":
      return <CartForm condition={condition} onChange={onChange} context={context} />;
    case "message":
      return <MessageForm condition={condition} onChange={onChange} context={context} />;
    case "reachable":
      return <ReachableForm />;
    case "region":
      return <RegionForm condition={condition} onChange={onChange} />;
  }
}

function PurchasesForm({ condition, onChange, context }: Of<"purchases">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-1.5">
        <Select
          label={t("measure.count")}
          className="w-36"
          value={condition.of}
          onChange={(of) => onChange({ ...condition, of })}
          options={(["all", "orders", "receipts"] as const).map((value) => ({
            value,
            label: t(`ofs.${value}`),
          }))}
        />
        <Select
          label={t("operator")}
          className="w-32"
          value={condition.measure}
          onChange={(measure) => onChange({ ...condition, measure } as Condition)}
          options={(["count", "sum"] as const).map((value) => ({
            value: value as typeof condition.measure,
            label: t(`measure.${value}`),
          }))}
        />
      </div>
      <Comparison
        type="count"
        test={condition.test}
        onChange={(test) => onChange({ ...condition, test } as Condition)}
      />
      <WindowInput
        window={condition.window}
        onChange={(window) => onChange({ ...condition, window })}
        isInChain={context.isInChain}
      />
    </div>
  );
}

function EventForm({ condition, onChange, context }: Of<"event">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-col gap-1.5">
      <Input
        aria-label={t("name")}
        placeholder={t("name")}
        value={condition.name}
        onChange={(event) => onChange({ ...condition, name: event.target.value })}
      />
      <Comparison
        type="count"
        test={condition.test}
        onChange={(test) => onChange({ ...condition, test } as Condition)}
      />
      <WindowInput
        window={condition.window}
        onChange={(window) => onChange({ ...condition, window })}
        isInChain={context.isInChain}
      />
    </div>
  );
}

function CartForm({ condition, onChange, context }: Of<"cart">) {
  const t = useTranslations("rule-editor.rule");
  const states = (
    context.isInChain ? ["untouched", "has_items", "is_empty"] : ["has_items", "is_empty"]
  ) as readonly (typeof condition.status)[];
  return (
    <div className="flex flex-wrap gap-1.5">
      <Input
        aria-label={t("container")}
        className="w-28"
        value={condition.container}
        onChange={(event) => onChange({ ...condition, container: event.target.value })}
      />
      <Select
        label={t("status")}
        className="w-52"
        value={condition.status}
        onChange={(status) => onChange({ ...condition, status })}
        options={states.map((value) => ({ value, label: t(`cart.${value}`) }))}
      />
    </div>
  );
}

function MessageForm({ condition, onChange, context }: Of<"message">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        label={t("node")}
        placeholder={t("node")}
        value={condition.node_id}
        onChange={(node_id) => onChange({ ...condition, node_id })}
        options={context.letters.map((letter) => ({ value: letter.id, label: letter.label }))}
      />
      <Select
        label={t("status")}
        value={condition.status}
        onChange={(status) => onChange({ ...condition, status })}
        options={(["delivered", "opened", "clicked", "none"] as const).map((value) => ({
          value,
          label: t(`message.${value}`),
        }))}
      />
    </div>
  );
}

function ReachableForm() {
  const t = useTranslations("rule-editor.conditions");
  return <p className="text-sm">{t("hints.reachable")}</p>;
}
