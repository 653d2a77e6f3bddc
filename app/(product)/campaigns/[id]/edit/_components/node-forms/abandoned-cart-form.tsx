"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { DurationInput, NumberInput } from "@/app/_ui/input/number-input";
import { abandonedCartSettings } from "@/server/domain/campaigns/nodes/abandoned-cart/node";

interface Props {
  settings: Record<string, unknown>;
  onChange(change: Record<string, unknown>): void;
}

const defaults = abandonedCartSettings.parse({});

export function AbandonedCartForm({ settings, onChange }: Props) {
  const t = useTranslations("chain-editor.cart");
  const values = { ...defaults, ...settings } as typeof defaults;
  return (
    <>
      <Field label={t("idle.label")} help={t("idle.help")}>
        <DurationInput
          value={values.idle_seconds}
          units={["second", "minute", "hour", "day"]}
          onChange={(idle_seconds) => onChange({ idle_seconds: Math.max(1, idle_seconds) })}
        />
      </Field>
      <Field label={t("minTotal.label")} help={t("minTotal.help")}>
        <NumberInput
          className="w-36"
          value={values.min_total ?? undefined}
          onChange={(total) => onChange({ min_total: total ?? null })}
        />
      </Field>
      <Field label={t("lifetime.label")} help={t("lifetime.help")}>
        <NumberInput
          className="w-28"
          value={values.lifetime_days}
          unit={t("days")}
          onChange={(days) => onChange({ lifetime_days: Math.max(1, Math.round(days ?? 1)) })}
        />
      </Field>
      <Field label={t("container.label")} help={t("container.help")}>
        <Input
          className="w-44"
          value={values.container}
          onChange={(event) => onChange({ container: event.target.value })}
        />
      </Field>
    </>
  );
}
