"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { Json } from "@/server/domain/fields/model";
import type { StoreView } from "@/server/domain/orders";
import { FieldInputs } from "../../../_components/field-inputs";

const texts = ["name", "city", "region", "address", "format", "timeZone"] as const;
type Values = Record<(typeof texts)[number], string>;

/** Only what was changed is written; the audit log says by whom, and what it was before. */
export function EditStoreDialog({ store, onClose }: { store: StoreView; onClose(): void }) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const start = Object.fromEntries(texts.map((name) => [name, store[name] ?? ""])) as Values;
  const [values, setValues] = useState(start);
  const [attributes, setAttributes] = useState<Record<string, Json>>({});
  const save = useMutation(
    trpc.products.editStore.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.products.pathFilter());
        toast.done(t("edit.saved"));
        onClose();
      },
    }),
  );
  const problem = problemOf(save.error);
  const submit = () => {
    const changed = Object.fromEntries(
      texts
        .filter((name) => values[name] !== start[name])
        .map((name) => [name, values[name].trim() === "" ? null : values[name].trim()]),
    );
    const hasAttributes = Object.keys(attributes).length > 0;
    if (Object.keys(changed).length === 0 && !hasAttributes) return onClose();
    save.mutate({ id: store.id, values: { ...changed, ...(hasAttributes ? { attributes } : {}) } });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("edit.storeTitle")}
      footer={
        <Button
          variant="primary"
          isBusy={save.isPending}
          disabled={values.name.trim() === ""}
          onClick={submit}
        >
          {t("edit.save")}
        </Button>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {texts.map((name) => (
          <Field
            key={name}
            label={t(`columns.${name}`)}
            error={fieldProblem(save.error, name === "timeZone" ? "time_zone" : name)}
            className={name === "name" || name === "address" ? "sm:col-span-2" : ""}
          >
            <Input
              value={values[name]}
              onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
            />
          </Field>
        ))}
        <FieldInputs
          object="store"
          attributes={store.attributes}
          changed={attributes}
          onChange={setAttributes}
          error={save.error}
        />
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm sm:col-span-2">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
