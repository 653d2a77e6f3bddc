"use client";
import {
  ArrowDown,
  ArrowUp,
  Eye,
  EyeOff,
  FolderInput,
  GripVertical,
  MoreHorizontal,
  Pencil,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useFormat } from "@/app/_i18n/use-format";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { Badge } from "@/app/_ui/display/badge";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { FieldGroupView, FieldView } from "@/server/domain/fields";
import { fieldPath } from "@/server/domain/fields/model";
import { DeleteFieldDialog } from "./delete-field-dialog";
import { FieldDialog } from "./field-dialog";
import { LeftoversSheet } from "./leftovers-sheet";
import { useFieldActions } from "./use-field-actions";

interface Props {
  field: FieldView;
  groups: readonly FieldGroupView[];
  canWrite: boolean;
  isDragged: boolean;
  isTarget: boolean;
  onDrag(path: string | undefined): void;
  onStep(step: -1 | 1): void;
  onMoveTo(group: string): void;
  drop: { onDragOver(event: DragEvent): void; onDrop(event: DragEvent): void };
}

export function FieldRow({
  field,
  groups,
  canWrite,
  isDragged,
  isTarget,
  onDrag,
  onStep,
  onMoveTo,
  drop,
}: Props) {
  const t = useTranslations("fields.settings");
  const types = useTranslations("fields.types");
  const names = useFieldNames();
  const [open, setOpen] = useState<"edit" | "delete" | "leftovers">();
  const name = names.field(field);
  const isOwn = field.scope === "custom";
  return (
    <li
      {...drop}
      className={cn(
        "grid min-h-10 grid-cols-[1.75rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b py-1.5 text-sm sm:grid-cols-[1.75rem_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_7rem_2rem]",
        isDragged && "opacity-40",
        isTarget && "border-t border-t-accent",
      )}
    >
      {canWrite ? (
        <button
          type="button"
          draggable
          aria-label={t("drag", { name })}
          title="Alt+↑ Alt+↓"
          className="flex size-7 cursor-grab items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink active:cursor-grabbing"
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", fieldPath(field));
            onDrag(fieldPath(field));
          }}
          onDragEnd={() => onDrag(undefined)}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
            event.preventDefault();
            onStep(event.key === "ArrowUp" ? -1 : 1);
          }}
        >
          <GripVertical className="size-4" />
        </button>
      ) : (
        <span />
      )}
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        {isOwn && canWrite && field.state !== "deleting" ? (
          <button
            type="button"
            className="truncate font-medium hover:underline"
            onClick={() => setOpen("edit")}
          >
            {name}
          </button>
        ) : (
          <span className={cn("truncate", isOwn && "font-medium")}>{name}</span>
        )}
        {isOwn ? null : <span className="text-faint text-xs">{t("system")}</span>}
        {field.isHidden ? <Badge>{t("hidden")}</Badge> : null}
        <Work field={field} onLeftovers={() => setOpen("leftovers")} />
      </div>
      <code className="truncate text-muted text-xs max-sm:hidden">{fieldPath(field)}</code>
      <span className="truncate text-muted max-sm:hidden">
        {types(field.type)}
        {field.dictionaryCode ? <span className="text-faint"> · {field.dictionaryCode}</span> : null}
      </span>
      <span className="figures text-end text-muted max-sm:hidden">
        {t("places", { count: field.usedBy })}
      </span>
      {canWrite ? (
        <RowMenu
          field={field}
          name={name}
          groups={groups}
          onOpen={setOpen}
          onStep={onStep}
          onMoveTo={onMoveTo}
        />
      ) : (
        <span />
      )}
      {open === "edit" ? (
        <FieldDialog object={field.object} field={field} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === "delete" ? <DeleteFieldDialog field={field} onClose={() => setOpen(undefined)} /> : null}
      {open === "leftovers" ? <LeftoversSheet field={field} onClose={() => setOpen(undefined)} /> : null}
    </li>
  );
}

/** What goes on with its values in the background, and what came of it. */
function Work({ field, onLeftovers }: { field: FieldView; onLeftovers(): void }) {
  const t = useTranslations("fields.settings");
  const format = useFormat();
  if (field.state !== "active") {
    const { done, total } = field.progress ?? { done: 0, total: 0 };
    const figures = { done: format.number(done), total: format.number(total) };
    return (
      <span className="animate-pulse-soft text-muted text-xs">
        {field.state === "converting" ? t("converting", figures) : t("deleting", figures)}
      </span>
    );
  }
  if (field.leftovers === 0) return null;
  return (
    <button type="button" onClick={onLeftovers}>
      <Badge tone="warn" className="hover:underline">
        {t("leftovers", { count: field.leftovers })}
      </Badge>
    </button>
  );
}

interface MenuProps {
  field: FieldView;
  name: string;
  groups: readonly FieldGroupView[];
  onOpen(what: "edit" | "delete"): void;
  onStep(step: -1 | 1): void;
  onMoveTo(group: string): void;
}
function RowMenu({ field, name, groups, onOpen, onStep, onMoveTo }: MenuProps) {
  const t = useTranslations("fields.settings");
  const names = useFieldNames();
  const actions = useFieldActions();
  const isOwn = field.scope === "custom";
  const elsewhere = groups.filter((group) => group.code !== field.group);
  return (
    <DropdownMenu
      trigger={
        <IconButton label={t("more", { name })}>
          <MoreHorizontal />
        </IconButton>
      }
    >
      {isOwn ? (
        <MenuItem icon={<Pencil />} onSelect={() => onOpen("edit")}>
          {t("edit")}
        </MenuItem>
      ) : null}
      <MenuItem
        icon={field.isHidden ? <Eye /> : <EyeOff />}
        onSelect={() => actions.setHidden(field, !field.isHidden)}
      >
        {field.isHidden ? t("show") : t("hide")}
      </MenuItem>
      <MenuItem icon={<ArrowUp />} keys="Alt+↑" onSelect={() => onStep(-1)}>
        {t("moveUp")}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} keys="Alt+↓" onSelect={() => onStep(1)}>
        {t("moveDown")}
      </MenuItem>
      {elsewhere.map((group) => (
        <MenuItem key={group.code} icon={<FolderInput />} onSelect={() => onMoveTo(group.code)}>
          {t("moveTo", { group: names.group(group) })}
        </MenuItem>
      ))}
      {field.group !== null ? (
        <MenuItem icon={<FolderInput />} onSelect={() => onMoveTo("")}>
          {t("toNoGroup")}
        </MenuItem>
      ) : null}
      {isOwn && field.state === "active" ? (
        <MenuItem icon={<Trash2 />} isDangerous onSelect={() => onOpen("delete")}>
          {t("delete")}
        </MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
