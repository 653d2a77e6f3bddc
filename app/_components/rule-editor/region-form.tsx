"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Select } from "@/app/_ui/input/select";
import type { Condition } from "@/server/domain/segments/rule";
import { ChosenList } from "./chosen-list";

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
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={rule("rule.operator")}
        className="w-44"
        value={condition.match}
        onChange={(match) => onChange({ ...condition, match })}
        options={(["any", "none"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <ChosenList
        label={t("choose")}
        placeholder={t("choose")}
        values={condition.regions.map(String)}
        nameOf={(id) => nameOf(Number(id))}
        onChange={(ids) => onChange({ ...condition, regions: ids.map(Number) })}
        options={regions.map((region) => ({ value: String(region.id), label: pathOf(region.path) }))}
      />
    </div>
  );
}
