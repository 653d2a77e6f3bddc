"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Filter } from "@/app/_components/filter-bar";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/input/combobox";
import { DateRange } from "@/app/_ui/input/date-range";
import { Field } from "@/app/_ui/input/field";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import { usePeriodText } from "../../outbox/_components/period-text";
import { channels, type PurchaseKind, type PurchasesSearch, statusesOf } from "../search-params";
import { minorUnitOf } from "./minor-unit";
import { usePurchaseWords } from "./purchase-states";

type Change = (changes: Partial<PurchasesSearch>) => void;
const payments = ["unpaid", "paid", "partially_refunded", "refunded"] as const;

export function usePurchaseFilters(kind: PurchaseKind, search: PurchasesSearch, set: Change): Filter[] {
  const period = usePeriodFilter(search, set);
  const words = useWordFilters(kind, search, set);
  const store = useStoreFilter(search, set);
  const sum = useSumFilter(search, set);
  const product = useProductFilter(search, set);
  return [period, ...words, ...store, sum, ...product];
}

function usePeriodFilter(search: PurchasesSearch, set: Change): Filter {
  const t = useTranslations("purchases.filters");
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

function useWordFilters(kind: PurchaseKind, search: PurchasesSearch, set: Change): Filter[] {
  const t = useTranslations("purchases");
  const words = usePurchaseWords();
  const one = <Key extends "status" | "payment" | "channel">(
    id: Key,
    values: readonly NonNullable<PurchasesSearch[Key]>[],
  ): Filter => {
    const value: string | undefined = search[id];
    const part: "status" | "payment" | "channel" = id;
    return {
      id,
      label: t(`columns.${part}`),
      phrase: value && t(`filters.${part}`, { name: words[part](value).toLowerCase() }),
      clear: () => set({ [id]: undefined }),
      editor: (
        <Select
          label={t(`columns.${part}`)}
          value={value}
          onChange={(next) => set({ [id]: next })}
          options={values.map((word) => ({ value: word as string, label: words[part](word) }))}
        />
      ),
    };
  };
  return [
    one("status", statusesOf[kind]),
    ...(kind === "order" ? [one("payment", payments)] : []),
    one("channel", channels),
  ];
}

function useStoreFilter(search: PurchasesSearch, set: Change): Filter[] {
  const t = useTranslations("purchases");
  const trpc = useTRPC();
  const isAllowed = useCan("products:read");
  const { data } = useQuery({ ...trpc.products.stores.queryOptions({}), enabled: isAllowed });
  if (!isAllowed) return [];
  const options = (data?.items ?? []).map((store) => ({
    value: String(store.id),
    label: store.name,
    ...(store.city ? { hint: store.city } : {}),
  }));
  const chosen = options.find((option) => option.value === String(search.store));
  return [
    {
      id: "store",
      label: t("columns.store"),
      phrase: search.store === undefined ? undefined : t("filters.store", { name: chosen?.label ?? "…" }),
      clear: () => set({ store: undefined }),
      editor: (
        <Combobox
          label={t("columns.store")}
          value={chosen}
          options={options}
          placeholder={t("filters.anyStore")}
          onChange={(option) => set({ store: option ? Number(option.value) : undefined })}
        />
      ),
    },
  ];
}

function useSumFilter(search: PurchasesSearch, set: Change): Filter {
  const t = useTranslations("purchases");
  const format = useFormat();
  const { min, max } = search;
  const money = (whole: number) => format.moneyWhole(whole * minorUnitOf(format.currency));
  const round = (value: number | undefined) =>
    value === undefined ? undefined : Math.max(0, Math.round(value));
  const phrase = () => {
    if (min !== undefined && max !== undefined)
      return t("filters.between", { min: money(min), max: money(max) });
    if (min !== undefined) return t("filters.min", { min: money(min) });
    return max === undefined ? undefined : t("filters.max", { max: money(max) });
  };
  return {
    id: "sum",
    label: t("columns.total"),
    phrase: phrase(),
    clear: () => set({ min: undefined, max: undefined }),
    editor: (
      <div className="grid grid-cols-2 gap-2">
        <Field label={t("filters.from")}>
          <NumberInput value={min} unit={format.currency} onChange={(value) => set({ min: round(value) })} />
        </Field>
        <Field label={t("filters.to")}>
          <NumberInput value={max} unit={format.currency} onChange={(value) => set({ max: round(value) })} />
        </Field>
      </div>
    ),
  };
}

/** Comes from the page of a product; there it is chosen, here it is only told and taken away. */
function useProductFilter(search: PurchasesSearch, set: Change): Filter[] {
  const t = useTranslations("purchases");
  const trpc = useTRPC();
  const id = search.product;
  const { data } = useQuery({
    ...trpc.products.get.queryOptions({ id: id ?? 0 }),
    enabled: id !== undefined && id > 0,
  });
  if (id === undefined) return [];
  const name = data?.name ?? "…";
  return [
    {
      id: "product",
      label: t("filters.productLabel"),
      phrase: t("filters.product", { name }),
      clear: () => set({ product: undefined }),
      editor: <p className="text-sm">{name}</p>,
    },
  ];
}
