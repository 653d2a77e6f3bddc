"use client";
import { CircleDotDashed, Ellipsis, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { OwnMetricRow } from "@/app/_components/metrics/use-metrics";
import { asCondition } from "@/app/_components/rule-editor/measure";
import { useMeasureSentence } from "@/app/_components/rule-editor/named-rule";
import { newMetricCondition } from "@/app/_components/rule-editor/new-conditions";
import { useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { IconButton } from "@/app/_ui/action/icon-button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { ownMetricName } from "@/server/domain/segments/standard-metrics";
import { newSegmentPath } from "../../segments/search-params";

interface Props {
  rows: readonly OwnMetricRow[];
  /** Absent: only to look at. */
  onDelete: ((row: OwnMetricRow) => void) | undefined;
}

/** A metric of one's own a line: the sentence it is, and where it is used. */
export function OwnRows({ rows, onDelete }: Props) {
  const t = useTranslations("metrics.list");
  const everything = useMemo(
    () => ({ kind: "all" as const, rules: rows.map((row) => asCondition(row.definition)) }),
    [rows],
  );
  const sentenceOf = useMeasureSentence(useRuleNames(everything));
  return (
    <ul className="divide-y border-y text-sm">
      {rows.map((row) => (
        <li
          key={row.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-6 gap-y-0.5 py-2 sm:grid-cols-[16rem_minmax(0,1fr)_8rem_auto]"
        >
          <span className="min-w-0">
            <Link href={`/metrics/${row.id}`} className="quiet-link block break-words font-medium">
              {row.name}
            </Link>
            <span className="block break-all font-mono text-faint text-xs leading-5">
              {ownMetricName(row.code)}
            </span>
          </span>
          <span className="col-span-2 min-w-0 text-pretty text-muted sm:col-span-1">
            {sentenceOf(row.definition)}
            {row.description ? <span className="block text-faint text-xs">{row.description}</span> : null}
          </span>
          <span className="text-muted sm:text-right">
            {row.places > 0 ? (
              t("places", { count: row.places })
            ) : (
              <span className="text-faint">{t("nowhere")}</span>
            )}
          </span>
          {onDelete ? (
            <DropdownMenu
              trigger={
                <IconButton size="sm" label={t("actionsOf", { name: row.name })}>
                  <Ellipsis />
                </IconButton>
              }
            >
              <MenuItem href={`/metrics/${row.id}`}>{t("open")}</MenuItem>
              <MenuItem
                icon={<CircleDotDashed />}
                href={newSegmentPath(newMetricCondition(ownMetricName(row.code), row), "")}
              >
                {t("segment")}
              </MenuItem>
              <MenuSeparator />
              <MenuItem isDangerous icon={<Trash2 />} onSelect={() => onDelete(row)}>
                {t("delete")}
              </MenuItem>
            </DropdownMenu>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
