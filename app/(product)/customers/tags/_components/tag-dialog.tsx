"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TagDot } from "@/app/_components/tag-chip";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { TagView } from "@/server/domain/tags";
import { type TagColor, tagColors } from "@/server/domain/tags/model";

/** Name, colour, what it means; and the way to be rid of it, with the number of people it comes off. */
export function TagDialog({ tag, onClose }: { tag: TagView | undefined; onClose(): void }) {
  const t = useTranslations("customers.tags");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(tag?.name ?? "");
  const [color, setColor] = useState<TagColor>((tag?.color as TagColor | undefined) ?? "blue");
  const [description, setDescription] = useState(tag?.description ?? "");
  const [isSure, setSure] = useState(false);
  const done = (text: string) => async () => {
    await queryClient.invalidateQueries(trpc.tags.pathFilter());
    await queryClient.invalidateQueries(trpc.customers.pathFilter());
    toast.done(text);
    onClose();
  };
  const create = useMutation(trpc.tags.create.mutationOptions({ onSuccess: done(t("saved")) }));
  const update = useMutation(trpc.tags.update.mutationOptions({ onSuccess: done(t("saved")) }));
  const remove = useMutation(trpc.tags.delete.mutationOptions({ onSuccess: done(t("deleted")) }));
  const error = create.error ?? update.error ?? remove.error;
  const problem = problemOf(error);
  const submit = () =>
    tag
      ? update.mutate({ id: tag.id, name, color, description })
      : create.mutate({ name, color, description });
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t(tag ? "editTitle" : "newTitle")}
      footer={
        <>
          {tag ? (
            <Button
              variant="danger"
              isBusy={remove.isPending}
              onClick={() => (isSure || tag.people === 0 ? remove.mutate({ id: tag.id }) : setSure(true))}
              className="mr-auto"
            >
              {isSure ? t("deleteFrom", { count: tag.people }) : t("delete")}
            </Button>
          ) : null}
          <Button
            variant="primary"
            isBusy={create.isPending || update.isPending}
            disabled={name.trim() === ""}
            onClick={submit}
          >
            {t("save")}
          </Button>
        </>
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
          <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium text-sm">{t("color")}</legend>
          <div className="flex gap-1.5">
            {tagColors.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={color === one}
                aria-label={t(`colors.${one}`)}
                title={t(`colors.${one}`)}
                onClick={() => setColor(one)}
                className={cn(
                  "flex size-7 items-center justify-center rounded-full border",
                  color === one ? "border-ink" : "border-transparent hover:border-line-strong",
                )}
              >
                <TagDot color={one} className="size-4" />
              </button>
            ))}
          </div>
        </fieldset>
        <Field label={t("description")} optional={t("optional")}>
          <Textarea
            rows={3}
            value={description}
            maxLength={300}
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
