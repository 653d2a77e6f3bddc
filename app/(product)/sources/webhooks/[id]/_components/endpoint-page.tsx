"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import type { EndpointView } from "@/server/domain/webhooks";
import { EndpointState } from "../../_components/endpoint-state";
import { DeliveriesList } from "./deliveries-list";
import { EndpointActions } from "./endpoint-actions";

const refreshMs = 3_000;

export function EndpointPage({ id }: { id: string }) {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const query = useQuery({ ...trpc.webhooks.get.queryOptions({ id }), refetchInterval: refreshMs });
  const crumbs = [{ label: t("title"), href: "/sources/webhooks" }];
  const endpoint = query.data;
  if (!endpoint)
    return (
      <>
        <PageHeader title={t("endpoint")} crumbs={crumbs} />
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
        title={endpoint.description || endpoint.url}
        crumbs={crumbs}
        aside={<EndpointState endpoint={endpoint} />}
        description={
          endpoint.description ? <code className="break-all text-xs">{endpoint.url}</code> : undefined
        }
        actions={canWrite ? <EndpointActions endpoint={endpoint} /> : undefined}
      />
      <PageColumns
        main={
          <>
            {endpoint.disabledReason ? (
              <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
                {t("disabledText", { reason: endpoint.disabledReason })}
              </p>
            ) : null}
            <DeliveriesList endpoint={endpoint} />
          </>
        }
        aside={<Facts endpoint={endpoint} />}
      />
    </>
  );
}

function Facts({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("connections.webhooks");
  const format = useFormat();
  const figure = (value: number) => <span className="figures">{format.number(value)}</span>;
  return (
    <>
      <Section title={t("facts")}>
        <DescriptionList
          items={[
            { label: t("columns.waiting"), value: figure(endpoint.waiting) },
            { label: t("columns.delivered"), value: figure(endpoint.deliveredLastDay) },
            { label: t("columns.failed"), value: figure(endpoint.failedLastDay) },
            {
              label: t("columns.last"),
              value: endpoint.lastSuccessAt ? <TimeAgo at={endpoint.lastSuccessAt} /> : t("never"),
            },
            ...(endpoint.failingSince
              ? [{ label: t("failingSince"), value: <ExactTime at={endpoint.failingSince} /> }]
              : []),
            ...(endpoint.lastError ? [{ label: t("lastError"), value: endpoint.lastError }] : []),
            ...(endpoint.previousSecretUntil && endpoint.previousSecretUntil > new Date()
              ? [{ label: t("twoSecrets"), value: <ExactTime at={endpoint.previousSecretUntil} /> }]
              : []),
          ]}
        />
      </Section>
      <Section title={t("types")}>
        <ul className="flex flex-col gap-1">
          {endpoint.types.map((type) => (
            <li key={type}>
              <code className="text-xs">{type}</code>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
