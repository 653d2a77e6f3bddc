"use client";
import { ChevronDown, ChevronUp, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Checkbox, Switch } from "@/app/_ui/input/choice";
import { Popover } from "@/app/_ui/overlay/popover";
import type { DataTableModel } from "./use-data-table";

/** Which columns, in which order; kept in the browser per person. */
export function ColumnChooser<Row extends object>({ model }: { model: DataTableModel<Row> }) {
  const t = useTranslations("table");
  const { table, layout, setLayout } = model;
  const order = table.getAllLeafColumns().map((leaf) => leaf.id);

  const move = (id: string, by: number) => {
    const index = order.indexOf(id);
    const other = order[index + by];
    if (other === undefined) return;
    const next = [...order];
    next[index] = other;
    next[index + by] = id;
    setLayout({ order: next });
  };
  const toggle = (id: string, isExtra: boolean, isShown: boolean) => {
    const list = isExtra ? layout.shown : layout.hidden;
    const isListed = isExtra ? isShown : !isShown;
    const next = isListed ? [...list, id] : list.filter((other) => other !== id);
    setLayout(isExtra ? { shown: next } : { hidden: next });
  };
  return (
    <Popover
      align="end"
      className="w-64 p-2"
      trigger={
        <button
          type="button"
          aria-label={t("columns")}
          title={t("columns")}
          className="inline-flex size-6 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
        >
          <Columns3 className="size-3.5" />
        </button>
      }
    >
      <ul className="flex flex-col text-left">
        {table.getAllLeafColumns().map((leaf, index) => (
          <li
            key={leaf.id}
            className="group/item flex items-center gap-1 rounded-md px-1.5 py-0.5 hover:bg-hover"
          >
            <Checkbox
              className="flex-1 py-1"
              checked={leaf.getIsVisible()}
              disabled={!leaf.getCanHide()}
              onChange={(checked) => toggle(leaf.id, leaf.columnDef.meta?.column.isExtra === true, checked)}
              label={leaf.columnDef.meta?.column.header ?? leaf.id}
            />
            <IconButton
              size="sm"
              label={t("moveUp")}
              disabled={index === 0}
              onClick={() => move(leaf.id, -1)}
            >
              <ChevronUp />
            </IconButton>
            <IconButton
              size="sm"
              label={t("moveDown")}
              disabled={index === order.length - 1}
              onClick={() => move(leaf.id, 1)}
            >
              <ChevronDown />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-col gap-2 border-t px-1.5 pt-2.5">
        <Switch
          label={t("pinFirst")}
          checked={layout.isFirstPinned}
          onChange={(isFirstPinned) => setLayout({ isFirstPinned })}
        />
        <Button size="sm" variant="ghost" className="self-start" onClick={() => setLayout("default")}>
          {t("resetColumns")}
        </Button>
      </div>
    </Popover>
  );
}
