"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Power, Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { Source } from "../../_components/sources-table";
import { SourceSettingsDialog } from "./source-settings-dialog";

/** Switching a source off and a new key both silence sites that use it: the first can be undone, the second is asked about. */
export function SourceActions({ source }: { source: Source }) {
  const t = useTranslations("sources");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isRotating, setRotating] = useState(false);
  const [isSetting, setSetting] = useState(false);
  const [hours, setHours] = useState("24");
  const refresh = () => queryClient.invalidateQueries(trpc.sources.pathFilter());
  const turn = useMutation(
    trpc.sources.switch.mutationOptions({
      onError: (error) => toast.failed(t("notChanged"), { description: problemOf(error)?.message ?? "" }),
      onSuccess: async (changed) => {
        await refresh();
        toast.done(t(changed.isActive ? "switchedOn" : "switchedOff", { name: changed.name }), {
          action: {
            label: t("undo"),
            onClick: () => turn.mutate({ id: changed.id, isActive: !changed.isActive }),
          },
        });
      },
    }),
  );
  const rotate = useMutation(
    trpc.sources.rotateWriteKey.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setRotating(false);
        toast.done(t("rotated"));
      },
    }),
  );
  return (
    <>
      {source.isActive ? null : (
        <Button
          variant="primary"
          isBusy={turn.isPending}
          onClick={() => turn.mutate({ id: source.id, isActive: true })}
        >
          {t("switchOn")}
        </Button>
      )}
      <DropdownMenu
        trigger={
          <IconButton label={t("actions")} size="lg">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Settings2 />} onSelect={() => setSetting(true)}>
          {t("settings.title")}
        </MenuItem>
        <MenuItem icon={<KeyRound />} onSelect={() => setRotating(true)}>
          {t("rotate")}
        </MenuItem>
        {source.isActive ? (
          <MenuItem icon={<Power />} onSelect={() => turn.mutate({ id: source.id, isActive: false })}>
            {t("switchOff")}
          </MenuItem>
        ) : null}
      </DropdownMenu>
      <ConfirmDialog
        isOpen={isRotating}
        onOpenChange={setRotating}
        title={t("rotate")}
        action={t("rotateAction")}
        isDangerous
        isBusy={rotate.isPending}
        error={rotate.isError ? (problemOf(rotate.error)?.message ?? t("noConnection")) : undefined}
        onConfirm={() => rotate.mutate({ id: source.id, keepOldHours: Number(hours) })}
      >
        <p>{t("rotateText")}</p>
        <Field label={t("rotateKeep")}>
          <Select
            label={t("rotateKeep")}
            value={hours}
            onChange={setHours}
            options={["0", "24", "168"].map((value) => ({
              value,
              label: t(`rotateHours.h${value}` as "rotateHours.h0"),
            }))}
          />
        </Field>
      </ConfirmDialog>
      {isSetting ? <SourceSettingsDialog source={source} onClose={() => setSetting(false)} /> : null}
    </>
  );
}
