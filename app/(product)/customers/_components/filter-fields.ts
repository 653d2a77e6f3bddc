"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { useTRPC } from "@/app/_trpc/client";
import { type ListOperator, listFields } from "@/server/domain/customers/list/conditions";
import { hasItems, isDated, isNumeric } from "@/server/domain/fields/model";

/** What may be said of a field, by how its values compare. */
export const operatorsOf = {
  text: ["is", "is_not", "starts", "known", "empty"],
  choice: ["is", "is_not", "known", "empty"],
  number: ["gte", "lte", "is"],
  day: ["gte", "lte", "known", "empty"],
  instant: ["in_last", "not_in_last", "gte", "lte", "known", "empty"],
  flag: ["is", "is_not"],
  tag: ["is", "is_not"],
  consent: ["is", "is_not"],
} as const satisfies Record<string, readonly ListOperator[]>;
export type FilterKind = keyof typeof operatorsOf;

export interface FilterField {
  field: string;
  label: string;
  kind: FilterKind;
  /** For choices: what there is to choose from. */
  options?: readonly { value: string; label: string }[];
}

/** In the order in which people reach for them. */
const shownFirst = [
  "city",
  "tag",
  "purchases",
  "revenue",
  "last_purchase_at",
  "last_seen_at",
  "created_at",
  "email",
  "phone",
];
const kinds: Record<string, FilterKind> = {
  text: "text",
  choice: "choice",
  number: "number",
  money: "number",
  day: "day",
  instant: "instant",
};

/** Everything the list can be filtered by: fields of the system, custom ones, tags, consent. */
export function useFilterFields(): FilterField[] {
  const t = useTranslations("customers");
  const names = useFieldNames();
  const custom = useCustomFields("customer");
  const trpc = useTRPC();
  const { data: tags } = useQuery({ ...trpc.tags.list.queryOptions({}), staleTime: 30_000 });
  return useMemo(() => {
    const choices: Record<string, FilterField["options"]> = {
      gender: (["female", "male"] as const).map((value) => ({ value, label: t(`genders.${value}`) })),
    };
    const system = Object.entries(listFields).map(([code, field]): FilterField => {
      const options = choices[code];
      const label = t.has(`filterNames.${code}` as "title")
        ? t(`filterNames.${code}` as "title")
        : names.field({ object: "customer", scope: "system", code, name: code });
      return {
        field: code,
        label,
        kind: options ? "choice" : field.kind === "choice" ? "text" : (kinds[field.kind] ?? "text"),
        ...(options ? { options } : {}),
      };
    });
    const own = custom.all.map((field): FilterField => {
      const items = custom.itemsOf(field).map((item) => ({ value: item.code, label: item.name }));
      const kind: FilterKind = hasItems(field.type)
        ? "choice"
        : field.type === "boolean"
          ? "flag"
          : isNumeric(field.type)
            ? "number"
            : isDated(field.type)
              ? "day"
              : "text";
      return {
        field: `attributes.${field.code}`,
        label: field.name,
        kind,
        ...(items.length > 0 ? { options: items } : {}),
      };
    });
    const others: FilterField[] = [
      {
        field: "tag",
        label: t("filterNames.tag"),
        kind: "tag",
        options: (tags?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name })),
      },
      {
        field: "subscription.email",
        label: t("filterNames.consentEmail"),
        kind: "consent",
        options: (["subscribed", "unsubscribed", "pending", "none"] as const).map((value) => ({
          value,
          label: t(`filterNames.consent.${value}`),
        })),
      },
    ];
    const place = (one: FilterField) => (shownFirst.indexOf(one.field) + 100) % 100;
    return [...system, ...others].sort((a, b) => place(a) - place(b)).concat(own);
  }, [t, names, custom, tags]);
}
