"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import type { ImportView } from "@/server/domain/integrations";
import { ImportState, isUnderWay } from "../../_components/import-state";
import { importSearch } from "../search-params";
import { ImportProgress } from "./import-progress";
import { ImportResult } from "./import-result";
import { MappingForm } from "./mapping-form";

const pollMs = 1_000;
/** It loads, or is being taken back. */
const isMoving = (view: ImportView) =>
  isUnderWay(view) || (view.undo !== null && view.undo.status !== "done");

/** One file, from its mapping to what became of its rows. The address alone says which: a reload changes nothing. */
export function ImportPage({ id }: { id: string }) {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.imports.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? pollMs : false),
  });
  const view = query.data;
  return (
    <>
      <PageHeader
        title={view?.fileName ?? t("import")}
        crumbs={[{ label: t("title"), href: "/imports" }]}
        aside={view ? <HeaderFacts view={view} /> : undefined}
      />
      {view ? (
        <Stage view={view} />
      ) : query.isError ? (
        <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : (
        <PageBody>
          <SkeletonText lines={8} />
        </PageBody>
      )}
    </>
  );
}

function HeaderFacts({ view }: { view: ImportView }) {
  const t = useTranslations("imports");
  const format = useFormat();
  return (
    <>
      {view.dryRun && view.status !== "uploaded" ? <Badge>{t("dryRun")}</Badge> : null}
      <ImportState view={view} />
      <span className="text-faint">{format.bytes(view.fileBytes)}</span>
    </>
  );
}

function Stage({ view }: { view: ImportView }): ReactNode {
  const t = useTranslations("imports");
  const [{ step }] = useSearch(importSearch);
  const canRun = useCan("imports:run");
  if (isUnderWay(view)) return <ImportProgress view={view} />;
  if (canRun && view.canStart && (view.status === "uploaded" || step === "map"))
    return <MappingForm key={view.id} view={view} />;
  if (view.status === "uploaded")
    return (
      <EmptyState drawing="file" title={t("waiting.title")}>
        {t(view.canStart ? "waiting.text" : "waiting.gone")}
      </EmptyState>
    );
  return <ImportResult view={view} />;
}
