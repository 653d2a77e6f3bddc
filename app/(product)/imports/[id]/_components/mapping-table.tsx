"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { Combobox } from "@/app/_ui/input/combobox";
import type { Option } from "@/app/_ui/input/select";
import type { Mapping } from "@/server/domain/integrations";
import {
  attributePrefix,
  type ImportEntity,
  importFields,
} from "@/server/domain/integrations/fields/catalogue";
import { objectOf } from "@/server/domain/integrations/fields/custom";
import { useFieldText } from "./use-field-text";

interface MappingTableProps {
  entity: ImportEntity;
  columns: readonly { name: string; samples: readonly string[] }[];
  mapping: Mapping;
  onPick(column: string, code: string | null): void;
}

/** One line a column: what it is called, what it holds, what it becomes. */
export function MappingTable({ entity, columns, mapping, onPick }: MappingTableProps) {
  const t = useTranslations("imports.mapping");
  const fields = useFieldOptions(entity, mapping);
  const text = useFieldText();
  return (
    <table className="w-full table-fixed text-sm max-sm:block">
      <thead className="text-left text-muted text-xs max-sm:sr-only">
        <tr>
          <th className="w-1/4 border-b py-2 pr-3 font-medium">{t("column")}</th>
          <th className="border-b py-2 pr-3 font-medium">{t("samples")}</th>
          <th className="w-72 border-b py-2 font-medium">{t("field")}</th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {columns.map((column) => {
          const code = mapping[column.name];
          const own = customField(column.name);
          const options =
            own && !fields.some((field) => field.value === own)
              ? [...fields, { value: own, label: text(own), hint: t("attributeHint") }]
              : fields;
          return (
            <tr
              key={column.name}
              className="max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:border-b max-sm:py-3"
            >
              <th
                scope="row"
                className="truncate py-2 pr-3 text-left font-medium max-sm:p-0 sm:border-b"
                title={column.name}
              >
                {column.name}
              </th>
              <td className="truncate py-2 pr-3 text-muted max-sm:p-0 sm:border-b">
                <Samples values={column.samples} />
              </td>
              <td className="py-1.5 max-sm:p-0 sm:border-b">
                <Combobox
                  label={t("fieldOf", { column: column.name })}
                  value={
                    code === undefined
                      ? undefined
                      : (fields.find((field) => field.value === code) ?? { value: code, label: text(code) })
                  }
                  options={options}
                  placeholder={t("skip")}
                  isClearable
                  onChange={(option) => onPick(column.name, option?.value ?? null)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Samples({ values }: { values: readonly string[] }) {
  const t = useTranslations("imports.mapping");
  if (values.length === 0) return <span className="text-faint">{t("noSamples")}</span>;
  const shown = values.slice(0, 3);
  return (
    <span title={values.join("\n")}>
      {shown.map((value, index) => (
        <span key={value}>
          {index > 0 ? <span className="px-1.5 text-faint">·</span> : null}
          <span className="font-mono text-xs">{value}</span>
        </span>
      ))}
    </span>
  );
}

/** All fields of the entity; where one is mapped already, its column is said: choosing it moves it here. */
function useFieldOptions(entity: ImportEntity, mapping: Mapping): Option[] {
  const t = useTranslations("imports.mapping");
  const types = useTranslations("fields.types");
  const text = useFieldText();
  const { all: custom } = useCustomFields(objectOf[entity]);
  return useMemo(() => {
    const columnOf = new Map(Object.entries(mapping).map(([column, code]) => [code, column]));
    const hintOf = (code: string, more: string) => {
      const column = columnOf.get(code);
      return column === undefined ? more : t("now", { column });
    };
    return [
      ...importFields[entity].map(({ code }) => ({
        value: code,
        label: text(code),
        hint: hintOf(code, code),
      })),
      ...custom.map((field) => {
        const code = `${attributePrefix}${field.code}`;
        return { value: code, label: field.name, hint: hintOf(code, `${types(field.type)} · ${code}`) };
      }),
    ];
  }, [entity, mapping, custom, t, types, text]);
}

/** The column kept as it is, under its own name, in the customer's or product's attributes. */
function customField(column: string): string | undefined {
  const name = column
    .replace(/[^\p{L}\p{N}_ .-]+/gu, " ")
    .trim()
    .slice(0, 100);
  return name === "" ? undefined : `${attributePrefix}${name}`;
}
