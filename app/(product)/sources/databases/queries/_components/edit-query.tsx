"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { QueryEditor } from "./query-editor";

/** The editor with what is saved in it. */
export function EditQuery({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.sql.get.queryOptions({ id }));
  if (query.data) return <QueryEditor saved={query.data} />;
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  return <SkeletonText lines={10} className="p-6" />;
}
