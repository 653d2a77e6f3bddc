"use client";
import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { PageBody } from "@/app/_components/page-body";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { PageHeader } from "@/app/_ui/layout/page-header";
import type { AppRouter } from "@/server/api/root";
import { AttentionList } from "./attention-list";
import { CampaignsOfWeek } from "./campaigns-of-week";
import { FirstSteps } from "./first-steps";
import { HomeSkeleton } from "./home-skeleton";
import { RunningStrip } from "./running-strip";
import { WeekChart } from "./week-chart";
import { WeekNumbers } from "./week-numbers";

export type Home = inferRouterOutputs<AppRouter>["analytics"]["home"];

/** Is everything running, what needs me, what did the week bring, what goes out today: without a click. */
export function HomeView() {
  const t = useTranslations("home");
  const format = useFormat();
  const trpc = useTRPC();
  const { data, error, isError, refetch } = useQuery({
    ...trpc.analytics.home.queryOptions({}),
    refetchInterval: 30_000,
  });
  if (!data && isError)
    return <ErrorState message={problemOf(error)?.message} onRetry={() => void refetch()} />;
  if (!data) return <HomeSkeleton />;
  const { week } = data;
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={t("span", { from: format.shortDate(week.from), to: format.shortDate(week.to) })}
      />
      <PageBody className="gap-9">
        <RunningStrip home={data} />
        {data.firstSteps.sent ? null : <FirstSteps done={data.firstSteps} />}
        <AttentionList items={data.attention} />
        <WeekNumbers home={data} />
        <WeekChart home={data} />
        <CampaignsOfWeek campaigns={data.campaigns} />
        <p className="text-faint text-xs">{t("howCounted", { time: format.time(data.computedAt) })}</p>
      </PageBody>
    </>
  );
}
