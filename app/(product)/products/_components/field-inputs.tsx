"use client";
import { fieldSections } from "@/app/_components/fields/field-columns";
import { FieldInput } from "@/app/_components/fields/field-input";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { fieldProblem } from "@/app/_trpc/problem";
import type { FieldObject, Json } from "@/server/domain/fields/model";

interface Props {
  object: FieldObject;
  attributes: Record<string, unknown>;
  /** What was typed over them. */
  changed: Record<string, Json>;
  onChange(changed: Record<string, Json>): void;
  error: unknown;
}

/** The custom fields of a form, by their groups. */
export function FieldInputs({ object, attributes, changed, onChange, error }: Props) {
  const custom = useCustomFields(object);
  const names = useFieldNames();
  return fieldSections(custom).map((section) => (
    <fieldset key={section.code} className="flex flex-col gap-4 border-t pt-4 sm:col-span-2">
      {section.code ? <legend className="sr-only">{names.group(section)}</legend> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {section.fields.map((field) => (
          <FieldInput
            key={field.code}
            field={field}
            value={field.code in changed ? changed[field.code] : attributes[field.code]}
            items={custom.itemsOf(field)}
            error={fieldProblem(error, `attributes.${field.code}`)}
            onChange={(value) => onChange({ ...changed, [field.code]: value })}
          />
        ))}
      </div>
    </fieldset>
  ));
}
