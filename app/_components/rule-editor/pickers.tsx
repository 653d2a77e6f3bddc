"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { TagDot } from "@/app/_components/tag-chip";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/input/combobox";
import type { Option } from "@/app/_ui/input/select";
import { ChosenList } from "./chosen-list";
import { rememberName, type ThingKind, useNameOf } from "./rule-names";

interface ManyProps {
  values: readonly string[];
  onChange(values: string[]): void;
}
const quiet = { staleTime: 60_000 } as const;
const remembering = (kind: ThingKind) => (option: Option) => rememberName(kind, option.value, option.label);

export function ProductsPicker({ values, onChange }: ManyProps) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const nameOf = useNameOf();
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.products.list.queryOptions({ search: search || undefined, limit: 30 }),
    enabled: search !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <ChosenList
      label={t("products")}
      placeholder={t("products")}
      values={values}
      onChange={onChange}
      nameOf={(id) => nameOf("products", id)}
      onChosen={remembering("products")}
      onSearch={setText}
      isLoading={isFetching}
      options={(data?.items ?? []).map((row) => ({
        value: row.externalId,
        label: row.name,
        hint: [row.brand, row.externalId].filter(Boolean).join(" · "),
      }))}
    />
  );
}

/** Categories with their path; each stands for everything below it. */
export function CategoriesPicker({ values, onChange }: ManyProps) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const nameOf = useNameOf();
  const { data } = useQuery({ ...trpc.products.categories.queryOptions({}), ...quiet });
  const options = useMemo(() => {
    const byId = new Map((data?.items ?? []).map((row) => [row.id, row]));
    const pathOf = (id: number | null): string[] => {
      const row = id === null ? undefined : byId.get(id);
      return row ? [...pathOf(row.parentId), row.name] : [];
    };
    return (data?.items ?? [])
      .map((row) => ({
        value: row.externalId,
        label: pathOf(row.id).join(" › "),
        hint: t("productsIn", { count: row.products }),
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [data, t]);
  return (
    <ChosenList
      label={t("categories")}
      placeholder={t("categories")}
      values={values}
      onChange={onChange}
      nameOf={(id) => nameOf("categories", id)}
      onChosen={(option) =>
        rememberName("categories", option.value, option.label.split(" › ").at(-1) ?? option.label)
      }
      options={options}
    />
  );
}

export function StoresPicker({ values, onChange }: ManyProps) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const nameOf = useNameOf();
  const { data } = useQuery({ ...trpc.products.stores.queryOptions({}), ...quiet });
  return (
    <ChosenList
      label={t("stores")}
      placeholder={t("stores")}
      values={values}
      onChange={onChange}
      nameOf={(id) => nameOf("stores", id)}
      onChosen={remembering("stores")}
      options={(data?.items ?? []).map((row) => ({
        value: row.externalId,
        label: row.name,
        ...(row.city ? { hint: row.city } : {}),
      }))}
    />
  );
}

export function TagsPicker({ values, onChange }: ManyProps) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const format = useFormat();
  const nameOf = useNameOf();
  const { data } = useQuery({ ...trpc.tags.list.queryOptions({}), ...quiet });
  const tags = data?.items ?? [];
  const dot = (id: string) => <TagDot color={tags.find((tag) => tag.id === id)?.color ?? "gray"} />;
  return (
    <ChosenList
      label={t("tags")}
      placeholder={t("tags")}
      values={values}
      onChange={onChange}
      nameOf={(id) => nameOf("tags", id)}
      markOf={dot}
      onChosen={remembering("tags")}
      options={tags.map((tag) => ({
        value: tag.id,
        label: tag.name,
        icon: <TagDot color={tag.color} />,
        hint: format.number(tag.people),
      }))}
    />
  );
}

export function CampaignsPicker({ values, onChange }: ManyProps) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const nameOf = useNameOf();
  const canRead = useCan("campaigns:read");
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.campaigns.list.queryOptions({ search: search ?? "", limit: 50 }),
    enabled: canRead && search !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <ChosenList
      label={t("campaigns")}
      placeholder={t("campaigns")}
      values={values}
      onChange={onChange}
      nameOf={(id) => nameOf("campaigns", id)}
      onChosen={remembering("campaigns")}
      onSearch={setText}
      isLoading={isFetching}
      options={(data?.campaigns ?? []).map((row) => ({ value: row.id, label: row.name }))}
    />
  );
}

export function SegmentPicker({
  value,
  onChange,
  except,
  className = "w-64",
}: {
  value: string;
  onChange(id: string, name: string): void;
  /** The segment being edited: it cannot be made of itself. */
  except?: string | undefined;
  className?: string;
}) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const nameOf = useNameOf();
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.segments.list.queryOptions({ search: search || undefined, limit: 50 }),
    enabled: search !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox
      label={t("segment")}
      placeholder={t("segment")}
      className={className}
      value={value ? { value, label: nameOf("segments", value) } : undefined}
      onSearch={setText}
      isLoading={isFetching}
      onChange={(option) => {
        if (!option) return;
        rememberName("segments", option.value, option.label);
        onChange(option.value, option.label);
      }}
      options={(data?.items ?? [])
        .filter((row) => row.id !== except)
        .map((row) => ({ value: row.id, label: row.name }))}
    />
  );
}

/** Values that are really in the data, with how many have them; what is typed can be taken as it is. */
function useKnownValues(of: string) {
  const t = useTranslations("rule-editor.pick");
  const trpc = useTRPC();
  const [text, setText] = useState<string>();
  const search = useDeferredValue(text);
  const { data, isFetching } = useQuery({
    ...trpc.segments.values.queryOptions({ of, search: search ?? "" }),
    enabled: search !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const known: Option[] = (data ?? []).map(({ value, count }) => ({
    value,
    label: value,
    hint: t("records", { count }),
  }));
  const typed = search?.trim() ?? "";
  const options =
    typed === "" || known.some((option) => option.value.toLowerCase() === typed.toLowerCase())
      ? known
      : [...known, { value: typed, label: t("asTyped", { text: typed }) }];
  return { options, isLoading: isFetching, setText };
}

export function KnownValue({
  of,
  value,
  onChange,
}: {
  of: string;
  value: string;
  onChange(value: string): void;
}) {
  const t = useTranslations("rule-editor.rule");
  const { options, isLoading, setText } = useKnownValues(of);
  return (
    <Combobox
      className="w-56"
      label={t("value")}
      placeholder={t("value")}
      value={value ? { value, label: value } : undefined}
      onChange={(option) => option && onChange(option.value)}
      onSearch={setText}
      isLoading={isLoading}
      options={options}
    />
  );
}

export function KnownValues({
  of,
  label,
  values,
  onChange,
  nameOf = (value) => value,
}: ManyProps & { of: string; label: string; nameOf?(value: string): string }) {
  const { options, isLoading, setText } = useKnownValues(of);
  return (
    <ChosenList
      label={label}
      placeholder={label}
      values={values.filter(Boolean)}
      onChange={onChange}
      nameOf={nameOf}
      onSearch={setText}
      isLoading={isLoading}
      options={options}
    />
  );
}
