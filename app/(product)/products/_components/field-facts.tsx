"use client";
import { useTranslations } from "next-intl";
import { fieldSections } from "@/app/_components/fields/field-columns";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { FieldValue } from "@/app/_components/fields/field-value";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import type { FieldObject } from "@/server/domain/fields/model";

interface Props {
  object: FieldObject;
  attributes: Record<string, unknown>;
}

/** Custom fields by their groups; at the end what came and nobody described, under the names it came with. */
export function FieldFacts({ object, attributes }: Props) {
  const t = useTranslations("products");
  const custom = useCustomFields(object);
  const names = useFieldNames();
  if (custom.isPending) return null;
  const known = new Set(custom.all.map((field) => field.code));
  const others = Object.entries(attributes).filter(([code]) => !known.has(code));
  return (
    <>
      {fieldSections(custom).map((section) => (
        <Section key={section.code} title={section.code ? names.group(section) : t("attributes")}>
          <DescriptionList
            items={section.fields.map((field) => ({
              label: field.name,
              value: (
                <FieldValue field={field} value={attributes[field.code]} items={custom.itemsOf(field)} />
              ),
            }))}
          />
        </Section>
      ))}
      {others.length > 0 ? (
        <Section title={t("undescribed")}>
          <DescriptionList
            items={others.map(([label, value]) => ({
              label,
              value: <FieldValue field={{ type: "json" }} value={value} />,
            }))}
          />
        </Section>
      ) : null}
    </>
  );
}
