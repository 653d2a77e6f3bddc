"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import type { FieldType, Json } from "@/server/domain/fields/model";
import type { FieldItem } from "./use-custom-fields";

interface FieldValueProps {
  field: { type: FieldType };
  value: unknown;
  items?: readonly FieldItem[] | undefined;
}

/** One value as people read it: dates and money in their language, items by name, addresses as links. */
export function FieldValue({ field, value, items = [] }: FieldValueProps): ReactNode {
  const t = useTranslations("fields");
  const format = useFormat();
  if (value === null || value === undefined || value === "") return <span className="text-faint">—</span>;
  const nameOf = (code: unknown) => items.find((item) => item.code === code)?.name ?? String(code);
  switch (field.type) {
    case "boolean":
      return value === true ? t("value.yes") : value === false ? t("value.no") : String(value);
    case "integer":
    case "decimal":
      return (
        <span className="figures">{typeof value === "number" ? format.number(value) : String(value)}</span>
      );
    case "money":
      return (
        <span className="figures">{typeof value === "number" ? asMoney(format, value) : String(value)}</span>
      );
    case "date":
      return <span className="figures">{isDay(value) ? format.calendarDate(value) : String(value)}</span>;
    case "datetime":
      return <span className="figures">{isMoment(value) ? format.dateTime(value) : String(value)}</span>;
    case "dictionary":
      return nameOf(value);
    case "multiselect":
      return Array.isArray(value) ? format.list(value.map(nameOf)) : nameOf(value);
    case "url":
      return isWeb(value) ? (
        <a
          href={value}
          target="_blank"
          rel="noopener noreferrer"
          className="break-all text-accent hover:underline"
        >
          {value.replace(/^https?:\/\//, "")}
        </a>
      ) : (
        String(value)
      );
    case "email":
      return (
        <a href={`mailto:${String(value)}`} className="text-accent hover:underline">
          {String(value)}
        </a>
      );
    case "phone":
      return (
        <a href={`tel:${String(value)}`} className="figures text-accent hover:underline">
          {String(value)}
        </a>
      );
    case "text":
      return <span className="whitespace-pre-line">{asText(value)}</span>;
    default:
      return <span className="break-words">{asText(value)}</span>;
  }
}

export const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value as Json);
const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value);
const isMoment = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));
const isWeb = (value: unknown): value is string => typeof value === "string" && /^https?:\/\//i.test(value);

/** Amounts of custom fields are kept in whole currency; the formatter takes minor units. */
function asMoney(format: ReturnType<typeof useFormat>, amount: number): string {
  const digits = new Intl.NumberFormat("en", {
    style: "currency",
    currency: format.currency,
  }).resolvedOptions().maximumFractionDigits;
  return format.money(Math.round(amount * 10 ** (digits ?? 2)));
}
