"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { fieldProblem, problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { RegionView } from "@/server/domain/fields";
import { ParentChoice } from "./parent-choice";
import { useAfterChange } from "./use-region-mutation";

interface Props {
  regions: readonly RegionView[];
  /** The one to change; without it a new one is made. */
  region?: RegionView;
  /** Where a new one begins. */
  parentId: number | null;
  onClose(): void;
}

export function RegionDialog({ regions, region, parentId, onClose }: Props) {
  const t = useTranslations("fields.regions");
  const trpc = useTRPC();
  const [name, setName] = useState(region?.name ?? "");
  const [externalId, setExternalId] = useState(region?.externalId ?? "");
  const [parent, setParent] = useState(parentId);
  const [currency, setCurrency] = useState(region?.currency ?? "");
  const [aliases, setAliases] = useState(region?.aliases.join("\n") ?? "");
  const after = useAfterChange(region ? t("saved") : t("created"), onClose);
  const create = useMutation(trpc.fields.createRegion.mutationOptions(after));
  const update = useMutation(trpc.fields.updateRegion.mutationOptions(after));
  const error = create.error ?? update.error;
  const problem = problemOf(error);
  const save = () => {
    const values = {
      name: name.trim(),
      currency: currency.trim() === "" ? null : currency.trim().toUpperCase(),
      aliases: [
        ...new Set(
          aliases
            .split("\n")
            .map((line) => line.trim())
            .filter(Boolean),
        ),
      ],
    };
    if (region) update.mutate({ id: region.id, ...values });
    else
      create.mutate({
        ...values,
        parentId: parent,
        ...(externalId.trim() === "" ? {} : { externalId: externalId.trim() }),
      });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={region ? region.name : t("new")}
      footer={
        <Button
          variant="primary"
          disabled={name.trim() === ""}
          isBusy={create.isPending || update.isPending}
          onClick={save}
        >
          {region ? t("save") : t("create")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save();
        }}
      >
        <Field label={t("name")} error={fieldProblem(error, "name")}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        {region ? null : (
          <Field label={t("parent")} error={fieldProblem(error, "parentId")}>
            <ParentChoice regions={regions} value={parent} onChange={setParent} />
          </Field>
        )}
        <Field label={t("aliases")} help={t("aliasesHelp")} error={fieldProblem(error, "aliases")}>
          <Textarea value={aliases} onChange={(event) => setAliases(event.target.value)} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("currency")} help={t("currencyHelp")} error={fieldProblem(error, "currency")}>
            <Input
              className="w-28 uppercase"
              value={currency}
              maxLength={3}
              onChange={(event) => setCurrency(event.target.value)}
            />
          </Field>
          <Field
            label={t("externalId")}
            help={region ? undefined : t("externalIdHelp")}
            error={fieldProblem(error, "externalId")}
          >
            <Input
              className="font-mono"
              value={externalId}
              maxLength={100}
              disabled={region !== undefined}
              onChange={(event) => setExternalId(event.target.value)}
            />
          </Field>
        </div>
        {problem && problem.fields.length === 0 ? (
          <p role="alert" className="text-bad text-sm">
            {problem.message}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
