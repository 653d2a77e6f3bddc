"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { Role } from "@/server/kernel/access";
import { RoleField } from "./role-field";

/** First the form, then the link: it is shown here once, to be handed over. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const [until, setUntil] = useState("");
  const invite = useMutation(
    trpc.account.inviteUser.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.users.pathFilter()),
    }),
  );
  const problem = problemOf(invite.error);
  if (invite.data)
    return (
      <Dialog
        isOpen
        onOpenChange={onClose}
        title={t("invited")}
        description={t("invitedText", { email })}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t("done")}
          </Button>
        }
      >
        <CodeBlock code={invite.data.link} />
      </Dialog>
    );
  const submit = () =>
    invite.mutate({ email, name, role, activeUntil: until ? new Date(`${until}T23:59:59`) : null });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("invite")}
      description={t("inviteText")}
      footer={
        <Button variant="primary" isBusy={invite.isPending} disabled={email.trim() === ""} onClick={submit}>
          {t("makeLink")}
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
        <Field
          label={t("email")}
          error={
            fieldProblem(invite.error, "email") ??
            (problem && problem.fields.length === 0 ? problem.message : undefined)
          }
        >
          <Input type="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label={t("name")} optional={t("optional")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <RoleField role={role} onChange={setRole} />
        <Field label={t("endDate")} optional={t("optional")} help={t("endDateHelp")}>
          <Input
            type="date"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            className="w-44"
          />
        </Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
