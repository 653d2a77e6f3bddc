"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { RfmModelView } from "@/server/domain/rfm";
import { type Axis, axes, maxGroups, minGroups } from "@/server/domain/rfm/model";

const readBounds = (text: string): number[] | null => {
  const numbers = text
    .split(/[\s;,]+/)
    .filter(Boolean)
    .map(Number);
  return numbers.length > 0 ? numbers : null;
};

/** How people are scored. Saving computes anew. */
export function SettingsDialog({
  model,
  onClose,
  onSaved,
}: {
  model: RfmModelView;
  onClose(): void;
  onSaved(): void;
}) {
  const t = useTranslations("rfm.settings");
  const trpc = useTRPC();
  const { scoring } = model;
  const [groups, setGroups] = useState<number | undefined>(scoring.groups);
  const [period, setPeriod] = useState<number | undefined>(scoring.periodDays ?? undefined);
  const [bounds, setBounds] = useState<Record<Axis, string>>({
    r: scoring.bounds.r?.join(", ") ?? "",
    f: scoring.bounds.f?.join(", ") ?? "",
    m: scoring.bounds.m?.join(", ") ?? "",
  });
  const save = useMutation(
    trpc.rfm.updateModel.mutationOptions({
      onSuccess: () => {
        onSaved();
        onClose();
      },
    }),
  );
  const problem = problemOf(save.error);
  const submit = () =>
    save.mutate({
      id: model.id,
      scoring: {
        ...scoring,
        groups: Math.round(groups ?? scoring.groups),
        periodDays: period === undefined ? null : Math.round(period),
        bounds: { r: readBounds(bounds.r), f: readBounds(bounds.f), m: readBounds(bounds.m) },
      },
    });
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t("title")}
      description={t("text")}
      footer={
        <Button variant="primary" isBusy={save.isPending} onClick={submit}>
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
        <Field
          label={t("groups")}
          help={t("groupsHelp", { min: minGroups, max: maxGroups })}
          error={fieldProblem(save.error, "scoring.groups")}
        >
          <NumberInput className="w-24" value={groups} onChange={setGroups} />
        </Field>
        <Field
          label={t("period")}
          help={t("periodHelp")}
          error={fieldProblem(save.error, "scoring.periodDays")}
        >
          <NumberInput className="w-32" value={period} onChange={setPeriod} />
        </Field>
        {axes.map((axis) => (
          <Field
            key={axis}
            label={t(`bounds.${axis}`)}
            optional={t("optional")}
            help={t(`boundsHelp.${axis}`)}
            error={
              fieldProblem(save.error, `scoring.bounds.${axis}`) ??
              problem?.fields.find((field) => field.path.startsWith(`scoring.bounds.${axis}`))?.message
            }
          >
            <Input
              className="figures"
              value={bounds[axis]}
              placeholder={t("equalGroups")}
              onChange={(event) => setBounds({ ...bounds, [axis]: event.target.value })}
            />
          </Field>
        ))}
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
