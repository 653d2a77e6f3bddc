"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { toast } from "@/app/_ui/overlay/toast";
import { type FieldDef, type FieldObject, hasItems } from "@/server/domain/fields/model";
import { codeOf, type FieldDraft, isCode, linesOf } from "./field-draft";

interface Options {
  object: FieldObject;
  field: FieldDef | undefined;
  onSaved(): void;
}

/** Saves a field, and before it the dictionary that is made with it. */
export function useSaveField({ object, field, onSaved }: Options) {
  const t = useTranslations("fields.settings.form");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const createDictionary = useMutation(trpc.fields.createDictionary.mutationOptions());
  const create = useMutation(trpc.fields.create.mutationOptions());
  const update = useMutation(trpc.fields.update.mutationOptions());
  const saving = useMutation({
    mutationFn: async (draft: FieldDraft): Promise<string> => {
      const dictionaryCode = await dictionaryOf(draft);
      const shared = {
        name: draft.name.trim(),
        group: draft.group === "" ? null : draft.group,
        description: draft.description,
        rules: draft.rules,
        isHidden: draft.isHidden,
      };
      if (field) {
        const retype =
          draft.type === field.type && dictionaryCode === field.dictionaryCode
            ? {}
            : { type: draft.type, dictionaryCode };
        await update.mutateAsync({ object, code: field.code, ...shared, ...retype });
        return t("saved");
      }
      const code = codeOf(draft);
      const made = await create.mutateAsync({
        object,
        type: draft.type,
        dictionaryCode,
        ...(isCode(code) ? { code } : {}),
        ...shared,
      });
      return made.isConverting ? t("createdConverting", { count: 2 }) : t("created");
    },
    onSuccess: async (said) => {
      await queryClient.invalidateQueries(trpc.fields.pathFilter());
      toast.done(said);
      onSaved();
    },
  });

  async function dictionaryOf(draft: FieldDraft): Promise<string | null> {
    if (!hasItems(draft.type)) return null;
    if (draft.dictionaryCode !== undefined) return draft.dictionaryCode;
    const made = await createDictionary.mutateAsync({
      name: draft.name.trim(),
      items: linesOf(draft.newItems).map((name) => ({ name })),
    });
    return made.code;
  }

  return {
    save: (draft: FieldDraft) => saving.mutate(draft),
    isPending: saving.isPending,
    error: saving.error,
  };
}
