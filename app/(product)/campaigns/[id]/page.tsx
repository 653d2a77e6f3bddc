import { routeId } from "@/app/_components/route-id";
import type { SearchParams } from "@/app/_components/search-params";
import { formatFor } from "@/app/_i18n/format";
import { HydrateClient, prefetch, requirePage, serverCaller, trpc } from "@/app/_trpc/server";
import { openDemoShop } from "@/server/demo/shop";
import { ReportView } from "./_components/report/report-view";
import { reportInput, reportSearch } from "./search-params";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function CampaignReportPage({ params, searchParams }: Props) {
  await requirePage("reports:read");
  const id = await routeId(params);
  const search = reportSearch.read(await searchParams);
  const { timeZone, currency } = (await (await serverCaller()).account.self({})).project;
  const today = formatFor({ locale: "en", timeZone, currency }).isoDay(Date.now());
  prefetch(trpc.campaigns.get.queryOptions({ id }));
  prefetch(trpc.campaigns.graphFacts.queryOptions({}));
  prefetch(trpc.campaigns.report.queryOptions(reportInput(id, search, timeZone, today)));
  const hasDemoShop = (await openDemoShop()) !== undefined;
  return (
    <HydrateClient>
      <ReportView id={id} today={today} hasDemoShop={hasDemoShop} />
    </HydrateClient>
  );
}
