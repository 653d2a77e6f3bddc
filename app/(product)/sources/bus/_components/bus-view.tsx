"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import type { ConnectionView } from "@/server/domain/bus";
import { SourceSections } from "../../_components/source-sections";
import { BusActions } from "./bus-actions";
import { BusDialog } from "./bus-dialog";

const refreshMs = 2_000;
const tones: Record<ConnectionView["state"], Tone> = {
  waiting: "neutral",
  connecting: "accent",
  reading: "ok",
  failing: "bad",
};

/** There are one or two of them: each is shown whole. */
export function BusView() {
  const t = useTranslations("connections.bus");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const query = useQuery({ ...trpc.bus.list.queryOptions({}), refetchInterval: refreshMs });
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data?.length}
      help={<HelpLink topic="connections#bus" about={t("title")} />}
      actions={add}
      views={<SourceSections />}
      filters={null}
    >
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonText lines={6} className="p-6" />
        )
      ) : query.data.length === 0 ? (
        <EmptyState drawing="signal" title={t("empty.title")} actions={add}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y px-4 pb-16 sm:px-6">
          {query.data.map((one) => (
            <Connection key={one.id} connection={one} canWrite={canWrite} />
          ))}
        </ul>
      )}
      {isAdding ? <BusDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function Connection({ connection, canWrite }: { connection: ConnectionView; canWrite: boolean }) {
  const t = useTranslations("connections.bus");
  const format = useFormat();
  const state = connection.isActive ? connection.state : "waiting";
  return (
    <li className="flex flex-col gap-3 py-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3">
            <h2 className="font-semibold text-base">{connection.name}</h2>
            <StatusDot tone={connection.isActive ? tones[state] : "neutral"} isLive={state === "reading"}>
              {connection.isActive ? t(`states.${state}`) : t("switchedOff")}
            </StatusDot>
          </div>
          <p className="break-all text-muted text-xs">
            {connection.address} → {connection.queue}
            {connection.isFromEnv ? ` · ${t("fromEnv")}` : ""}
          </p>
        </div>
        {canWrite ? <BusActions connection={connection} /> : null}
      </div>
      {connection.isActive && connection.lastError ? (
        <p role="alert" className="break-words rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
          {connection.lastError}
        </p>
      ) : null}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 sm:flex">
        <Figure label={t("messages")}>{format.number(connection.messages)}</Figure>
        <Figure label={t("rejected")}>
          {connection.openRejects > 0 ? (
            <a href="/events/rejected?door=bus" className="quiet-link text-bad">
              {format.number(connection.openRejects)}
            </a>
          ) : (
            "0"
          )}
        </Figure>
        <Figure label={t("rules")}>{format.number(connection.rules.items.length)}</Figure>
        <Figure label={t("last")}>
          {connection.lastMessageAt ? <TimeAgo at={connection.lastMessageAt} /> : t("never")}
        </Figure>
      </dl>
    </li>
  );
}

const Figure = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-muted text-xs">{label}</dt>
    <dd className="figures text-base">{children}</dd>
  </div>
);
