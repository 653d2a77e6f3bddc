"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { RegionView } from "@/server/domain/fields";
import { ParentChoice } from "./parent-choice";
import { useAfterChange } from "./use-region-mutation";

export function MoveRegionDialog({
  region,
  regions,
  onClose,
}: {
  region: RegionView;
  regions: readonly RegionView[];
  onClose(): void;
}) {
  const t = useTranslations("fields.regions");
  const trpc = useTRPC();
  const [parent, setParent] = useState(region.parentId);
  const move = useMutation(trpc.fields.moveRegion.mutationOptions(useAfterChange(t("moved"), onClose)));
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={onClose}
      title={t("moveTitle", { name: region.name })}
      description={t("moveText")}
      footer={
        <Button
          variant="primary"
          disabled={parent === region.parentId}
          isBusy={move.isPending}
          onClick={() => move.mutate({ id: region.id, parentId: parent })}
        >
          {t("moveAction")}
        </Button>
      }
    >
      <Field label={t("parent")} error={problemOf(move.error)?.message}>
        <ParentChoice regions={regions} value={parent} onChange={setParent} without={region.id} />
      </Field>
    </Dialog>
  );
}
