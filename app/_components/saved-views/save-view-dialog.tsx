"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { type Role, roles } from "@/server/kernel/access";
import type { View, ViewedList } from "./view-state";

interface Props {
  list: ViewedList;
  state: View["state"];
  /** Present: this one is renamed or given to others. */
  view: View | undefined;
  canShare: boolean;
  onClose(savedId?: string): void;
}

/** Name, whose it is, and whether the list opens with it. */
export function SaveViewDialog({ list, state, view, canShare, onClose }: Props) {
  const t = useTranslations("views");
  const roleNames = useTranslations("shell.roles");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(view?.name ?? "");
  const [audience, setAudience] = useState<View["audience"]>(view?.audience ?? "user");
  const [role, setRole] = useState<Role>((view?.role as Role | null) ?? "marketer");
  const [isDefault, setDefault] = useState(view?.isDefault ?? false);
  const save = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.views.pathFilter());
        onClose(saved.id);
      },
    }),
  );
  const submit = () =>
    save.mutate({
      ...(view ? { id: view.id } : {}),
      list,
      name,
      audience,
      ...(audience === "role" ? { role } : {}),
      state,
      isDefault,
    });
  const problem = problemOf(save.error);
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={() => onClose()}
      title={t(view ? "editTitle" : "newTitle")}
      description={t("explain")}
      footer={
        <Button variant="primary" isBusy={save.isPending} disabled={name.trim() === ""} onClick={submit}>
          {t("save")}
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
        <Field label={t("name")} error={fieldProblem(save.error, "name")}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={60} />
        </Field>
        {canShare ? (
          <Field label={t("for")}>
            <Select<View["audience"]>
              value={audience}
              onChange={setAudience}
              options={(["user", "role", "all"] as const).map((value) => ({
                value,
                label: t(`audience.${value}`),
              }))}
            />
          </Field>
        ) : null}
        {audience === "role" ? (
          <Field label={t("role")}>
            <Select<Role>
              value={role}
              onChange={setRole}
              options={roles.map((value) => ({ value, label: roleNames(value) }))}
            />
          </Field>
        ) : null}
        <Switch checked={isDefault} onChange={setDefault} label={t("isDefault")} />
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
