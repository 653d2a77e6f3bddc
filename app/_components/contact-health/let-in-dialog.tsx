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
import { toast } from "@/app/_ui/overlay/toast";

interface LetInDialogProps {
  customerId: number;
  kind: "email" | "phone";
  value: string;
  onClose(): void;
}

/** Lets an address in again: with a reason, because somebody will ask. */
export function LetInDialog({ customerId, kind, value, onClose }: LetInDialogProps) {
  const t = useTranslations("contact-health.letIn");
  const ui = useTranslations("ui");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [reason, setReason] = useState("");
  const letIn = useMutation(
    trpc.quality.unblock.mutationOptions({
      onSuccess: () => {
        toast.done(t("done", { value }));
        onClose();
        return Promise.all([
          cache.invalidateQueries(trpc.quality.pathFilter()),
          cache.invalidateQueries(trpc.customers.pathFilter()),
        ]);
      },
    }),
  );
  const isReady = reason.trim().length >= 3;
  const submit = () => letIn.mutate({ customerId, kind, reason });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t(`title.${kind}`)}
      description={t("text", { value })}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {ui("cancel")}
          </Button>
          <Button variant="primary" disabled={!isReady} isBusy={letIn.isPending} onClick={submit}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) submit();
        }}
      >
        <Field
          label={t("reason")}
          error={letIn.error ? (problemOf(letIn.error)?.message ?? ui("error.message")) : undefined}
        >
          <Input
            value={reason}
            maxLength={500}
            placeholder={t("placeholder")}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
