"use client";
import { useLocale, useTranslations } from "next-intl";
import { cityName } from "@/server/domain/quality/place/cities-ru";
import { regionName } from "@/server/domain/quality/place/regions-ru";

/** Facts in the reader's words: providers, operators, types of number, places. */
export function useFactNames() {
  const t = useTranslations("contact-health");
  const locale = useLocale();
  const named = (group: "providers" | "operators" | "types", value: string) =>
    t.has(`${group}.${value.replace(/\W/g, "_")}` as "providers.gmail")
      ? t(`${group}.${value}` as "providers.gmail")
      : value;
  return {
    provider: (value: string) => named("providers", value),
    operator: (value: string) => named("operators", value),
    phoneType: (value: string) => named("types", value),
    region: (value: string) => regionName(value, locale),
    city: (value: string) => cityName(value, locale),
    country: (value: string) => new Intl.DisplayNames([locale], { type: "region" }).of(value) ?? value,
  };
}
