"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Field } from "@/app/_ui/input/field";
import { Textarea } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import type { FieldDraft } from "./field-draft";

interface Props {
  draft: FieldDraft;
  change(changes: Partial<FieldDraft>): void;
  isLocked: boolean;
  error: string | undefined;
}

/** A dictionary that is there, or the items of a new one. */
export function DictionaryChoice({ draft, change, isLocked, error }: Props) {
  const t = useTranslations("fields.settings.form");
  const counts = useTranslations("fields.dictionaries");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.fields.dictionaries.queryOptions({}));
  const fresh = "-";
  return (
    <>
      <Field label={t("dictionary")} error={error}>
        <Select
          disabled={isLocked}
          value={draft.dictionaryCode ?? fresh}
          onChange={(next) => change({ dictionaryCode: next === fresh ? undefined : next })}
          options={[
            { value: fresh, label: t("newDictionary") },
            ...(data ?? []).map((one) => ({
              value: one.code,
              label: one.name,
              hint: counts("itemCount", { count: one.items }),
            })),
          ]}
        />
      </Field>
      {draft.dictionaryCode === undefined ? (
        <Field label={t("dictionaryItems")} help={t("dictionaryItemsHelp")}>
          <Textarea value={draft.newItems} onChange={(event) => change({ newItems: event.target.value })} />
        </Field>
      ) : null}
    </>
  );
}
