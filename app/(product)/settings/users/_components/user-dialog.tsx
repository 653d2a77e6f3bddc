"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import type { Role } from "@/server/kernel/access";
import { RoleField } from "./role-field";

export interface User {
  id: string;
  email: string;
  name: string;
  role: string;
  isActive: boolean;
  activeUntil: Date | null;
  lastSeenAt: Date | null;
}

const asDay = (at: Date | null) => (at ? at.toISOString().slice(0, 10) : "");

export function UserDialog({ user, onClose }: { user: User; onClose(): void }) {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role as Role);
  const [isActive, setActive] = useState(user.isActive);
  const [until, setUntil] = useState(asDay(user.activeUntil));
  const update = useMutation(
    trpc.account.updateUser.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.account.users.pathFilter());
        toast.done(t("saved"));
        onClose();
      },
    }),
  );
  const link = useMutation(trpc.account.makePasswordLink.mutationOptions());
  const problem = problemOf(update.error);
  const activeUntil =
    until === asDay(user.activeUntil) ? user.activeUntil : until ? new Date(`${until}T23:59:59`) : null;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={user.name}
      description={user.email}
      footer={
        <Button
          variant="primary"
          isBusy={update.isPending}
          onClick={() => update.mutate({ id: user.id, name, role, isActive, activeUntil })}
        >
          {t("save")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")} error={fieldProblem(update.error, "name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <RoleField role={role} onChange={setRole} />
        <Switch checked={isActive} onChange={setActive} label={t("activeLabel")} help={t("activeHelp")} />
        <Field label={t("endDate")} optional={t("optional")} help={t("endDateHelp")}>
          <Input
            type="date"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            className="w-44"
          />
        </Field>
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
        <div className="flex flex-col items-start gap-2 border-t pt-4">
          {link.data ? (
            <>
              <p className="text-muted text-sm">{t("passwordLinkText")}</p>
              <CodeBlock code={link.data.link} />
            </>
          ) : (
            <Button
              variant="secondary"
              size="sm"
              isBusy={link.isPending}
              onClick={() => link.mutate({ id: user.id })}
            >
              {t("passwordLink")}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
