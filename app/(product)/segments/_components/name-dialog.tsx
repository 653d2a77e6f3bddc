"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";

interface NamedSegment {
  id: string;
  name: string;
  description: string;
}

/** Renames a segment, or makes a new list that people are then put into. */
export function NameDialog({ segment, onClose }: { segment: NamedSegment | "new-list"; onClose(): void }) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const old = segment === "new-list" ? undefined : segment;
  const [name, setName] = useState(old?.name ?? "");
  const [description, setDescription] = useState(old?.description ?? "");
  const refresh = () => queryClient.invalidateQueries(trpc.segments.pathFilter());
  const update = useMutation(
    trpc.segments.update.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onClose();
      },
    }),
  );
  const create = useMutation(
    trpc.segments.create.mutationOptions({
      onSuccess: async (made) => {
        await refresh();
        router.push(`/segments/${made.id}?tab=people`);
      },
    }),
  );
  const error = update.error ?? create.error;
  const problem = problemOf(error);
  const submit = () => {
    if (name.trim() === "") return;
    if (old) update.mutate({ id: old.id, name, description });
    else create.mutate({ name, description, kind: "list" });
  };
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t(old ? "rename" : "newList.title")}
      {...(old ? {} : { description: t("newList.text") })}
      footer={
        <Button
          variant="primary"
          isBusy={update.isPending || create.isPending}
          disabled={name.trim() === ""}
          onClick={submit}
        >
          {t(old ? "save" : "newList.create")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t("name")} error={fieldProblem(error, "name")}>
          <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("description")} optional={t("optional")}>
          <Textarea
            rows={3}
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
