"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Combine } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SegmentPicker } from "@/app/_components/rule-editor/pickers";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { IconButton } from "@/app/_ui/action/icon-button";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import type { OverlapRow } from "@/server/domain/segments";
import { combine } from "../../../combine";
import { newSegmentPath } from "../../../search-params";
import type { OneSegment } from "../segment-page";

const mostAsked = 5;
const mostShown = 8;

/** How many are also in other segments: in those that keep their members, and in whichever is asked for. */
export function OverlapSection({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.overview.overlap");
  const trpc = useTRPC();
  const [asked, setAsked] = useState<string[]>([]);
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...trpc.segments.overlap.queryOptions({ id: segment.id, with: asked }),
    placeholderData: keepPreviousData,
  });
  const rows = [...(data?.rows ?? [])].sort(
    (one, other) => Number(asked.includes(other.id)) - Number(asked.includes(one.id)),
  );
  const shown = isWhole ? rows : rows.slice(0, mostShown);
  const body = () => {
    if (error)
      return <ErrorState isSmall message={problemOf(error)?.message} onRetry={() => void refetch()} />;
    if (!data) return <Skeleton className="h-32 w-full" />;
    if (rows.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
    return (
      <>
        <table className="w-full text-sm" aria-busy={isPlaceholderData}>
          <thead>
            <tr className="border-b text-left text-muted text-xs">
              <th className="py-1.5 pr-3 font-medium">{t("segment")}</th>
              <th className="py-1.5 pr-3 text-right font-medium">{t("common")}</th>
              <th className="hidden py-1.5 pr-3 text-right font-medium sm:table-cell">{t("ofThis")}</th>
              <th className="hidden py-1.5 pr-3 text-right font-medium sm:table-cell">{t("ofOther")}</th>
              <th className="w-8" />
            </tr>
          </thead>
          <tbody className="divide-y">
            {shown.map((row) => (
              <Row key={row.id} row={row} segment={segment} size={data.size} />
            ))}
          </tbody>
        </table>
        {rows.length > shown.length ? (
          <button
            type="button"
            className="quiet-link self-start text-muted text-sm"
            onClick={() => setWhole(true)}
          >
            {t("more", { count: rows.length - shown.length })}
          </button>
        ) : null}
      </>
    );
  };
  return (
    <Section
      title={t("title")}
      description={t("text")}
      actions={
        asked.length < mostAsked ? (
          <SegmentPicker
            key={asked.length}
            value=""
            except={segment.id}
            className="w-56"
            onChange={(id) => setAsked((ids) => (ids.includes(id) ? ids : [...ids, id]))}
          />
        ) : undefined
      }
    >
      {body()}
    </Section>
  );
}

function Row({ row, segment, size }: { row: OverlapRow; segment: OneSegment; size: number }) {
  const t = useTranslations("segments.overview.overlap");
  const format = useFormat();
  const canWrite = useCan("segments:write");
  const share = (of: number) => (of > 0 ? format.percent(row.common / of) : "—");
  const names = { one: segment.name, other: row.name };
  const way = (key: "both" | "either" | "thisOnly" | "otherOnly") => {
    const ids = key === "otherOnly" ? [row.id, segment.id] : [segment.id, row.id];
    const how = key === "both" ? "all" : key === "either" ? "any" : "first_only";
    return (
      <MenuItem key={key} href={newSegmentPath(combine(how, ids), t(`names.${key}`, names))}>
        {t(key)}
      </MenuItem>
    );
  };
  return (
    <tr>
      <td className="max-w-0 py-2 pr-3 sm:max-w-none">
        <Link href={`/segments/${row.id}`} className="quiet-link block truncate">
          {row.name}
        </Link>
      </td>
      <td className="figures w-24 py-2 pr-3 text-right">{format.number(row.common)}</td>
      <td className="figures hidden w-28 py-2 pr-3 text-right sm:table-cell">{share(size)}</td>
      <td className="figures hidden w-28 py-2 pr-3 text-right sm:table-cell">{share(row.size)}</td>
      <td className="w-8 py-1 text-right">
        {canWrite ? (
          <DropdownMenu
            className="w-72"
            trigger={
              <IconButton size="sm" label={t("combine", { name: row.name })}>
                <Combine />
              </IconButton>
            }
          >
            {(["both", "either", "thisOnly", "otherOnly"] as const).map(way)}
          </DropdownMenu>
        ) : null}
      </td>
    </tr>
  );
}
