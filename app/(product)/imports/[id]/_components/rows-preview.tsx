"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/app/_ui/layout/section";

const shownRows = 8;

/** The first rows as they are read now: the quickest way to see a wrong delimiter or encoding. */
export function RowsPreview({ columns, rows }: { columns: readonly string[]; rows: readonly string[][] }) {
  const t = useTranslations("imports.preview");
  if (rows.length === 0) return <p className="text-warn text-sm">{t("none")}</p>;
  return (
    <Section title={t("title")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto rounded-lg border" aria-label={t("title")} tabIndex={0}>
        <table className="w-full text-xs">
          <thead>
            <tr className="bg-sunken text-left text-muted">
              {columns.map((column) => (
                <th key={column} className="whitespace-nowrap px-3 py-1.5 font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="font-mono">
            {rows.slice(0, shownRows).map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity than their place
              <tr key={line} className="border-t">
                {columns.map((column, index) => (
                  <td key={column} className="max-w-60 truncate whitespace-nowrap px-3 py-1.5">
                    {row[index] ?? ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
