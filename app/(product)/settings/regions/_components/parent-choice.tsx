"use client";
import { useTranslations } from "next-intl";
import { Combobox } from "@/app/_ui/input/combobox";
import type { RegionView } from "@/server/domain/fields";
import { pathName } from "./region-tree";

interface Props {
  regions: readonly RegionView[];
  value: number | null;
  onChange(id: number | null): void;
  /** Neither it nor what lies within it can be chosen. */
  without?: number;
}

/** A region to lie within, found by typing; or the top level. */
export function ParentChoice({ regions, value, onChange, without }: Props) {
  const t = useTranslations("fields.regions");
  const options = regions
    .filter((region) => without === undefined || !region.path.includes(without))
    .map((region) => ({ value: String(region.id), label: pathName(region, regions) }));
  return (
    <Combobox
      isClearable
      placeholder={t("top")}
      value={options.find((option) => option.value === String(value))}
      onChange={(option) => onChange(option ? Number(option.value) : null)}
      options={options}
    />
  );
}
