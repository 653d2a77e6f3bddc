"use client";
import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import { meanings } from "@/server/domain/bus/model";
import type { RuleDraft } from "./rule-text";

interface RulesEditorProps {
  rules: readonly RuleDraft[];
  onChange(rules: RuleDraft[]): void;
}

/** A rule a type: what it means, and where in the message each field stands. */
export function RulesEditor({ rules, onChange }: RulesEditorProps) {
  const t = useTranslations("connections.bus");
  const change = (key: number, changes: Partial<RuleDraft>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...changes } : rule)));
  const add = () =>
    onChange([
      ...rules,
      {
        key: Math.max(0, ...rules.map((rule) => rule.key + 1)),
        type: "",
        meaning: "customer",
        eventName: "",
        fields: "",
      },
    ]);
  return (
    <Section
      title={t("rules")}
      description={t("rulesText")}
      actions={
        <Button size="sm" icon={<Plus />} onClick={add}>
          {t("addRule")}
        </Button>
      }
    >
      <ul className="flex flex-col divide-y">
        {rules.map((rule) => (
          <li key={rule.key} className="grid gap-3 py-3 sm:grid-cols-[14rem_minmax(0,1fr)_2rem]">
            <div className="flex flex-col gap-3">
              <Field label={t("fields.type")}>
                <Input
                  value={rule.type}
                  placeholder="MemberRegistered"
                  onChange={(event) => change(rule.key, { type: event.target.value })}
                />
              </Field>
              <Field label={t("fields.meaning")}>
                <Select
                  value={rule.meaning}
                  onChange={(meaning) => change(rule.key, { meaning })}
                  options={meanings.map((value) => ({ value, label: t(`meanings.${value}`) }))}
                />
              </Field>
              {rule.meaning === "event" ? (
                <Field label={t("fields.eventName")} optional={t("optional")}>
                  <Input
                    value={rule.eventName}
                    onChange={(event) => change(rule.key, { eventName: event.target.value })}
                  />
                </Field>
              ) : null}
            </div>
            <Field label={t("fields.fields")} help={t("fieldsHelp")}>
              <Textarea
                rows={5}
                value={rule.fields}
                spellCheck={false}
                className="font-mono text-xs"
                placeholder={"external_id = $.member.id\nemail = $.member.email"}
                onChange={(event) => change(rule.key, { fields: event.target.value })}
              />
            </Field>
            <IconButton
              label={t("removeRule")}
              onClick={() => onChange(rules.filter((one) => one.key !== rule.key))}
            >
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
