"use client";
import { useQuery } from "@tanstack/react-query";
import { FolderPlus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { HelpLink } from "@/app/_components/help-link";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { SearchInput } from "@/app/_ui/input/input";
import type { FieldObject } from "@/server/domain/fields/model";
import { SettingsHeader } from "../../_components/settings-header";
import { fieldsSearch } from "../search-params";
import { FieldDialog } from "./field-dialog";
import { FieldList } from "./field-list";
import { GroupDialog } from "./group-dialog";
import { Undescribed } from "./undescribed";

/** Everything known of every object: its fields in groups, and what arrives without a description. */
export function FieldsView() {
  const t = useTranslations("fields.settings");
  const trpc = useTRPC();
  const canWrite = useCan("settings:write");
  const [search, setSearch] = useSearch(fieldsSearch);
  const { object } = search;
  const query = useQuery({
    ...trpc.fields.list.queryOptions({ object }),
    refetchInterval: ({ state }) =>
      state.data?.fields.some((field) => field.state !== "active") ? 2_000 : false,
  });
  const [isCreating, setCreating] = useState(false);
  const [isGrouping, setGrouping] = useState(false);
  return (
    <>
      <SettingsHeader
        actions={
          canWrite ? (
            <>
              <Button icon={<FolderPlus />} className="max-sm:hidden" onClick={() => setGrouping(true)}>
                {t("addGroup")}
              </Button>
              <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
                {t("add")}
              </Button>
            </>
          ) : undefined
        }
      />
      <PageBody className="gap-6 pt-4">
        <div className="flex flex-wrap items-center gap-3">
          <Objects value={object} onChange={(next) => setSearch({ object: next, q: "" })} />
          <HelpLink topic="fields" about={t("object")} />
          <SearchInput
            className="w-64 max-sm:w-full lg:ml-auto"
            aria-label={t("search")}
            placeholder={t("search")}
            value={search.q}
            onChange={(q) => setSearch({ q })}
          />
        </div>
        {query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : query.data ? (
          <FieldList
            key={object}
            object={object}
            fields={query.data.fields}
            groups={query.data.groups}
            search={search.q}
            canWrite={canWrite}
            onClearSearch={() => setSearch({ q: "" })}
          />
        ) : (
          <Skeleton className="h-96" />
        )}
        <Undescribed object={object} canWrite={canWrite} />
      </PageBody>
      {isCreating ? <FieldDialog object={object} onClose={() => setCreating(false)} /> : null}
      {isGrouping ? <GroupDialog object={object} onClose={() => setGrouping(false)} /> : null}
    </>
  );
}

/** The objects as tabs, each with how many custom fields it has; a dot where something waits to be described. */
function Objects({ value, onChange }: { value: FieldObject; onChange(object: FieldObject): void }) {
  const t = useTranslations("fields.settings");
  const trpc = useTRPC();
  const names = useFieldNames();
  const { data } = useQuery(trpc.fields.counts.queryOptions({}));
  return (
    <div role="tablist" aria-label={t("object")} className="flex flex-wrap gap-1">
      {(data ?? []).map((one) => (
        <button
          key={one.object}
          type="button"
          role="tab"
          aria-selected={one.object === value}
          onClick={() => onChange(one.object)}
          className={cn(
            "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm",
            one.object === value
              ? "bg-accent-soft font-medium text-accent"
              : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {names.object(one.object)}
          {one.custom > 0 ? <span className="figures text-faint text-xs">{one.custom}</span> : null}
          {one.undescribed > 0 ? (
            <span className="size-1.5 rounded-full bg-warn" title={t("undescribed.title")} />
          ) : null}
        </button>
      ))}
    </div>
  );
}
