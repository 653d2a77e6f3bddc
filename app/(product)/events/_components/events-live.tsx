"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExportButton } from "@/app/_components/export-button";
import { FilterBar } from "@/app/_components/filter-bar";
import { LiveEvents } from "@/app/_components/live-events/live-events";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { liveSearch } from "../search-params";
import { EventsHeader } from "./events-header";
import { useSourceFilter } from "./source-filter";
import { useSourceNames } from "./use-source-names";

export function EventsLive() {
  const t = useTranslations("events");
  const [search, setSearch] = useSearch(liveSearch);
  const names = useSourceNames();
  const canSources = useCan("sources:read");
  const filters = useSourceFilter({
    value: search.source,
    names,
    onChange: (source) => setSearch({ source }),
  });
  return (
    <>
      <EventsHeader actions={<ExportButton list="events" filters={{}} />} />
      <div className="h-3" />
      <FilterBar
        lead={t("title")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("live.search") }}
        filters={filters}
      />
      <div className="px-4 pb-16 sm:px-6">
        <LiveEvents
          sourceId={search.source}
          search={search.q || undefined}
          limit={100}
          sourceNames={names}
          empty={
            <EmptyState
              drawing="signal"
              title={t("live.empty")}
              actions={
                canSources ? (
                  <Button variant="primary" asChild>
                    <Link href="/sources">{t("live.connect")}</Link>
                  </Button>
                ) : undefined
              }
            >
              {t("live.emptyText")}
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
