"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { type FieldDef, type FieldObject, fieldTypes, hasItems } from "@/server/domain/fields/model";
import { DictionaryChoice } from "./dictionary-choice";
import { codeOf, draftOf, type FieldDraft, isReady } from "./field-draft";
import { Proposal } from "./proposal";
import { RuleInputs } from "./rule-inputs";
import { useSaveField } from "./use-save-field";
import { UsedBy } from "./used-by";

interface Props {
  object: FieldObject;
  /** The field to change; without it a new one is made. */
  field?: FieldDef;
  /** The undescribed attribute that the new field describes. */
  describes?: string;
  onClose(): void;
}

/** Everything about one field. */
export function FieldDialog({ object, field, describes, onClose }: Props) {
  const t = useTranslations("fields.settings.form");
  const names = useFieldNames();
  const trpc = useTRPC();
  const [draft, setDraft] = useState(() => draftOf(field, describes));
  const change = (changes: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const saving = useSaveField({ object, field, onSaved: onClose });
  const details = useQuery({
    ...trpc.fields.get.queryOptions({ object, code: field?.code ?? "" }),
    enabled: field !== undefined,
  });
  const problem = problemOf(saving.error);
  const wrong = (path: string) => fieldProblem(saving.error, path);
  const title = field
    ? t("editTitle", { name: field.name })
    : describes
      ? t("describeTitle", { code: describes })
      : t("createTitle", { object: names.object(object) });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      footer={
        <Button
          variant="primary"
          isBusy={saving.isPending}
          disabled={!isReady(draft, !field)}
          onClick={() => saving.save(draft)}
        >
          {field ? t("save") : t("create")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady(draft, !field)) saving.save(draft);
        }}
      >
        <Field label={t("name")} error={wrong("name")}>
          <Input
            value={draft.name}
            maxLength={120}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("code")} help={t("codeHelp", { code: codeOf(draft) || "…" })} error={wrong("code")}>
          <Input
            className="font-mono"
            value={codeOf(draft)}
            maxLength={63}
            disabled={field !== undefined || describes !== undefined}
            onChange={(event) => change({ code: event.target.value })}
          />
        </Field>
        <TypeChoice
          draft={draft}
          change={change}
          isLocked={details.data?.hasValues ?? false}
          error={wrong("type")}
        />
        {describes ? (
          <Proposal
            object={object}
            code={describes}
            type={draft.type}
            onPropose={(type) => change({ type })}
          />
        ) : null}
        {hasItems(draft.type) ? (
          <DictionaryChoice
            draft={draft}
            change={change}
            isLocked={details.data?.hasValues ?? false}
            error={wrong("dictionaryCode")}
          />
        ) : null}
        <GroupChoice object={object} value={draft.group} onChange={(group) => change({ group })} />
        <RuleInputs
          type={draft.type}
          rules={draft.rules}
          onChange={(rules) => change({ rules })}
          error={wrong}
        />
        <Field label={t("description")} help={t("descriptionHelp")} error={wrong("description")}>
          <Input
            value={draft.description}
            maxLength={500}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <Switch checked={draft.isHidden} onChange={(isHidden) => change({ isHidden })} label={t("hidden")} />
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        {details.data ? (
          <div className="flex flex-col gap-2 border-t pt-4">
            <h3 className="font-medium text-sm">{t("usedBy")}</h3>
            {details.data.usages.length > 0 ? (
              <UsedBy usages={details.data.usages} />
            ) : (
              <p className="text-muted text-sm">{t("notUsed")}</p>
            )}
          </div>
        ) : null}
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: FieldDraft;
  change(changes: Partial<FieldDraft>): void;
  isLocked: boolean;
  error: string | undefined;
}

function TypeChoice({ draft, change, isLocked, error }: PartProps) {
  const t = useTranslations("fields.settings.form");
  const types = useTranslations("fields.types");
  return (
    <Field label={t("type")} error={error} help={isLocked ? t("typeLocked") : undefined}>
      <Select
        value={draft.type}
        disabled={isLocked}
        onChange={(type) => change({ type, rules: draft.rules.isRequired ? { isRequired: true } : {} })}
        options={fieldTypes.map((value) => ({ value, label: types(value) }))}
      />
    </Field>
  );
}

function GroupChoice({
  object,
  value,
  onChange,
}: {
  object: FieldObject;
  value: string;
  onChange(group: string): void;
}) {
  const t = useTranslations("fields.settings.form");
  const names = useFieldNames();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.fields.list.queryOptions({ object }));
  const groups = data?.groups ?? [];
  // A menu knows no empty value.
  const none = "-";
  useEffect(() => {
    if (value !== "" && data && !groups.some((group) => group.code === value)) onChange("");
  }, [value, data, groups, onChange]);
  return (
    <Field label={t("group")}>
      <Select
        value={value === "" ? none : value}
        onChange={(next) => onChange(next === none ? "" : next)}
        options={[
          ...groups.map((group) => ({ value: group.code, label: names.group(group) })),
          { value: none, label: names.group({ code: "", name: "" }) },
        ]}
      />
    </Field>
  );
}
