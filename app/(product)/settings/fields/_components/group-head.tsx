"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { FieldGroupView } from "@/server/domain/fields";
import type { FieldObject } from "@/server/domain/fields/model";
import { GroupDialog } from "./group-dialog";

interface Props {
  object: FieldObject;
  group: FieldGroupView;
  groups: readonly FieldGroupView[];
  count: number;
  canWrite: boolean;
}

/** The name of a group with what can be done to it. */
export function GroupHead({ object, group, groups, count, canWrite }: Props) {
  const t = useTranslations("fields.settings");
  const names = useFieldNames();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isRenaming, setRenaming] = useState(false);
  const options = {
    onSuccess: () => queryClient.invalidateQueries(trpc.fields.pathFilter()),
    onError: (error: unknown) => {
      toast.failed(problemOf(error)?.message ?? String(error));
    },
  };
  const arrange = useMutation(trpc.fields.arrangeGroups.mutationOptions(options));
  const remove = useMutation(trpc.fields.deleteGroup.mutationOptions(options));
  const name = names.group(group);
  const at = groups.findIndex((one) => one.code === group.code);
  const step = (by: -1 | 1) => {
    const codes = groups.map((one) => one.code).filter((code) => code !== group.code);
    arrange.mutate({ object, codes: [...codes.slice(0, at + by), group.code, ...codes.slice(at + by)] });
  };
  return (
    <div className="flex h-9 items-center gap-2">
      <h2 className="font-semibold text-sm">{name}</h2>
      <span className="figures text-faint text-xs">{count}</span>
      {canWrite && group.code !== "" ? (
        <DropdownMenu
          align="start"
          trigger={
            <IconButton size="sm" label={t("groupMenu", { name })}>
              <MoreHorizontal />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil />} onSelect={() => setRenaming(true)}>
            {t("renameGroup")}
          </MenuItem>
          <MenuItem icon={<ArrowUp />} disabled={at <= 0} onSelect={() => step(-1)}>
            {t("groupUp")}
          </MenuItem>
          <MenuItem icon={<ArrowDown />} disabled={at >= groups.length - 1} onSelect={() => step(1)}>
            {t("groupDown")}
          </MenuItem>
          {group.isSystem ? null : (
            <MenuItem
              icon={<Trash2 />}
              isDangerous
              onSelect={() =>
                remove.mutate(
                  { object, code: group.code },
                  { onSuccess: () => toast.done(t("groupDeleted")) },
                )
              }
            >
              {t("deleteGroup")}
            </MenuItem>
          )}
        </DropdownMenu>
      ) : null}
      {isRenaming ? (
        <GroupDialog object={object} group={{ code: group.code, name }} onClose={() => setRenaming(false)} />
      ) : null}
    </div>
  );
}
