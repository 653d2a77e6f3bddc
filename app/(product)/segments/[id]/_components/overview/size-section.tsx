"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Chart } from "@/app/_ui/chart/chart";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Segmented } from "@/app/_ui/input/segmented";
import { Section } from "@/app/_ui/layout/section";
import type { OneSegment } from "../segment-page";
import { useSetLive } from "./live-switch";

const periods = ["30", "90", "365"] as const;
type Period = (typeof periods)[number];

/** Size at the end of each day, and who came and went on it. */
export function SizeSection({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.overview.size");
  const trpc = useTRPC();
  const format = useFormat();
  const canWrite = useCan("segments:write");
  const [days, setDays] = useState<Period>("30");
  const { set, isPending } = useSetLive(segment.id);
  const { data, error, refetch } = useQuery(
    trpc.segments.trend.queryOptions({ id: segment.id, days: Number(days) }),
  );
  const points = (data?.days ?? []).map((one) => ({
    x: one.day,
    size: one.size,
    entered: one.entered,
    left: one.left,
  }));
  const shared = {
    points,
    formatX: (day: string) => format.shortCalendarDate(day),
    formatValue: (value: number) => format.number(value),
    formatTick: (value: number) => format.compact(value),
  };
  const body = () => {
    if (error)
      return <ErrorState isSmall message={problemOf(error)?.message} onRetry={() => void refetch()} />;
    if (!data) return <Skeleton className="h-52 w-full" />;
    if (points.length === 0 && segment.kind === "dynamic" && !segment.isLive)
      return (
        <EmptyState
          isSmall
          drawing="chart"
          title={t("idle.title")}
          actions={
            canWrite ? (
              <Button isBusy={isPending} onClick={() => set(true)}>
                {t("idle.action")}
              </Button>
            ) : undefined
          }
        >
          {t("idle.text")}
        </EmptyState>
      );
    if (points.length < 2) return <p className="text-muted text-sm">{t("begins")}</p>;
    return (
      <>
        <Chart
          {...shared}
          title={t("chart")}
          kind="area"
          series={[{ key: "size", label: t("people"), color: 1 }]}
          height={200}
        />
        <Chart
          {...shared}
          title={t("moves")}
          kind="bar"
          series={[
            { key: "entered", label: t("entered"), color: 2 },
            { key: "left", label: t("left"), color: "quiet" },
          ]}
          height={140}
        />
      </>
    );
  };
  return (
    <Section
      title={t("title")}
      actions={
        points.length > 1 ? (
          <Segmented<Period>
            label={t("period")}
            value={days}
            onChange={setDays}
            options={periods.map((value) => ({ value, label: t("days", { days: value }) }))}
          />
        ) : undefined
      }
    >
      {body()}
    </Section>
  );
}
