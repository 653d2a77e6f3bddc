"use client";
import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { EditorWorkspace } from "./editor-workspace";

/** Loads the draft; everything after that happens here until it is saved. */
export function CampaignEditor({ id }: { id: string }) {
  const trpc = useTRPC();
  // The draft in the editor is newer than the server's: coming back to the tab must not replace it.
  const campaign = useQuery({ ...trpc.campaigns.get.queryOptions({ id }), refetchOnWindowFocus: false });
  const facts = useQuery(trpc.campaigns.graphFacts.queryOptions({}));
  const failed = campaign.isError ? campaign : facts.isError ? facts : undefined;
  if (failed)
    return <ErrorState message={problemOf(failed.error)?.message} onRetry={() => void failed.refetch()} />;
  if (!campaign.data || !facts.data)
    return (
      <div className="flex flex-1 flex-col gap-3 p-4">
        <Skeleton className="h-9 w-80" />
        <Skeleton className="h-[70dvh] w-full" />
      </div>
    );
  return (
    <ReactFlowProvider>
      <EditorWorkspace key={campaign.data.id} campaign={campaign.data} facts={facts.data} />
    </ReactFlowProvider>
  );
}
