"use client";
import { useQuery } from "@tanstack/react-query";
import { PageBody } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { CampaignHeader } from "../../_components/campaign-header";
import { CampaignSettingsForm } from "./campaign-settings-form";

export function CampaignSettingsView({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.campaigns.get.queryOptions({ id }));
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <PageBody width="narrow">
        <Skeleton className="mt-4 h-9 w-80" />
        <Skeleton className="h-96 w-full" />
      </PageBody>
    );
  return (
    <>
      <CampaignHeader campaign={query.data} problemCount={query.data.problems.length} />
      <PageBody width="narrow" className="pt-6">
        <CampaignSettingsForm key={query.data.draftRevision} campaign={query.data} />
      </PageBody>
    </>
  );
}
