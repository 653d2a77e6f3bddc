"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { ItemField } from "@/server/domain/fields/dictionaries/schema";
import { pastedItems } from "./pasted-items";

interface Props {
  dictionary: { code: string; name: string; itemFields: ItemField[] };
  onClose(): void;
}
const perCall = 1000;

/** Many items at once, from a spreadsheet or a list. */
export function PasteDialog({ dictionary, onClose }: Props) {
  const t = useTranslations("fields.dictionaries.paste");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const items = pastedItems(text, dictionary.itemFields);
  const call = useMutation(trpc.fields.saveItems.mutationOptions());
  const save = useMutation({
    mutationFn: async () => {
      const done = { added: 0, changed: 0 };
      for (let at = 0; at < items.length; at += perCall) {
        const { added, changed } = await call.mutateAsync({
          code: dictionary.code,
          items: items.slice(at, at + perCall),
        });
        done.added += added;
        done.changed += changed;
      }
      return done;
    },
    onSuccess: async (done) => {
      await queryClient.invalidateQueries(trpc.fields.pathFilter());
      toast.done(t("done", { added: done.added, changed: done.changed }));
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: dictionary.name })}
      description={t("help")}
      footer={
        <Button
          variant="primary"
          disabled={items.length === 0}
          isBusy={save.isPending}
          onClick={() => save.mutate()}
        >
          {t("save", { count: items.length })}
        </Button>
      }
    >
      <Field
        label={t("label")}
        isLabelHidden
        error={problemOf(save.error)?.message}
        help={t("preview", { count: items.length })}
      >
        <Textarea
          rows={10}
          className="max-h-80 font-mono text-xs"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
