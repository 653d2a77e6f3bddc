"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GitMerge } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerCode } from "@/app/_components/customer-name";
import { ExactTime } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import { MergeDialog } from "./merge-dialog";

/** Who was joined with this person, by what, what came with them, and the way back. */
export function MergesLog({ customerId }: { customerId: number }) {
  const t = useTranslations("merges");
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const [isMerging, setMerging] = useState(false);
  const query = useQuery(trpc.identity.merges.queryOptions({ customerId }));
  const undo = useUndo();
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <SkeletonText lines={6} />;
  const start = canWrite ? (
    <Button size="sm" icon={<GitMerge />} onClick={() => setMerging(true)}>
      {t("mergeWith")}
    </Button>
  ) : undefined;
  return (
    <>
      {query.data.length === 0 ? (
        <EmptyState isSmall title={t("empty")} actions={start}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <Section title={t("title")} description={t("text")} actions={start}>
          <ol className="divide-y border-y">
            {query.data.map((row) => (
              <li key={row.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5 text-sm">
                <ExactTime at={row.at} className="w-40 shrink-0 text-muted" />
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-x-2">
                    <span className="font-medium">
                      {row.donorKind === "visitor"
                        ? t("visitor", { id: row.anonymousId ?? String(row.donorId) })
                        : customerCode(row.donorId)}
                    </span>
                    {row.undoneAt ? <Badge>{t("undone")}</Badge> : null}
                  </p>
                  <p className="text-muted">
                    {t.has(`rules.${row.rule}` as "rules.api") ? t(`rules.${row.rule as "api"}`) : row.rule} ·{" "}
                    {row.actor}
                  </p>
                  {Object.keys(row.moved).length > 0 ? <Moved moved={row.moved} /> : null}
                </div>
                {canWrite && row.canUndo ? (
                  <Button
                    size="sm"
                    variant="ghost"
                    isBusy={undo.isPending && undo.variables?.mergeId === row.id}
                    onClick={() => undo.mutate({ mergeId: row.id })}
                  >
                    {t("undo")}
                  </Button>
                ) : null}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {isMerging ? <MergeDialog customerId={customerId} onClose={() => setMerging(false)} /> : null}
    </>
  );
}

function Moved({ moved }: { moved: Record<string, number> }) {
  const t = useTranslations("merges.tables");
  const known = Object.entries(moved).filter(([table]) => t.has(table as "orders"));
  if (known.length === 0) return null;
  return (
    <p className="text-faint text-xs">
      {known.map(([table, count]) => t(table as "orders", { count })).join(" · ")}
    </p>
  );
}

/** Takes a merge back and says what could not come back with it. */
function useUndo() {
  const t = useTranslations("merges");
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.identity.undoMerge.mutationOptions({
      onSuccess: (back) => {
        const missing = Object.values(back.missing).reduce((sum, count) => sum + count, 0);
        const notes = [
          back.keptFields.length > 0 ? t("keptFields", { fields: back.keptFields.join(", ") }) : "",
          back.lostIdentities.length > 0
            ? t("lostIdentities", { values: back.lostIdentities.map((one) => one.value).join(", ") })
            : "",
          missing > 0 ? t("missing", { count: missing }) : "",
          back.cancelledLetters > 0 ? t("cancelled", { count: back.cancelledLetters }) : "",
          back.leftCampaigns > 0 ? t("left", { count: back.leftCampaigns }) : "",
        ].filter(Boolean);
        toast.done(t("takenBack"), { description: notes.length > 0 ? notes.join(" ") : t("exact") });
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
      onSettled: () =>
        Promise.all([
          client.invalidateQueries(trpc.identity.pathFilter()),
          client.invalidateQueries(trpc.customers.pathFilter()),
        ]),
    }),
  );
}
