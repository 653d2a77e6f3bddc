"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { CircleDotDashed, Ellipsis, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { newMetricCondition } from "@/app/_components/rule-editor/new-conditions";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { AppRouter } from "@/server/api/root";
import { ownMetricName } from "@/server/domain/segments/standard-metrics";
import { useSaveKey } from "../../segments/_builder/segment-builder";
import { useLeaveGuard } from "../../segments/_builder/use-leave-guard";
import { UsedBy } from "../../segments/_components/used-by";
import { newSegmentPath } from "../../segments/search-params";
import { DeleteMetricDialog } from "../_components/delete-metric-dialog";
import { definitionOf, draftOf, isReady, type MetricDraft } from "./metric-draft";
import { MetricForm } from "./metric-form";

type Metric = inferRouterOutputs<AppRouter>["metrics"]["get"];

export function OneMetric({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.metrics.get.queryOptions({ id }));
  if (error) return <ErrorState message={problemOf(error)?.message} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="p-6">
        <SkeletonText lines={6} />
      </div>
    );
  return <Loaded metric={data} />;
}

/** A metric of one's own, changed as a draft and saved as a new version. */
function Loaded({ metric }: { metric: Metric }) {
  const t = useTranslations("metrics");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("segments:write");
  const stored = useMemo(() => draftOf(metric), [metric]);
  const [changed, setChanged] = useState<MetricDraft>();
  const [isDeleting, setDeleting] = useState(false);
  const draft = changed ?? stored;
  const isDirty = changed !== undefined && JSON.stringify(changed) !== JSON.stringify(stored);
  const guard = useLeaveGuard(isDirty);
  const save = useMutation(
    trpc.metrics.update.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.metrics.pathFilter());
        setChanged(undefined);
        toast.done(
          saved.version > metric.version
            ? t("form.savedVersion", { version: saved.version })
            : t("form.saved"),
        );
      },
    }),
  );
  const submit = useCallback(() => {
    const definition = definitionOf(draft);
    const { name, code, description } = draft;
    if (isDirty && definition && isReady(draft) && !save.isPending)
      save.mutate({ id: metric.id, name, code, description, definition });
  }, [draft, isDirty, save, metric.id]);
  useSaveKey(submit);
  const problem = problemOf(save.error);
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/metrics" }]}
        title={metric.name}
        aside={
          <>
            {isDirty ? (
              <Badge tone="warn">{t("form.unsaved")}</Badge>
            ) : (
              <span className="text-faint">{t("form.version", { version: metric.version })}</span>
            )}
            <HelpLink topic="metrics" about={t("title")} />
          </>
        }
        actions={
          canWrite ? (
            <>
              {isDirty ? (
                <Button variant="ghost" onClick={() => setChanged(undefined)}>
                  {t("form.discard")}
                </Button>
              ) : null}
              <Button
                variant="primary"
                isBusy={save.isPending}
                disabled={!isDirty || !isReady(draft)}
                onClick={submit}
              >
                {t("form.save")}
              </Button>
              <DropdownMenu
                trigger={
                  <IconButton label={t("list.actionsOf", { name: metric.name })}>
                    <Ellipsis />
                  </IconButton>
                }
              >
                <MenuItem
                  icon={<CircleDotDashed />}
                  href={newSegmentPath(newMetricCondition(ownMetricName(metric.code), metric), "")}
                >
                  {t("list.segment")}
                </MenuItem>
                <MenuSeparator />
                <MenuItem isDangerous icon={<Trash2 />} onSelect={() => setDeleting(true)}>
                  {t("list.delete")}
                </MenuItem>
              </DropdownMenu>
            </>
          ) : null
        }
      />
      {problem && problem.fields.length === 0 ? (
        <p role="alert" className="px-4 text-bad text-sm sm:px-6">
          {problem.message}
        </p>
      ) : null}
      <MetricForm
        draft={draft}
        onChange={setChanged}
        error={save.error}
        isCodeFree={false}
        isUsed={metric.usedBy.length > 0}
        isDisabled={!canWrite}
        aside={
          <Section title={t("usedIn.title")}>
            {metric.usedBy.length > 0 ? (
              <UsedBy places={metric.usedBy} />
            ) : (
              <p className="text-muted text-sm">{t("usedIn.nothing")}</p>
            )}
          </Section>
        }
      />
      {isDeleting ? (
        <DeleteMetricDialog
          metric={metric}
          onClose={() => setDeleting(false)}
          onDeleted={() => guard.leave("/metrics")}
        />
      ) : null}
      {guard.dialog}
    </>
  );
}
