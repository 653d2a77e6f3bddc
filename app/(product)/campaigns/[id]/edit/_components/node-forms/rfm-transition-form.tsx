"use client";
import { useTranslations } from "next-intl";
import { RfmModelSelect, RfmWayInput, useRfmModel } from "@/app/_components/rule-editor/forms/rfm-way";
import { rfmTransitionSettings } from "@/server/domain/campaigns/nodes/rfm-transition/node";
import { MoveSettings } from "./move-settings";

interface Props {
  settings: Record<string, unknown>;
  onChange(change: Record<string, unknown>): void;
}

const defaults = rfmTransitionSettings.parse({});

/** From where to where in RFM, or which score rose or fell. */
export function RfmTransitionForm({ settings, onChange }: Props) {
  const t = useTranslations("chain-editor.moves");
  const values = { ...defaults, ...settings } as typeof defaults;
  const model = useRfmModel(values.model);
  return (
    <>
      <div className="flex flex-col gap-3">
        <RfmModelSelect
          models={model.models}
          value={values.model}
          onChange={(id) => onChange({ model: id })}
        />
        <RfmWayInput way={values} model={model} onChange={(key, value) => onChange({ [key]: value })} />
        <p className="text-pretty text-muted text-xs">{t("rfmHelp")}</p>
      </div>
      <MoveSettings of="rfm" values={values} onChange={onChange} />
    </>
  );
}
