"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { customerName } from "@/app/_components/customer-name";
import { CustomerPicker } from "@/app/_components/customer-picker";
import type { Filter } from "@/app/_components/filter-bar";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { DateRange } from "@/app/_ui/input/date-range";
import { Select } from "@/app/_ui/input/select";
import { messageReasons, type OutboxSearch, outboxStates } from "../search-params";
import { CampaignChoice } from "./campaign-choice";
import { useMessageWords } from "./message-words";
import { usePeriodText } from "./period-text";

type Change = (changes: Partial<OutboxSearch>) => void;

export function useOutboxFilters(search: OutboxSearch, set: Change): Filter[] {
  const t = useTranslations("outbox.filters");
  const words = useMessageWords();
  const campaign = useCampaignFilter(search, set);
  const customer = useCustomerFilter(search, set);
  const period = usePeriodFilter(search, set);
  return [
    {
      id: "state",
      label: t("state"),
      phrase: search.state && t(`stateIs.${search.state}`),
      clear: () => set({ state: undefined }),
      editor: (
        <Select
          label={t("state")}
          value={search.state}
          placeholder={t("any")}
          onChange={(state) => set({ state })}
          options={outboxStates.map((value) => ({ value, label: t(`stateIs.${value}`) }))}
        />
      ),
    },
    {
      id: "reason",
      label: t("reason"),
      phrase: search.reason && t("reasonIs", { reason: words.reason(search.reason) }),
      clear: () => set({ reason: undefined }),
      editor: (
        <Select
          label={t("reason")}
          value={search.reason}
          placeholder={t("any")}
          onChange={(reason) => set({ reason })}
          options={messageReasons.map((value) => ({ value, label: words.reason(value) }))}
        />
      ),
    },
    ...campaign,
    customer,
    period,
    {
      id: "kind",
      label: t("kind"),
      phrase: search.kind && t(`kindIs.${search.kind}`),
      clear: () => set({ kind: undefined }),
      editor: (
        <Select
          label={t("kind")}
          value={search.kind}
          placeholder={t("any")}
          onChange={(kind) => set({ kind })}
          options={(["campaign", "test"] as const).map((value) => ({ value, label: t(`kindIs.${value}`) }))}
        />
      ),
    },
  ];
}

/** Absent for those who may not look into campaigns. */
function useCampaignFilter(search: OutboxSearch, set: Change): Filter[] {
  const t = useTranslations("outbox.filters");
  const trpc = useTRPC();
  const mayRead = useCan("campaigns:read");
  const { data } = useQuery({
    ...trpc.campaigns.get.queryOptions({ id: search.campaign ?? "" }),
    enabled: mayRead && search.campaign !== undefined,
    retry: false,
  });
  if (!mayRead) return [];
  const name = data?.name ?? "…";
  const phrase = search.node ? t("stepIs", { name }) : t("campaignIs", { name });
  return [
    {
      id: "campaign",
      label: t("campaign"),
      phrase: search.campaign && phrase,
      clear: () => set({ campaign: undefined, node: undefined }),
      editor: (
        <CampaignChoice
          value={search.campaign ? { id: search.campaign, name } : undefined}
          onChange={(campaign) => set({ campaign, node: undefined })}
        />
      ),
    },
  ];
}

function useCustomerFilter(search: OutboxSearch, set: Change): Filter {
  const t = useTranslations("outbox.filters");
  const trpc = useTRPC();
  const id = search.customer;
  const { data } = useQuery({
    ...trpc.customers.get.queryOptions({ id: id ?? 1 }),
    enabled: id !== undefined && id > 0,
    retry: false,
  });
  const named = id === undefined ? undefined : { ...data, id };
  return {
    id: "customer",
    label: t("customer"),
    phrase: named && t("customerIs", { name: customerName(named) }),
    clear: () => set({ customer: undefined }),
    editor: (
      <CustomerPicker
        isClearable
        label={t("customer")}
        value={named}
        onChange={(chosen) => set({ customer: chosen?.id })}
      />
    ),
  };
}

function usePeriodFilter(search: OutboxSearch, set: Change): Filter {
  const t = useTranslations("outbox.filters");
  const today = useFormat().isoDay(Date.now());
  const range = { from: search.since, to: search.until };
  return {
    id: "period",
    label: t("period"),
    phrase: usePeriodText(range, today),
    clear: () => set({ since: undefined, until: undefined }),
    editor: (
      <DateRange value={range} today={today} onChange={({ from, to }) => set({ since: from, until: to })} />
    ),
  };
}
