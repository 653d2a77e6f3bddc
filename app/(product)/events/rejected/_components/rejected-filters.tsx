"use client";
import { useTranslations } from "next-intl";
import type { Filter } from "@/app/_components/filter-bar";
import { doors } from "@/app/_components/live-events/doors";
import { Select } from "@/app/_ui/input/select";
import { rejectStates } from "@/server/domain/rejects/model";
import type { rejectedSearch } from "../../search-params";

type Search = ReturnType<typeof rejectedSearch.read>;

/** By which way it came, and what became of it. What is open is what one comes for. */
export function useRejectedFilters(search: Search, set: (change: Partial<Search>) => void): Filter[] {
  const t = useTranslations("events");
  return [
    {
      id: "state",
      label: t("facts.state"),
      phrase: search.state === "open" ? undefined : t(`states.${search.state}`),
      clear: () => set({ state: "open" }),
      editor: (
        <Select
          label={t("facts.state")}
          value={search.state}
          onChange={(state) => set({ state })}
          options={rejectStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      ),
    },
    {
      id: "door",
      label: t("facts.door"),
      phrase: search.door && t(`rejected.by.${search.door}`),
      clear: () => set({ door: undefined }),
      editor: (
        <Select
          label={t("facts.door")}
          value={search.door}
          onChange={(door) => set({ door })}
          options={doors.map((value) => ({ value, label: t(`doors.${value}`) }))}
        />
      ),
    },
  ];
}
