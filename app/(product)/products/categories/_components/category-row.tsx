"use client";
import { ChevronRight, FolderTree, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { Category, TreeRow } from "../../_components/category-tree";
import type { CategoryAction } from "./category-dialogs";

interface Props {
  row: TreeRow;
  canWrite: boolean;
  dragged: Category | undefined;
  onDrag(category: Category | undefined): void;
  onDrop(): void;
  onToggle(): void;
  onAction(action: CategoryAction): void;
}

/** One category of the tree. Its name opens its products. */
export function CategoryRow({ row, canWrite, dragged, onDrag, onDrop, onToggle, onAction }: Props) {
  const t = useTranslations("products");
  const format = useFormat();
  const [isOver, setOver] = useState(false);
  const { category, depth, hasChildren, isOpen } = row;
  const { name } = category;
  const takes = dragged !== undefined && dragged.id !== category.id;
  const shown = format.number(category.products);
  return (
    <li
      draggable={canWrite}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        onDrag(category);
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
      className={cn(
        "flex min-h-10 items-center gap-1 border-b text-sm",
        isOver && "bg-accent-soft",
        dragged?.id === category.id && "opacity-50",
      )}
      style={{ paddingLeft: `${depth * 20}px` }}
    >
      {hasChildren ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? "tree.close" : "tree.open", { name })}
          onClick={onToggle}
          className="flex size-6 shrink-0 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
        >
          <ChevronRight className={cn("size-3.5 transition-transform", isOpen && "rotate-90")} />
        </button>
      ) : (
        <span className="size-6 shrink-0" />
      )}
      <Link
        href={`/products?category=${category.id}`}
        draggable={false}
        className="quiet-link min-w-0 truncate font-medium"
      >
        {name}
      </Link>
      <code className="ml-2 truncate text-faint text-xs max-sm:hidden">{category.externalId}</code>
      <span className="figures ml-auto shrink-0 pl-3 text-muted">
        {t("productCount", { count: category.products, shown })}
      </span>
      {canWrite ? (
        <DropdownMenu
          trigger={
            <IconButton label={t("tree.menu", { name })}>
              <MoreHorizontal />
            </IconButton>
          }
        >
          <MenuItem icon={<Plus />} onSelect={() => onAction("add")}>
            {t("tree.addWithin")}
          </MenuItem>
          <MenuItem icon={<Pencil />} onSelect={() => onAction("rename")}>
            {t("tree.rename")}
          </MenuItem>
          <MenuItem icon={<FolderTree />} onSelect={() => onAction("move")}>
            {t("tree.move")}
          </MenuItem>
          <MenuItem
            icon={<Trash2 />}
            isDangerous
            disabled={hasChildren || category.products > 0}
            onSelect={() => onAction("delete")}
          >
            {t(hasChildren || category.products > 0 ? "tree.deleteHeld" : "tree.delete")}
          </MenuItem>
        </DropdownMenu>
      ) : null}
    </li>
  );
}
