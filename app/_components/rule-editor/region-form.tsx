"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Select } from "@/app/_ui/input/select";
import type { Condition } from "@/server/domain/segments/rule";

type Region = Extract<Condition, { kind: "region" }>;

/** Regions of the tree, each with everything below it. */
export function RegionForm({
  condition,
  onChange,
}: {
  condition: Region;
  onChange(condition: Condition): void;
}) {
  const t = useTranslations("rule-editor.rule.region");
  const rule = useTranslations("rule-editor");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.fields.regions.queryOptions({}), staleTime: 60_000 });
  const regions = data?.items ?? [];
  const nameOf = (id: number) => regions.find((region) => region.id === id)?.name ?? `${id}`;
  const pathOf = (path: readonly number[]) => path.map(nameOf).join(" › ");
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        label={rule("rule.operator")}
        className="w-44"
        value={condition.match}
        onChange={(match) => onChange({ ...condition, match })}
        options={(["any", "none"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <ul className="flex flex-wrap gap-1">
        {condition.regions.map((id) => (
          <li key={id} className="flex items-center gap-1 rounded-md bg-sunken pl-2 text-sm">
            {nameOf(id)}
            <IconButton
              size="sm"
              label={rule("conditions.remove")}
              onClick={() =>
                onChange({ ...condition, regions: condition.regions.filter((one) => one !== id) })
              }
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      <Combobox
        label={t("choose")}
        placeholder={t("choose")}
        value={undefined}
        onChange={(option) =>
          option && onChange({ ...condition, regions: [...condition.regions, Number(option.value)] })
        }
        options={regions
          .filter((region) => !condition.regions.includes(region.id))
          .map((region) => ({ value: String(region.id), label: pathOf(region.path) }))}
      />
    </div>
  );
}
