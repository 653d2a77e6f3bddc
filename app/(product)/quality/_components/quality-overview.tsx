"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { HelpLink } from "@/app/_components/help-link";
import { TimeAgo } from "@/app/_components/moment";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import { comparedDay } from "./problem-groups";
import { ProblemTable } from "./problem-table";
import { ReachFigures } from "./reach-figures";
import { ReachTrend } from "./reach-trend";
import { Runs } from "./runs";
import { WhoTheyAre } from "./who-they-are";

/** While something is being worked on the page looks again so often. */
const lookAgainMs = 1_500;

/** The state of the base: who can be reached, what stands in the way, and its remedy. */
export function QualityOverview() {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.quality.get.queryOptions({}),
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === "running") || (state.data?.following.count ?? 0) > 0
        ? lookAgainMs
        : false,
  });
  const { data } = query;
  const latest = data?.latest;
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={
          <>
            {latest ? (
              <span className="text-faint">
                {t("counted")} <TimeAgo at={latest.computedAt} />
              </span>
            ) : null}
            <HelpLink topic="data-quality#the-page" about={t("help")} />
          </>
        }
        actions={<Actions />}
      />
      {query.isError && !data ? (
        <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : !data ? (
        <SkeletonText lines={12} className="p-6" />
      ) : !latest ? (
        <EmptyState drawing="people" title={t("never.title")} actions={<CountNow isPrimary />}>
          {t("never.text")}
        </EmptyState>
      ) : (
        <PageBody>
          {data.following.count > 0 ? (
            <p role="status" className="text-muted text-sm">
              {t("following", { count: data.following.count })}
            </p>
          ) : null}
          <Runs runs={data.runs} />
          <ReachFigures latest={latest} before={comparedDay(data.trend)} />
          <ReachTrend trend={data.trend} />
          <ProblemTable latest={latest} before={comparedDay(data.trend)} pending={data.pending} />
          <WhoTheyAre latest={latest} mailDomains={data.mailDomains} />
        </PageBody>
      )}
    </>
  );
}

function Actions() {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const judge = useMutation(
    trpc.quality.recomputeAll.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.quality.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
  return (
    <>
      {useCan("customers:write") ? (
        <Button variant="ghost" isBusy={judge.isPending} onClick={() => judge.mutate({})}>
          {t("judgeAll")}
        </Button>
      ) : null}
      <CountNow />
    </>
  );
}

function CountNow({ isPrimary = false }: { isPrimary?: boolean }) {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const count = useMutation(
    trpc.quality.recount.mutationOptions({
      onSuccess: ({ tookMs }) => {
        toast.done(t("counting", { seconds: (tookMs / 1000).toFixed(1) }));
        return cache.invalidateQueries(trpc.quality.pathFilter());
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
  return (
    <Button
      variant={isPrimary ? "primary" : "secondary"}
      icon={<RefreshCw />}
      isBusy={count.isPending}
      onClick={() => count.mutate({})}
    >
      {t("countNow")}
    </Button>
  );
}
