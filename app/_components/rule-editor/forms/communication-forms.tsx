"use client";
import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/input/select";
import { reactions } from "@/server/domain/segments/conditions/relations";
import type { Condition } from "@/server/domain/segments/rule";
import { ChosenList } from "../chosen-list";
import { Comparison } from "../comparison";
import type { TestType } from "../operators";
import { CampaignsPicker } from "../pickers";
import { WindowInput } from "../window-input";
import type { FormProps } from "./props";
import { Detail } from "./purchase-details";

type Communication = FormProps<"communication">["condition"];
const measures = ["count", "days_since_last", "last_on"] as const;
type Measure = (typeof measures)[number];
const typeOf = (measure: Measure): TestType =>
  measure === "count" ? "count" : measure === "last_on" ? "date" : "number";

function withMeasure(condition: Communication, measure: Measure): Condition {
  const type = typeOf(measure);
  const test =
    typeOf(condition.measure) === type
      ? condition.test
      : type === "date"
        ? { operator: "in_last_days", days: 30 }
        : { operator: "at_least", value: 1 };
  return { ...condition, measure, test } as Condition;
}

const channels = ["email", "sms", "push", "telegram", "whatsapp"] as const;

/** Messages by what came of them: in which channels, of which campaigns, how many, when. */
export function CommunicationForm({ condition, onChange, context }: FormProps<"communication">) {
  const t = useTranslations("rule-editor.rule");
  const words = useTranslations("rules.reactions");
  const narrow = (key: "channels" | "sources", values: string[]) => {
    const { [key]: _, ...rest } = condition;
    onChange((values.length > 0 ? { ...rest, [key]: values } : rest) as Condition);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        <Select
          label={t("reaction")}
          className="w-48"
          value={condition.reaction}
          onChange={(reaction) => onChange({ ...condition, reaction })}
          options={reactions.map((value) => ({ value, label: t("messages", { reaction: words(value) }) }))}
        />
        <Select
          label={t("measureOf")}
          className="w-52"
          value={condition.measure as Measure}
          onChange={(measure) => onChange(withMeasure(condition, measure))}
          options={measures.map((value) => ({ value, label: t(`eventMeasure.${value}`) }))}
        />
        {context.isMeasure ? null : (
          <Comparison
            type={typeOf(condition.measure)}
            test={condition.test}
            onChange={(test) => onChange({ ...condition, test } as Condition)}
          />
        )}
        <WindowInput
          window={condition.window}
          onChange={(window) => onChange({ ...condition, window })}
          isInChain={context.isInChain}
        />
      </div>
      <Detail label={t("inChannels")}>
        <ChosenList
          label={t("channel")}
          placeholder={t("anyChannel")}
          values={condition.channels ?? []}
          onChange={(values) => narrow("channels", values)}
          nameOf={(value) =>
            t.has(`channels.${value as "email"}`) ? t(`channels.${value as "email"}`) : value
          }
          options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        />
      </Detail>
      <Detail label={t("ofCampaigns")}>
        <CampaignsPicker values={condition.sources ?? []} onChange={(values) => narrow("sources", values)} />
      </Detail>
    </div>
  );
}

export function ParticipationForm({ condition, onChange, context }: FormProps<"participation">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("status")}
        className="w-44"
        value={condition.state}
        onChange={(state) => onChange({ ...condition, state })}
        options={(["entered", "in_progress", "finished"] as const).map((value) => ({
          value,
          label: t(`participation.${value}`),
        }))}
      />
      <CampaignsPicker
        values={condition.campaigns}
        onChange={(campaigns) => onChange({ ...condition, campaigns })}
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

export function MessageForm({ condition, onChange, context }: FormProps<"message">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("node")}
        placeholder={t("node")}
        className="w-52"
        value={condition.node_id}
        onChange={(node_id) => onChange({ ...condition, node_id })}
        options={context.letters.map((letter) => ({ value: letter.id, label: letter.label }))}
      />
      <Select
        label={t("status")}
        className="w-44"
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
