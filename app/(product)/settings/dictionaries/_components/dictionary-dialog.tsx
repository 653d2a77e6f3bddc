"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import { type ItemField, itemFieldTypes } from "@/server/domain/fields/dictionaries/schema";
import { suggestCode } from "@/server/domain/fields/model";

interface Props {
  /** The one to change; without it a new one is made. */
  dictionary?: { code: string; name: string; description: string; itemFields: ItemField[] };
  onClose(): void;
  onSaved?(code: string): void;
}

/** Name, purpose, and what is known of each item besides its name. */
export function DictionaryDialog({ dictionary, onClose, onSaved }: Props) {
  const t = useTranslations("fields.dictionaries");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(dictionary?.name ?? "");
  const [code, setCode] = useState<string>();
  const [description, setDescription] = useState(dictionary?.description ?? "");
  const [itemFields, setItemFields] = useState<ItemField[]>(dictionary?.itemFields ?? []);
  const options = {
    onSuccess: async (saved: { code: string }) => {
      await queryClient.invalidateQueries(trpc.fields.pathFilter());
      toast.done(dictionary ? t("saved") : t("created"));
      onClose();
      onSaved?.(saved.code);
    },
  };
  const create = useMutation(trpc.fields.createDictionary.mutationOptions(options));
  const update = useMutation(trpc.fields.updateDictionary.mutationOptions(options));
  const error = create.error ?? update.error;
  const problem = problemOf(error);
  const shownCode = dictionary?.code ?? code ?? suggestCode(name);
  const fields = itemFields.map((field) => ({ ...field, code: field.code || suggestCode(field.name) }));
  const save = () =>
    dictionary
      ? update.mutate({ code: dictionary.code, name, description, itemFields: fields })
      : create.mutate({ name, description, itemFields: fields, ...(shownCode ? { code: shownCode } : {}) });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={dictionary ? dictionary.name : t("createTitle")}
      footer={
        <Button
          variant="primary"
          disabled={name.trim() === ""}
          isBusy={create.isPending || update.isPending}
          onClick={save}
        >
          {dictionary ? t("save") : t("create")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("name")} error={fieldProblem(error, "name")}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("code")} error={fieldProblem(error, "code")}>
          <Input
            className="font-mono"
            value={shownCode}
            maxLength={63}
            disabled={dictionary !== undefined}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <Field label={t("description")}>
          <Input
            value={description}
            maxLength={500}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <ItemFields fields={itemFields} onChange={setItemFields} />
        {problem && !["name", "code"].includes(problem.fields[0]?.path ?? "") ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

function ItemFields({ fields, onChange }: { fields: ItemField[]; onChange(fields: ItemField[]): void }) {
  const t = useTranslations("fields.dictionaries");
  const types = useTranslations("fields.types");
  const set = (at: number, change: Partial<ItemField>) =>
    onChange(fields.map((field, i) => (i === at ? { ...field, ...change } : field)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{t("itemFields")}</legend>
      <p className="text-muted text-xs">{t("itemFieldsHelp")}</p>
      {fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity before it has a code
        <div key={at} className="flex items-center gap-2">
          <Input
            aria-label={t("name")}
            className="min-w-0 flex-1"
            value={field.name}
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <Select
            label={t("itemFields")}
            className="w-44"
            value={field.type}
            onChange={(type) => set(at, { type })}
            options={itemFieldTypes.map((value) => ({ value, label: types(value) }))}
          />
          <IconButton label={t("remove")} onClick={() => onChange(fields.filter((_, i) => i !== at))}>
            <X />
          </IconButton>
        </div>
      ))}
      <Button
        size="sm"
        variant="ghost"
        icon={<Plus />}
        className="self-start"
        onClick={() => onChange([...fields, { code: "", name: "", type: "string" }])}
      >
        {t("addItemField")}
      </Button>
    </fieldset>
  );
}
