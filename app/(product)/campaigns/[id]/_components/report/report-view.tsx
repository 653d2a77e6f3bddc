"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { PageBody } from "@/app/_components/page-body";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { cn } from "@/app/_ui/cn";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { type ReportInput, reportInput, reportSearch } from "../../search-params";
import { CampaignHeader } from "../campaign-header";
import { WhySheet } from "../why/why-sheet";
import { LettersTable } from "./letters-table";
import { NodesTable } from "./nodes-table";
import { PeopleSheet } from "./people-sheet";
import { PurchasesSection } from "./purchases-section";
import { ReportChain } from "./report-chain";
import { DaysChart, HoursChart } from "./report-charts";
import { NodeTextProvider, PeopleOpener } from "./report-context";
import { ReportEmpty } from "./report-empty";
import { ReportFilters } from "./report-filters";
import { ReportNumbers } from "./report-numbers";

interface ReportViewProps {
  id: string;
  /** The project's day on which the page was opened. */
  today: string;
  hasDemoShop: boolean;
}

/** What the campaign did and earned: four numbers, the story by day, the chain, then the detail. */
export function ReportView({ id, today, hasDemoShop }: ReportViewProps) {
  const t = useTranslations("campaigns.report");
  const trpc = useTRPC();
  const { timeZone } = useFormat();
  const [search, setSearch] = useSearch(reportSearch);
  const input = reportInput(id, search, timeZone, today);
  const campaign = useQuery(trpc.campaigns.get.queryOptions({ id }));
  const facts = useQuery(trpc.campaigns.graphFacts.queryOptions({}));
  const report = useQuery({
    ...trpc.campaigns.report.queryOptions(input),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const failed = [campaign, facts, report].find((query) => query.isError && !query.data);
  if (failed)
    return <ErrorState message={problemOf(failed.error)?.message} onRetry={() => void failed.refetch()} />;
  if (!campaign.data || !facts.data || !report.data) return <ReportSkeleton />;
  const { data } = report;
  return (
    <NodeTextProvider nodes={campaign.data.draft.nodes} templates={facts.data.templates}>
      <PeopleOpener
        open={({ metric, node, reason }) =>
          setSearch({ people: metric, node, reason: reason ?? "" }, { isStep: true })
        }
      >
        <CampaignHeader campaign={campaign.data} problemCount={campaign.data.problems.length} />
        {data.versions.length > 0 ? (
          <ReportFilters search={search} setSearch={setSearch} today={today} versions={data.versions} />
        ) : null}
        {data.totals.entered === 0 ? (
          <ReportEmpty
            campaign={campaign.data}
            templates={facts.data.templates}
            isWhole={coversAll(input, data.versions)}
            onShowAll={() => setSearch({ all: true, from: undefined, to: undefined, version: undefined })}
            hasDemoShop={hasDemoShop}
          />
        ) : (
          <PageBody className={cn("gap-10 pt-4", report.isPlaceholderData && "opacity-60")}>
            <ReportNumbers
              report={data}
              input={input}
              activatedAt={campaign.data.activatedAt}
              attributionDays={campaign.data.settings.attribution_days}
            />
            <DaysChart report={data} />
            <ReportChain campaign={campaign.data} report={data} facts={facts.data} version={search.version} />
            <NodesTable report={data} />
            <LettersTable report={data} />
            <PurchasesSection report={data} attributionDays={campaign.data.settings.attribution_days} />
            <HoursChart report={data} />
            <p className="max-w-180 text-pretty text-faint text-xs">
              {t("how")} {t("computed")} <ExactTime at={data.computedAt} />
            </p>
          </PageBody>
        )}
        {search.people ? (
          <PeopleSheet
            key={`${search.people} ${search.node} ${search.reason}`}
            input={input}
            metric={search.people}
            node={search.node}
            reason={search.reason || undefined}
            nodes={data.nodes}
            onWhy={(customerId) =>
              setSearch({ people: undefined, node: undefined, reason: "", why: customerId }, { isStep: true })
            }
            onClose={() => setSearch({ people: undefined, node: undefined, reason: "" })}
          />
        ) : null}
        {search.why === undefined ? null : (
          <WhySheet
            campaignId={id}
            customerId={search.why > 0 ? search.why : undefined}
            onChoose={(customerId) => setSearch({ why: customerId ?? 0 })}
            onClose={() => setSearch({ why: undefined })}
          />
        )}
      </PeopleOpener>
    </NodeTextProvider>
  );
}

/** Nobody can have entered outside the chosen period: it begins before the first version did, and has no end. */
function coversAll(input: ReportInput, versions: readonly { publishedAt: Date }[]): boolean {
  if (versions.length === 0) return true;
  const first = Math.min(...versions.map(({ publishedAt }) => publishedAt.getTime()));
  const reachesBack = input.from === undefined || input.from.getTime() <= first;
  return reachesBack && input.to === undefined && input.version === undefined;
}

const ReportSkeleton = () => (
  <PageBody>
    <Skeleton className="mt-4 h-9 w-80" />
    <div className="grid grid-cols-2 gap-8 lg:grid-cols-4">
      {[1, 2, 3, 4].map((number) => (
        <Skeleton key={number} className="h-14" />
      ))}
    </div>
    <Skeleton className="h-60 w-full" />
    <Skeleton className="h-96 w-full" />
  </PageBody>
);
