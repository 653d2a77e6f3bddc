"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Progress } from "@/app/_ui/display/progress";
import { Section } from "@/app/_ui/layout/section";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { ImportView } from "@/server/domain/integrations";

/** Takes an import back: exact counts before, progress while, and what stayed afterwards. */
export function UndoImport({ view }: { view: ImportView }) {
  const t = useTranslations("imports.undo");
  const canRun = useCan("imports:run");
  const [isAsking, setAsking] = useState(false);
  const hasDone = !view.dryRun && view.rows.created + view.rows.updated > 0;
  if (view.undo) return <UndoState view={view} undo={view.undo} />;
  if (!hasDone || !canRun) return null;
  return (
    <Section title={t("title")} description={t("text")}>
      <div>
        <Button icon={<Undo2 />} onClick={() => setAsking(true)}>
          {t("button")}
        </Button>
      </div>
      {isAsking ? <AskUndo id={view.id} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function AskUndo({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const format = useFormat();
  const queryClient = useQueryClient();
  const preview = useQuery({ ...trpc.imports.undoPreview.queryOptions({ id }), staleTime: 0 });
  const undo = useMutation(
    trpc.imports.undo.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.imports.pathFilter());
        onClose();
      },
    }),
  );
  const changes = preview.data?.changes ?? [];
  const total = changes.reduce((sum, one) => sum + one.created + one.changed, 0);
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("undo.title")}
      action={t("undo.confirm", { count: total, shown: format.number(total) })}
      isCounting={preview.isPending}
      isBusy={undo.isPending}
      isDangerous
      onConfirm={() => undo.mutate({ id })}
      error={undo.isError ? problemOf(undo.error)?.message : undefined}
    >
      {preview.data && total === 0 ? <p>{t("undo.nothing", { days: preview.data.days })}</p> : null}
      <ul className="flex flex-col gap-1">
        {changes.map((one) => (
          <li key={one.entity} className="figures">
            {t("undo.would", {
              entity: t(`entities.${one.entity}`),
              created: format.number(one.created),
              changed: format.number(one.changed),
            })}
          </li>
        ))}
      </ul>
      <p>{t("undo.rule")}</p>
    </ConfirmDialog>
  );
}

function UndoState({ view, undo }: { view: ImportView; undo: NonNullable<ImportView["undo"]> }) {
  const t = useTranslations("imports.undo");
  const format = useFormat();
  const isOver = undo.status === "done";
  return (
    <Section title={isOver ? t("done") : t("running")}>
      {isOver ? (
        <p className="figures text-muted text-sm">
          {t("result", {
            removed: format.number(undo.removed),
            restored: format.number(undo.restored),
            kept: format.number(undo.kept),
          })}
        </p>
      ) : (
        <div className="max-w-120">
          <Progress value={undo.done} max={Math.max(1, undo.total)} label={t("running")} />
          <span className="figures mt-1 block text-muted text-xs">
            {t("progress", { done: format.number(undo.done), total: format.number(undo.total) })}
          </span>
        </div>
      )}
      {undo.kept > 0 ? <KeptList id={view.id} /> : null}
    </Section>
  );
}

const knownCodes = ["changed_since", "has_data", "merged", "identity_taken"] as const;
type KnownCode = (typeof knownCodes)[number];

/** What stayed, and why. */
function KeptList({ id }: { id: string }) {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.imports.kept.queryOptions({ id, limit: 100 }));
  return (
    <ul className="mt-3 flex max-w-180 flex-col divide-y divide-line text-sm">
      {data?.items.map((one) => (
        <li key={one.place} className="flex flex-wrap gap-x-2 py-1.5">
          <span className="figures">
            {one.entity === "customers" ? (
              <a className="text-accent hover:underline" href={`/customers/cus_${one.id}`}>
                cus_{one.id}
              </a>
            ) : (
              `${one.entity} ${one.id}`
            )}
          </span>
          {one.field ? <span className="text-muted">{one.field}</span> : null}
          <span className="text-muted">
            {knownCodes.includes(one.code as KnownCode)
              ? t(`undo.kept.${one.code as KnownCode}`, { what: one.detail ?? "" })
              : one.code}
          </span>
        </li>
      ))}
    </ul>
  );
}
