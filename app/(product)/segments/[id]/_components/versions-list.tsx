"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExactTime } from "@/app/_components/moment";
import { useRuleSentence } from "@/app/_components/rule-editor/named-rule";
import { asGroup } from "@/app/_components/rule-editor/rule-editor";
import { useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { toast } from "@/app/_ui/overlay/toast";
import type { SegmentVersion } from "@/server/domain/segments";
import { compareRules } from "@/server/domain/segments/compare-rules";
import type { Group, Rule } from "@/server/domain/segments/rule";
import { JsonDialog } from "../../_builder/json-dialog";
import type { OneSegment } from "./segment-page";

/** What the segment has meant, newest first, each as its sentence; any of them can be made current again. */
export function VersionsList({ segment }: { segment: OneSegment }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.segments.versions.queryOptions({ id: segment.id }));
  if (error) return <ErrorState isSmall message={problemOf(error)?.message} onRetry={() => void refetch()} />;
  return (
    <div className="max-w-200 px-4 pt-4 pb-16 sm:px-6">
      {data ? (
        <ol className="divide-y">
          {data.map((version, index) => (
            <Version key={version.version} version={version} before={data[index + 1]} segment={segment} />
          ))}
        </ol>
      ) : (
        <SkeletonText lines={6} />
      )}
    </div>
  );
}

function Version({
  version,
  before,
  segment,
}: {
  version: SegmentVersion;
  /** The version it replaced. */
  before: SegmentVersion | undefined;
  segment: OneSegment;
}) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("segments:write");
  const rule = asGroup(version.definition ?? undefined);
  const sentenceOf = useRuleSentence(useRuleNames(rule));
  const [isJsonOpen, setJsonOpen] = useState(false);
  const isCurrent = version.version === segment.version;
  const restore = useMutation(
    trpc.segments.update.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        toast.done(t("savedVersion", { version: saved.version }));
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("live.noConnection")),
    }),
  );
  return (
    <li className="flex flex-col gap-1.5 py-4">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{t("version", { version: version.version })}</span>
        {isCurrent ? <Badge tone="ok">{t("versions.current")}</Badge> : null}
        <span className="text-muted">
          <ExactTime at={version.savedAt} /> · {version.actorLabel}
        </span>
        <span className="ml-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => setJsonOpen(true)}>
            {t("json.open")}
          </Button>
          {canWrite && !isCurrent && version.definition ? (
            <Button
              size="sm"
              variant="ghost"
              isBusy={restore.isPending}
              onClick={() => restore.mutate({ id: segment.id, definition: rule })}
            >
              {t("versions.restore")}
            </Button>
          ) : null}
        </span>
      </div>
      <p className="text-pretty text-sm">{sentenceOf(rule) || t("live.everybody")}</p>
      {before ? <Changes from={asGroup(before.definition ?? undefined)} to={rule} /> : null}
      {isJsonOpen ? <JsonDialog rule={rule} onClose={() => setJsonOpen(false)} /> : null}
    </li>
  );
}

/** What became of the conditions with this version. */
function Changes({ from, to }: { from: Group; to: Group }) {
  const t = useTranslations("segments.versions");
  const names = useRuleNames({ kind: "all", rules: [from, to] });
  const sentenceOf = useRuleSentence(names);
  const { added, removed } = compareRules(from, to);
  if (added.length + removed.length === 0) return null;
  const line = (rule: Rule, index: number, sign: "added" | "removed") => (
    <li key={`${sign}${index}`} className="flex gap-2">
      <span className={sign === "added" ? "text-ok" : "text-bad"}>
        <span aria-hidden>{sign === "added" ? "+" : "−"}</span>
        <span className="sr-only">{t(sign)}</span>
      </span>
      <span className={cn("min-w-0 text-pretty", sign === "removed" && "text-muted line-through")}>
        {sentenceOf(rule)}
      </span>
    </li>
  );
  return (
    <ul aria-label={t("changes")} className="flex flex-col gap-0.5 border-l pl-3 text-sm">
      {removed.map((rule, index) => line(rule, index, "removed"))}
      {added.map((rule, index) => line(rule, index, "added"))}
    </ul>
  );
}
