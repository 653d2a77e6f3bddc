"use client";
import { useTranslations } from "next-intl";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { SegmentPicker, TagsPicker } from "../pickers";
import type { FormProps } from "./props";

export function ContactForm({ condition, onChange }: FormProps<"contact">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("what")}
        className="w-36"
        value={condition.channel}
        onChange={(channel) => onChange({ ...condition, channel })}
        options={(["email", "phone"] as const).map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <Select
        label={t("status")}
        className="w-56"
        value={condition.state}
        onChange={(state) => onChange({ ...condition, state })}
        options={(["usable", "missing", "soft", "hard"] as const).map((value) => ({
          value,
          label: t(`contactStates.${value}`),
          hint: t(`contactHints.${value}`),
        }))}
      />
    </div>
  );
}

const knownChannels = ["email", "sms", "push", "telegram", "whatsapp"] as const;

export function SubscriptionForm({ condition, onChange }: FormProps<"subscription">) {
  const t = useTranslations("rule-editor.rule");
  const channels = knownChannels.some((one) => one === condition.channel)
    ? [...knownChannels]
    : [...knownChannels, condition.channel];
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("status")}
        className="w-52"
        value={condition.state}
        onChange={(state) => onChange({ ...condition, state })}
        options={(["subscribed", "unsubscribed", "pending", "none"] as const).map((value) => ({
          value,
          label: t(`subscriptionStates.${value}`),
        }))}
      />
      <Select
        label={t("channel")}
        className="w-40"
        value={condition.channel}
        onChange={(channel) => onChange({ ...condition, channel })}
        options={channels.map((value) => ({
          value,
          label: t.has(`channels.${value as "email"}`) ? t(`channels.${value as "email"}`) : value,
        }))}
      />
      <Input
        aria-label={t("category")}
        placeholder={t("category")}
        className="w-44"
        value={condition.category}
        onChange={(event) => onChange({ ...condition, category: event.target.value })}
      />
    </div>
  );
}

export function TagForm({ condition, onChange }: FormProps<"tag">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("operator")}
        className="w-44"
        value={condition.match}
        onChange={(match) => onChange({ ...condition, match })}
        options={(["any", "all", "none"] as const).map((value) => ({ value, label: t(`tagMatch.${value}`) }))}
      />
      <TagsPicker values={condition.tags} onChange={(tags) => onChange({ ...condition, tags })} />
    </div>
  );
}

export function SegmentForm({ condition, onChange, context }: FormProps<"segment">) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("operator")}
        className="w-44"
        value={condition.is}
        onChange={(is) => onChange({ ...condition, is })}
        options={(["member", "not_member"] as const).map((value) => ({
          value,
          label: t(`segmentIs.${value}`),
        }))}
      />
      <SegmentPicker
        value={condition.id}
        except={context.segmentId}
        onChange={(id) => onChange({ ...condition, id })}
      />
    </div>
  );
}
