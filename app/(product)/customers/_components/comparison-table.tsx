"use client";
import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerCode, customerPath } from "@/app/_components/customer-name";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import type { Comparison } from "@/server/domain/identity";

interface ComparisonTableProps {
  comparison: Comparison;
  /** Who stays, when the reader may choose. */
  onKeep?: (id: number) => void;
  /** Whose value a field takes. */
  onChoose?: (code: string, from: number) => void;
}

/** People side by side, field by field, and on the right what they would become. */
export function ComparisonTable({ comparison, onKeep, onChoose }: ComparisonTableProps) {
  const t = useTranslations("duplicates");
  const { people, keepId, fields } = comparison;
  const nameOf = useFieldName();
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-140 table-fixed text-sm">
        <thead>
          <tr className="border-b text-left align-top">
            <th scope="col" className="w-38 px-4 py-2 font-normal text-faint text-xs">
              {t("field")}
            </th>
            {people.map((person) => (
              <th key={person.id} scope="col" className="px-3 py-2 font-normal">
                <PersonHead person={person} isKept={person.id === keepId} onKeep={onKeep} />
              </th>
            ))}
            <th scope="col" className="bg-sunken/60 px-3 py-2 font-medium">
              {t("result")}
              <span className="block font-normal text-faint text-xs">{customerCode(keepId)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const isSplit = new Set(field.values.map((value) => JSON.stringify(value))).size > 1;
            return (
              <tr key={field.code} className="border-b last:border-0">
                <th scope="row" className="truncate px-4 py-1.5 text-left font-normal text-muted">
                  {nameOf(field.code)}
                </th>
                {people.map((person, i) => (
                  <td key={person.id} className="px-1.5 py-0.5">
                    <Cell
                      code={field.code}
                      value={field.values[i] ?? null}
                      isSplit={isSplit}
                      isChosen={isSplit && field.chosen === person.id}
                      onChoose={
                        onChoose && isSplit && field.values[i] !== null
                          ? () => onChoose(field.code, person.id)
                          : undefined
                      }
                    />
                  </td>
                ))}
                <td className="bg-sunken/60 px-3 py-1.5">
                  <span className={cn("block break-words", isSplit && "font-medium")}>
                    <Shown code={field.code} value={field.merged} />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PersonHead({
  person,
  isKept,
  onKeep,
}: {
  person: Comparison["people"][number];
  isKept: boolean;
  onKeep: ((id: number) => void) | undefined;
}) {
  const t = useTranslations("duplicates");
  const format = useFormat();
  return (
    <div className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <Link href={customerPath(person.id)} className="quiet-link font-medium">
          {customerCode(person.id)}
        </Link>
        {isKept ? (
          <span className="text-accent text-xs">{t("stays")}</span>
        ) : onKeep ? (
          <button
            type="button"
            onClick={() => onKeep(person.id)}
            className="text-faint text-xs hover:text-accent hover:underline"
          >
            {t("keepThis")}
          </button>
        ) : null}
      </span>
      <span className="text-muted text-xs">
        {t("since", { date: format.date(person.createdAt) })} · {t("purchases", { count: person.purchases })}
        {person.purchases > 0 ? ` · ${format.money(person.revenueMinor)}` : ""}
      </span>
      {person.identities.length > 0 ? (
        <span
          className="truncate text-faint text-xs"
          title={person.identities.map((one) => one.value).join("\n")}
        >
          {person.identities.map((one) => one.value).join(", ")}
        </span>
      ) : null}
    </div>
  );
}

function Cell({
  code,
  value,
  isSplit,
  isChosen,
  onChoose,
}: {
  code: string;
  value: unknown;
  isSplit: boolean;
  isChosen: boolean;
  onChoose: (() => void) | undefined;
}) {
  const text = cn(
    "flex min-h-7 w-full items-center gap-1.5 break-words rounded px-1.5 py-0.5 text-left",
    !isSplit && "text-muted",
    isChosen && "font-medium",
  );
  if (!onChoose)
    return (
      <span className={text}>
        <Shown code={code} value={value} />
      </span>
    );
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose} className={cn(text, "hover:bg-hover")}>
      <span className="min-w-0">
        <Shown code={code} value={value} />
      </span>
      {isChosen ? <Check className="size-3.5 shrink-0 text-accent" aria-hidden="true" /> : null}
    </button>
  );
}

function Shown({ code, value }: { code: string; value: unknown }) {
  const genders = useTranslations("customers.genders");
  const format = useFormat();
  if (value === null || value === undefined) return <span className="text-faint">—</span>;
  if (code === "gender") return genders(value as "male");
  if (code === "birth_on") return format.calendarDate(String(value));
  if (code === "registered_at") return format.date(new Date(String(value)));
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function useFieldName() {
  const t = useTranslations("duplicates.fields");
  const { all } = useCustomFields("customer");
  return (code: string): string => {
    if (t.has(code as "email")) return t(code as "email");
    const own = code.replace(/^attributes\./, "");
    return all.find((field) => field.code === own)?.name || own;
  };
}
