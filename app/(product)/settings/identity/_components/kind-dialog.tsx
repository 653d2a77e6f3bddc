"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { IdentityKindRule } from "@/server/domain/customers/identity-rules";

interface Props {
  kind: (IdentityKindRule & { values: number }) | undefined;
  onClose(): void;
}
const fresh = {
  code: "",
  name: "",
  priority: 50,
  maxPerPerson: 1,
  mayDecide: true,
  mayMerge: false,
  blockAfter: null,
};

/** One kind of identifier: its own name, its strength, and what it may do. */
export function KindDialog({ kind, onClose }: Props) {
  const t = useTranslations("identity-rules");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Omit<IdentityKindRule, "isBuiltIn">>(() => {
    if (!kind) return fresh;
    const { isBuiltIn: _, values: __, ...rest } = kind;
    return rest;
  });
  const done = {
    onSuccess: async () => {
      await client.invalidateQueries(trpc.identity.pathFilter());
      onClose();
    },
  };
  const save = useMutation(trpc.identity.saveKind.mutationOptions(done));
  const remove = useMutation(
    trpc.identity.removeKind.mutationOptions({
      ...done,
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  const set = (values: Partial<typeof draft>) => setDraft({ ...draft, ...values });
  const problem = problemOf(save.error);
  const isExternal = draft.code === "external_id";
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={kind ? t("changeTitle") : t("addKind")}
      footer={
        <>
          {kind && !kind.isBuiltIn ? (
            <Button
              variant="danger-quiet"
              className="mr-auto"
              isBusy={remove.isPending}
              onClick={() => remove.mutate({ code: kind.code })}
            >
              {t("remove")}
            </Button>
          ) : null}
          <Button variant="primary" isBusy={save.isPending} onClick={() => save.mutate(draft)}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft);
        }}
      >
        {kind?.isBuiltIn ? null : (
          <Field label={t("name")} error={fieldProblem(save.error, "name")}>
            <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} />
          </Field>
        )}
        {kind ? null : (
          <Field label={t("code")} help={t("codeHelp")} error={fieldProblem(save.error, "code")}>
            <Input value={draft.code} onChange={(event) => set({ code: event.target.value })} />
          </Field>
        )}
        <Field label={t("priority")} help={t("priorityHelp")} error={fieldProblem(save.error, "priority")}>
          <NumberInput value={draft.priority} onChange={(value) => set({ priority: value ?? 1 })} />
        </Field>
        <Field label={t("most")} help={t("mostHelp")} error={fieldProblem(save.error, "maxPerPerson")}>
          <NumberInput
            value={draft.maxPerPerson}
            disabled={isExternal}
            onChange={(value) => set({ maxPerPerson: value ?? 1 })}
          />
        </Field>
        <Field
          label={t("block")}
          help={t("blockHelp")}
          error={fieldProblem(save.error, "blockAfter")}
          className="sm:col-span-2"
        >
          <NumberInput
            value={draft.blockAfter ?? undefined}
            unit={t("people")}
            onChange={(value) => set({ blockAfter: value ?? null })}
          />
        </Field>
        <div className="flex flex-col gap-3 sm:col-span-2">
          <Checkbox
            checked={draft.mayDecide}
            disabled={isExternal}
            onChange={(next) => set({ mayDecide: next === true })}
            label={t("mayDecide")}
            help={t("mayDecideHelp")}
          />
          <Checkbox
            checked={draft.mayMerge}
            onChange={(next) => set({ mayMerge: next === true })}
            label={t("mayMerge")}
            help={t("mayMergeHelp")}
          />
        </div>
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
