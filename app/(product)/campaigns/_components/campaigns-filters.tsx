"use client";
import { useTranslations } from "next-intl";
import type { Filter } from "@/app/_components/filter-bar";
import { Checkbox } from "@/app/_ui/input/choice";
import { Select } from "@/app/_ui/input/select";
import { campaignStates } from "@/server/domain/campaigns/model";
import type { CampaignsSearch } from "../search-params";

export function useCampaignFilters(
  search: CampaignsSearch,
  setSearch: (changes: Partial<CampaignsSearch>) => void,
): Filter[] {
  const t = useTranslations("campaigns");
  return [
    {
      id: "state",
      label: t("list.state"),
      phrase: search.state && t(`list.statePhrase.${search.state}`),
      clear: () => setSearch({ state: undefined }),
      editor: (
        <Select
          label={t("list.state")}
          value={search.state}
          placeholder={t("list.anyState")}
          onChange={(state) => setSearch({ state })}
          options={campaignStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      ),
    },
    {
      id: "archived",
      label: t("list.archived"),
      phrase: search.archived ? t("list.archivedPhrase") : undefined,
      clear: () => setSearch({ archived: false }),
      editor: (
        <Checkbox
          checked={search.archived}
          onChange={(archived) => setSearch({ archived })}
          label={t("list.archivedShow")}
        />
      ),
    },
  ];
}
