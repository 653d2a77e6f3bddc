"use client";
import { useTranslations } from "next-intl";
import type { Filter } from "@/app/_components/filter-bar";
import { Select } from "@/app/_ui/input/select";

interface SourceFilterOptions {
  value: number | undefined;
  names: ReadonlyMap<number, string>;
  onChange(sourceId: number | undefined): void;
}

/** "from Website", where there is more than one source to choose from. */
export function useSourceFilter({ value, names, onChange }: SourceFilterOptions): Filter[] {
  const t = useTranslations("events");
  if (names.size < 2 && value === undefined) return [];
  return [
    {
      id: "source",
      label: t("facts.source"),
      phrase: value === undefined ? undefined : t("fromSource", { name: names.get(value) ?? value }),
      clear: () => onChange(undefined),
      editor: (
        <Select
          label={t("facts.source")}
          value={value === undefined ? undefined : String(value)}
          placeholder={t("anySource")}
          onChange={(id) => onChange(Number(id))}
          options={[...names].map(([id, label]) => ({ value: String(id), label }))}
        />
      ),
    },
  ];
}
