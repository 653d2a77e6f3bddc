"use client";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import type { FieldDef, FieldObject, FieldType } from "@/server/domain/fields/model";
import { FieldValue } from "./field-value";
import { type CustomFields, useCustomFields } from "./use-custom-fields";

const widths: Partial<Record<FieldType, number>> = {
  boolean: 90,
  integer: 100,
  decimal: 110,
  money: 130,
  date: 130,
  datetime: 170,
  text: 260,
  json: 220,
  url: 220,
};
const atEnd: readonly FieldType[] = ["integer", "decimal", "money"];

/** Columns of custom fields for a list: not shown until chosen, named and ordered as in the settings. Pure. */
export function fieldColumns<Row>(
  fields: Pick<CustomFields, "shown" | "itemsOf">,
  attributesOf: (row: Row) => Record<string, unknown>,
): Column<Row>[] {
  return fields.shown.map((field) => ({
    id: `attributes.${field.code}`,
    header: field.name,
    isExtra: true,
    width: widths[field.type] ?? 160,
    ...(atEnd.includes(field.type) ? { align: "end" as const } : {}),
    cell: (row) => (
      <FieldValue field={field} value={attributesOf(row)[field.code]} items={fields.itemsOf(field)} />
    ),
  }));
}

/** The same as a hook, for a list whose rows carry `attributes`. */
export function useFieldColumns<Row extends { attributes: Record<string, unknown> }>(
  object: FieldObject,
): Column<Row>[] {
  const fields = useCustomFields(object);
  return useMemo(() => fieldColumns<Row>(fields, (row) => row.attributes), [fields]);
}

export interface FieldGroupSection {
  code: string;
  /** Empty: a group of the system's, named by the interface. */
  name: string;
  fields: FieldDef[];
}
/** Custom fields by their groups, in the settings' order: for forms and facts. Those in no group come last. */
export function fieldSections(fields: Pick<CustomFields, "shown" | "groups">): FieldGroupSection[] {
  const sections = fields.groups.map(({ code, name }) => ({
    code,
    name,
    fields: fields.shown.filter((field) => field.group === code),
  }));
  const known = new Set(fields.groups.map((group) => group.code));
  const rest = fields.shown.filter((field) => field.group === null || !known.has(field.group));
  return [...sections, { code: "", name: "", fields: rest }].filter((section) => section.fields.length > 0);
}
