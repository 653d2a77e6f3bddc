"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSelf } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { Reader } from "./letter-preview";
import type { Template } from "./use-template-draft";

interface TestSendDialogProps {
  template: Template;
  reader: Reader | undefined;
  onClose(): void;
}

/** Sends the published letter, filled for one customer, to a colleague. The customer gets nothing. */
export function TestSendDialog({ template, reader, onClose }: TestSendDialogProps) {
  const t = useTranslations("templates.test");
  const trpc = useTRPC();
  const [address, setAddress] = useState(useSelf().email);
  const others = useQuery({ ...trpc.templates.readers.queryOptions({}), enabled: !reader });
  const filledFor = reader ?? others.data?.readers[0];
  const send = useMutation(
    trpc.messages.sendTest.mutationOptions({
      onSuccess: () => {
        toast.done(t("sent", { address }));
        onClose();
      },
    }),
  );
  const problem = send.error
    ? (fieldProblem(send.error, "address") ?? problemOf(send.error)?.message)
    : undefined;
  const submit = () =>
    filledFor && send.mutate({ templateId: template.id, customerId: filledFor.id, address });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title")}
      size="sm"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            variant="primary"
            isBusy={send.isPending}
            disabled={!filledFor || !address.trim()}
            onClick={submit}
          >
            {t("send")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t("address")} error={problem}>
          <Input type="email" value={address} onChange={(event) => setAddress(event.target.value)} />
        </Field>
        <p className="text-pretty text-muted text-sm">
          {t("text", { version: template.currentVersion ?? 0, name: filledFor?.name ?? "…" })}
        </p>
      </form>
    </Dialog>
  );
}
