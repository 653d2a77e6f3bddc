"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LiveEvents } from "@/app/_components/live-events/live-events";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { InlineEdit } from "@/app/_ui/input/inline-edit";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { SourceState } from "../../_components/source-state";
import type { Source } from "../../_components/sources-table";
import { InstallChecklist } from "./install-checklist";
import { InstallGuide } from "./install-guide";
import { SourceActions } from "./source-actions";
import { SourceFacts } from "./source-facts";
import { SourceIssues } from "./source-issues";
import { SourceShapes } from "./source-shapes";

const refreshMs = 5_000;
const checkMs = 3_000;

/** A source as its developer needs it: how to wire it up, and whether what arrives is right. */
export function SourcePage({ id }: { id: number }) {
  const t = useTranslations("sources");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const query = useQuery({ ...trpc.sources.get.queryOptions({ id }), refetchInterval: refreshMs });
  const update = useMutation(
    trpc.sources.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.sources.pathFilter()),
    }),
  );
  const crumbs = [{ label: t("title"), href: "/sources" }];
  const source = query.data;
  if (!source)
    return (
      <>
        <PageHeader title={t("source")} crumbs={crumbs} />
        {query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonText lines={8} className="p-6" />
        )}
      </>
    );
  return (
    <>
      <PageHeader
        title={
          <InlineEdit
            label={t("columns.name")}
            value={source.name}
            isReadOnly={!canWrite}
            onSave={(name) => update.mutateAsync({ id, name, domain: source.domain })}
          />
        }
        crumbs={crumbs}
        aside={<SourceState source={source} />}
        actions={canWrite ? <SourceActions source={source} /> : undefined}
      />
      <PageColumns main={<SourceWork source={source} />} aside={<SourceFacts source={source} />} />
    </>
  );
}

/** Before the first event the way to send one comes first, afterwards what arrives. The order stays while one looks. */
function SourceWork({ source }: { source: Source & { address: string } }) {
  const t = useTranslations("sources");
  const canWatch = useCan("events:read");
  const [isNew] = useState(source.activity.lastReceivedAt === null);
  const trpc = useTRPC();
  const { data: installation } = useQuery({
    ...trpc.sources.installation.queryOptions({ id: source.id }),
    refetchInterval: checkMs,
  });
  const guide = <InstallGuide writeKey={source.writeKey} address={source.address} />;
  const checklist = installation ? (
    <InstallChecklist sourceId={source.id} times={installation.steps} />
  ) : null;
  const issues = installation ? <SourceIssues issues={installation.issues} /> : null;
  const shapes = <SourceShapes sourceId={source.id} />;
  if (!canWatch)
    return (
      <>
        {checklist}
        {issues}
        {guide}
        {shapes}
      </>
    );
  const live = (
    <Section title={t("live.title")} description={t("live.text")}>
      <LiveEvents
        sourceId={source.id}
        limit={isNew ? 50 : 15}
        empty={
          <EmptyState isSmall drawing="signal" title={t("live.empty")}>
            {t("live.emptyText")}
          </EmptyState>
        }
      />
    </Section>
  );
  return (
    <>
      {checklist}
      {issues}
      {isNew ? guide : live}
      {isNew ? live : guide}
      {shapes}
    </>
  );
}
