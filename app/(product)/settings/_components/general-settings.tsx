"use client";
import { useQuery } from "@tanstack/react-query";
import { PageBody } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { ProjectForm } from "./project-form";
import { SettingsHeader } from "./settings-header";

export function GeneralSettings() {
  const trpc = useTRPC();
  const query = useQuery(trpc.account.settings.queryOptions({}));
  return (
    <>
      <SettingsHeader />
      <PageBody width="narrow" className="pt-6">
        {query.data ? (
          <ProjectForm saved={query.data} />
        ) : query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : (
          <div className="flex flex-col gap-4">
            {["a", "b", "c", "d", "e", "f"].map((key) => (
              <Skeleton key={key} className="h-14 w-full" />
            ))}
          </div>
        )}
      </PageBody>
    </>
  );
}
