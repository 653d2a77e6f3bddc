"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/input/combobox";

interface CampaignChoiceProps {
  value: { id: string; name: string } | undefined;
  onChange(id: string | undefined): void;
}

/** One campaign, found by a part of its name; archived ones too, for their letters stay. */
export function CampaignChoice({ value, onChange }: CampaignChoiceProps) {
  const t = useTranslations("outbox.filters");
  const trpc = useTRPC();
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.campaigns.list.queryOptions({ search: search ?? "", includeArchived: true, limit: 30 }),
    enabled: search !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox
      isClearable
      label={t("campaign")}
      placeholder={t("any")}
      value={value && { value: value.id, label: value.name }}
      options={(data?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onSearch={setText}
      isLoading={isFetching}
      onChange={(option) => onChange(option?.value)}
    />
  );
}
