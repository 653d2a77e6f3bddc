"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate, sendEmailSettings } from "@/server/domain/campaigns/nodes/send-email/node";
import { LetterPreviewDialog } from "./letter-preview-dialog";

interface Props {
  settings: Record<string, unknown>;
  facts: GraphFacts;
  onChange(change: Record<string, unknown>): void;
}

const defaults = sendEmailSettings.parse({});

export function SendEmailForm({ settings, facts, onChange }: Props) {
  const t = useTranslations("chain-editor.letter");
  const [isPreviewing, setPreviewing] = useState(false);
  const values = { ...defaults, ...settings } as typeof defaults;
  const template = findTemplate(facts.templates, values.template);
  const options = facts.templates
    .filter((one) => one.channel === "email" && !one.isArchived)
    .map((one) => ({
      value: one.id,
      label: one.name,
      ...(one.isPublished ? {} : { hint: t("notPublished") }),
    }));
  return (
    <>
      <Field label={t("template")}>
        <Combobox
          value={template ? { value: template.id, label: template.name } : undefined}
          onChange={(option) => onChange({ template: option?.value ?? "" })}
          options={options}
          placeholder={t("choose")}
        />
      </Field>
      {template ? (
        <div className="-mt-2 flex gap-2">
          <Button size="sm" onClick={() => setPreviewing(true)}>
            {t("preview")}
          </Button>
          <Button size="sm" variant="ghost" icon={<ExternalLink />} asChild>
            <Link href={`/templates/${template.id}`}>{t("open")}</Link>
          </Button>
        </div>
      ) : null}
      <Field label={t("whenNotSent.label")} help={t(`whenNotSent.help.${values.when_not_sent}`)}>
        <Select
          value={values.when_not_sent}
          onChange={(when_not_sent) => onChange({ when_not_sent })}
          options={(["continue", "drop", "branch"] as const).map((value) => ({
            value,
            label: t(`whenNotSent.${value}`),
          }))}
        />
      </Field>
      <Field label={t("lifetime.label")} help={t("lifetime.help")}>
        <NumberInput
          className="w-32"
          unit={t("hours")}
          value={values.lifetime_hours ?? undefined}
          onChange={(hours) => onChange({ lifetime_hours: hours === undefined ? null : Math.round(hours) })}
        />
      </Field>
      {isPreviewing && template ? (
        <LetterPreviewDialog
          templateId={template.id}
          name={template.name}
          onClose={() => setPreviewing(false)}
        />
      ) : null}
    </>
  );
}
