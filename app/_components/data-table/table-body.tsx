"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MouseEvent, ReactNode, Ref } from "react";
import { cn } from "@/app/_ui/cn";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Checkbox } from "@/app/_ui/input/choice";
import type { PhoneRole } from "./columns";
import type { ListState } from "./list-state";
import { type PeekView, usePeek } from "./row-peek";
import type { DataTableModel } from "./use-data-table";
import type { RowKeys } from "./use-row-keys";

interface TableBodyProps<Row extends object> {
  ref: Ref<HTMLTableSectionElement>;
  model: DataTableModel<Row>;
  list: ListState<Row>;
  isSelectable: boolean;
  href: ((row: Row) => string) | undefined;
  peek: PeekView<Row> | undefined;
  keys: RowKeys;
}

const phoneCell: Record<PhoneRole, string> = {
  title: "max-sm:col-start-1 max-sm:row-start-1 max-sm:text-base",
  aside: "max-sm:col-start-2 max-sm:row-start-1 max-sm:w-auto",
  meta: "max-sm:col-span-2 max-sm:flex max-sm:justify-between max-sm:gap-3 max-sm:text-muted max-sm:before:content-[attr(data-label)] max-sm:before:text-faint",
  hidden: "max-sm:hidden",
};

export function TableBody<Row extends object>(props: TableBodyProps<Row>) {
  const { ref, model, list, isSelectable, keys } = props;
  if (list.status === "loading") return <SkeletonRows model={model} isSelectable={isSelectable} />;
  return (
    <tbody ref={ref} onKeyDown={keys.onKeyDown} className="max-sm:block">
      {model.table.getRowModel().rows.map((row, index) => (
        <BodyRow key={row.id} {...props} row={row} isCurrent={index === keys.current} />
      ))}
    </tbody>
  );
}

type TableRow<Row extends object> = ReturnType<DataTableModel<Row>["table"]["getRowModel"]>["rows"][number];

function BodyRow<Row extends object>(
  props: TableBodyProps<Row> & { row: TableRow<Row>; isCurrent: boolean },
) {
  const { row, isCurrent, isSelectable, href, peek, model } = props;
  const t = useTranslations("table");
  const router = useRouter();
  const [peeked, setPeeked] = usePeek();
  const address = href?.(row.original);
  const isPeeked = peek !== undefined && peeked === row.id;
  const isSelected = row.getIsSelected();

  const click = (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.defaultPrevented || isOnControl(event) || window.getSelection()?.type === "Range") return;
    if (event.metaKey || event.ctrlKey) return void (address && window.open(address, "_blank", "noopener"));
    if (peek) setPeeked(isPeeked ? undefined : row.id);
    else if (address) router.push(address);
  };
  return (
    <tr
      tabIndex={isCurrent ? 0 : -1}
      data-row={row.id}
      aria-selected={isSelectable ? isSelected : undefined}
      onClick={click}
      onMouseEnter={() => address && router.prefetch(address)}
      className={cn(
        "group/row outline-none focus-visible:shadow-[inset_2px_0_0_var(--color-accent)] focus-visible:outline-none",
        "max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:px-4 max-sm:py-2.5",
        (address || peek) && "cursor-default hover:bg-hover focus-visible:bg-hover",
        (isPeeked || isSelected) && "bg-accent-soft hover:bg-accent-soft",
      )}
    >
      {isSelectable ? (
        <td
          className={cn(
            "border-b pr-0 pl-4 max-sm:hidden sm:pl-6",
            model.layout.isFirstPinned && pinned("left-0"),
          )}
        >
          <Checkbox
            ariaLabel={t("select")}
            checked={isSelected}
            onChange={(checked) => row.toggleSelected(checked)}
          />
        </td>
      ) : null}
      {row.getVisibleCells().map((cell, index) => {
        const meta = cell.column.columnDef.meta;
        const content = meta?.column.cell(row.original as never);
        return (
          <td
            key={cell.id}
            data-label={meta?.column.header}
            className={cn(
              "h-9 truncate border-b px-3 max-sm:block max-sm:h-auto max-sm:whitespace-normal max-sm:border-0 max-sm:p-0 sm:first:pl-6",
              meta?.column.align === "end" && "figures text-right",
              meta && phoneCell[meta.phone],
              model.layout.isFirstPinned && index === 0 && pinned(isSelectable ? "left-10" : "left-0"),
            )}
          >
            {meta?.column.isTitle && address ? <TitleLink href={address}>{content}</TitleLink> : content}
          </td>
        );
      })}
      <td className="screen-only border-b max-sm:hidden" />
    </tr>
  );
}

const pinned = (left: string) =>
  cn(
    "sticky z-5 border-r bg-canvas group-hover/row:bg-hover group-aria-selected/row:bg-accent-soft max-sm:static",
    left,
  );

/** The row's name. Tabbing goes row by row, so the link itself is not a stop of its own. */
const TitleLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} prefetch={false} tabIndex={-1} className="quiet-link font-medium text-ink">
    {children}
  </Link>
);

const isOnControl = (event: MouseEvent<HTMLElement>) =>
  event.target instanceof Element &&
  event.target.closest("a, button, input, label, [role=checkbox], [role=menuitem]") !== null;

const skeletonLines = Array.from({ length: 12 }, (_, line) => line);
const skeletonWidths = ["w-3/5", "w-2/5", "w-1/2", "w-1/3"];

function SkeletonRows<Row extends object>({
  model,
  isSelectable,
}: {
  model: DataTableModel<Row>;
  isSelectable: boolean;
}) {
  const shown = model.table.getVisibleLeafColumns();
  return (
    <tbody aria-hidden="true" className="max-sm:block">
      {skeletonLines.map((line) => (
        <tr
          key={line}
          className="max-sm:flex max-sm:flex-col max-sm:gap-2 max-sm:border-b max-sm:px-4 max-sm:py-3"
        >
          {isSelectable ? <td className="border-b max-sm:hidden" /> : null}
          {shown.map((leaf, index) => (
            <td
              key={leaf.id}
              className={cn(
                "h-9 border-b px-3 max-sm:h-auto max-sm:border-0 max-sm:p-0 sm:first:pl-6",
                index > 1 && "max-sm:hidden",
              )}
            >
              <Skeleton
                className={cn(
                  skeletonWidths[(line + index) % skeletonWidths.length],
                  leaf.columnDef.meta?.column.align === "end" && "ml-auto",
                )}
              />
            </td>
          ))}
          <td className="border-b max-sm:hidden" />
        </tr>
      ))}
    </tbody>
  );
}
