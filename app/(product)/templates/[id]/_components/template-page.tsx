"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageBody } from "@/app/_components/page-body";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton, SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { TemplateEditor } from "./template-editor";

/** Loads the template once; the editor then owns it. A restored version starts the editor anew. */
export function TemplatePage({ id }: { id: string }) {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const [edition, setEdition] = useState(0);
  const query = useQuery({ ...trpc.templates.get.queryOptions({ id }), refetchOnWindowFocus: false });
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => query.refetch()} />;
  if (!query.data)
    return (
      <>
        <PageHeader
          title={<Skeleton className="h-6 w-60" />}
          crumbs={[{ href: "/templates", label: t("title") }]}
        />
        <PageBody>
          <SkeletonText lines={8} className="max-w-90" />
        </PageBody>
      </>
    );
  const restart = async () => {
    await query.refetch();
    setEdition(edition + 1);
  };
  return <TemplateEditor key={edition} template={query.data} onRestart={() => void restart()} />;
}
