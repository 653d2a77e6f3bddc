"use client";
import {
  type ColumnDef,
  columnOrderingFeature,
  columnVisibilityFeature,
  metaHelper,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { type Column, defaultWidth, type PhoneRole, phoneRoles } from "./columns";
import { type TableLayout, useTableLayout } from "./layout-storage";

interface ColumnMeta {
  column: Column<never>;
  phone: PhoneRole;
}
const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

interface Options<Row> {
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId(row: Row): string;
}

/** The table's model: columns as this person arranged them, rows as the server sorted them, what is selected. */
export function useDataTable<Row extends object>({ name, columns, rows, rowId }: Options<Row>) {
  const [layout, setLayout] = useTableLayout(name);
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});

  const defs = useMemo(() => {
    const roles = phoneRoles(columns);
    return columns.map(
      (column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        header: column.header,
        cell: (context) => column.cell(context.row.original),
        enableHiding: !column.isTitle,
        meta: { column: column as unknown as Column<never>, phone: roles.get(column.id) ?? "hidden" },
      }),
    );
  }, [columns]);

  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(
        columns.map((column) => [
          column.id,
          column.isTitle ||
            (column.isExtra ? layout.shown.includes(column.id) : !layout.hidden.includes(column.id)),
        ]),
      ),
    [columns, layout],
  );
  const columnOrder = useMemo(() => {
    const known = columns.map((column) => column.id);
    return [
      ...layout.order.filter((id) => known.includes(id)),
      ...known.filter((id) => !layout.order.includes(id)),
    ];
  }, [columns, layout]);

  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    state: { columnVisibility, columnOrder, rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  const selectedIds = useMemo(() => Object.keys(rowSelection), [rowSelection]);
  return { table, layout, setLayout, selectedIds, clearSelection: () => setRowSelection({}) };
}

export type DataTableModel<Row extends object> = ReturnType<typeof useDataTable<Row>>;
export const widthOf = (column: { id?: string; width?: number }, layout: Pick<TableLayout, "widths">) =>
  (column.id === undefined ? undefined : layout.widths[column.id]) ?? column.width ?? defaultWidth;
