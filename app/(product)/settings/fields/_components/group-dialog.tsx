"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { FieldObject } from "@/server/domain/fields/model";

interface Props {
  object: FieldObject;
  /** The group to rename; without it a new one is made. */
  group?: { code: string; name: string };
  onClose(): void;
}

export function GroupDialog({ object, group, onClose }: Props) {
  const t = useTranslations("fields.settings");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(group?.name ?? "");
  const options = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.fields.pathFilter());
      onClose();
    },
  };
  const create = useMutation(trpc.fields.createGroup.mutationOptions(options));
  const rename = useMutation(trpc.fields.renameGroup.mutationOptions(options));
  const problem = problemOf(create.error ?? rename.error);
  const save = () =>
    group ? rename.mutate({ object, code: group.code, name }) : create.mutate({ object, name });
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={group ? t("renameGroup") : t("addGroup")}
      footer={
        <Button
          variant="primary"
          disabled={name.trim() === ""}
          isBusy={create.isPending || rename.isPending}
          onClick={save}
        >
          {t("form.save")}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("groupName")} error={problem?.message}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
