"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/input/combobox";
import type { Preview, Reader } from "./letter-preview";

interface ReaderPickerProps {
  reader: Reader | undefined;
  onReader(reader: Reader | undefined): void;
  origin: Preview["origin"] | undefined;
}

/** Who the preview is for. Those who may not read customers preview for an invented reader. */
export function ReaderPicker({ reader, onReader, origin }: ReaderPickerProps) {
  const t = useTranslations("templates.preview");
  const trpc = useTRPC();
  const canReadCustomers = useCan("customers:read");
  const [text, setText] = useState("");
  const search = useDeferredValue(text);
  const query = useQuery({
    ...trpc.templates.readers.queryOptions({ search }),
    enabled: canReadCustomers,
    placeholderData: keepPreviousData,
  });
  const cart = origin ? t(`cart.${origin.cart}`) : "";
  if (!canReadCustomers) return <p className="text-muted text-sm">{`${t("invented")} · ${cart}`}</p>;
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Combobox
        className="w-60"
        label={t("reader")}
        placeholder={t("invented")}
        searchPlaceholder={t("find")}
        isClearable
        value={reader ? { value: String(reader.id), label: reader.name } : undefined}
        onChange={(option) => onReader(option && { id: Number(option.value), name: option.label })}
        onSearch={setText}
        isLoading={query.isFetching && !query.data}
        options={(query.data?.readers ?? []).map((found) => ({
          value: String(found.id),
          label: found.name || `cus_${found.id}`,
          hint: [found.hasCart ? t("hasCart") : "", found.email ?? ""].filter(Boolean).join(" · "),
        }))}
      />
      <span className="truncate text-muted text-xs">{cart}</span>
    </div>
  );
}
