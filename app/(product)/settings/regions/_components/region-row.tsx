"use client";
import { ChevronRight, FolderTree, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { RegionView } from "@/server/domain/fields";
import { currencyOf, type TreeRow } from "./region-tree";
import type { RegionAction } from "./regions-view";

interface Props {
  row: TreeRow;
  all: readonly RegionView[];
  canWrite: boolean;
  onToggle(): void;
  onAction(action: RegionAction): void;
}

export function RegionRow({
  row: { region, depth, hasChildren, isOpen },
  all,
  canWrite,
  onToggle,
  onAction,
}: Props) {
  const t = useTranslations("fields.regions");
  const format = useFormat();
  const currency = currencyOf(region, all, format.currency);
  const count = (value: number) =>
    value > 0 ? (
      <span className="figures">{format.number(value)}</span>
    ) : (
      <span className="text-faint">—</span>
    );
  return (
    <tr className="border-b">
      <td className="py-1">
        <div className="flex min-h-8 items-center gap-1" style={{ paddingLeft: `${depth * 20}px` }}>
          {hasChildren ? (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={isOpen ? t("close", { name: region.name }) : t("open", { name: region.name })}
              onClick={onToggle}
              className="flex size-6 shrink-0 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
            >
              <ChevronRight className={cn("size-3.5 transition-transform", isOpen && "rotate-90")} />
            </button>
          ) : (
            <span className="size-6 shrink-0" />
          )}
          <span className="min-w-0">
            {canWrite ? (
              <button
                type="button"
                className="text-left font-medium hover:underline"
                onClick={() => onAction("edit")}
              >
                {region.name}
              </button>
            ) : (
              <span className="font-medium">{region.name}</span>
            )}
            {region.aliases.length > 0 ? (
              <span className="ml-2 text-faint text-xs max-sm:hidden">
                {region.aliases.slice(0, 4).join(", ")}
              </span>
            ) : null}
          </span>
        </div>
      </td>
      <td className="max-sm:hidden">
        {region.currency ?? <span className="text-faint">{t("inherited", { currency })}</span>}
      </td>
      <td className="text-end">{count(region.customers)}</td>
      <td className="text-end max-sm:hidden">{count(region.stores)}</td>
      <td className="text-end">
        {canWrite ? (
          <DropdownMenu
            trigger={
              <IconButton label={t("menu", { name: region.name })}>
                <MoreHorizontal />
              </IconButton>
            }
          >
            <MenuItem icon={<Plus />} onSelect={() => onAction("add")}>
              {t("add")}
            </MenuItem>
            <MenuItem icon={<Pencil />} onSelect={() => onAction("edit")}>
              {t("edit")}
            </MenuItem>
            <MenuItem icon={<FolderTree />} onSelect={() => onAction("move")}>
              {t("move")}
            </MenuItem>
            <MenuItem icon={<Trash2 />} isDangerous onSelect={() => onAction("delete")}>
              {t("delete")}
            </MenuItem>
          </DropdownMenu>
        ) : null}
      </td>
    </tr>
  );
}
