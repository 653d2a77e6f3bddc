"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import type { ImportView, Mapping } from "@/server/domain/integrations";
import { type ImportEntity, requiredGroups } from "@/server/domain/integrations/fields/catalogue";
import type { FileFormat } from "@/server/domain/integrations/files/format";
import { useStart } from "./use-start";

interface StartBarProps {
  view: ImportView;
  entity: ImportEntity;
  mapping: Mapping;
  format: FileFormat;
  rows: number;
  /** `rows` is judged by the beginning of a long file. */
  isEstimate: boolean;
  /** The preview of the latest choices is on its way. */
  isStale: boolean;
}

/** What is about to be loaded, always in view; the dry run first. */
export function StartBar({ view, entity, mapping, format, rows, isEstimate, isStale }: StartBarProps) {
  const t = useTranslations("imports.start");
  const write = useFormat();
  const start = useStart();
  const codes = new Set(Object.values(mapping));
  const isComplete =
    codes.size > 0 && requiredGroups(entity, codes).every((group) => group.some((code) => codes.has(code)));
  const run = (dryRun: boolean) => start.mutate({ id: view.id, entity, mapping, format, dryRun });
  const isWaiting = start.isPending || isStale;
  const dryRunNow = start.isPending && start.variables.dryRun === true;
  const shown = isEstimate ? t("about", { shown: write.compact(rows) }) : write.number(rows);
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t bg-canvas px-4 py-3 sm:px-6">
      <p className="figures mr-auto text-muted text-sm">
        {t("summary", {
          count: rows,
          rows: shown,
          mapped: write.number(codes.size),
          columns: write.number(format.columns.length),
        })}
      </p>
      {start.isError ? (
        <p role="alert" className="basis-full text-bad text-sm">
          {problemOf(start.error)?.message ?? t("noConnection")}
        </p>
      ) : null}
      <Button
        isBusy={start.isPending && !dryRunNow}
        disabled={!isComplete || isWaiting}
        onClick={() => run(false)}
      >
        {t("import", { count: rows, rows: shown })}
      </Button>
      <Button
        variant="primary"
        isBusy={dryRunNow}
        disabled={!isComplete || isWaiting}
        onClick={() => run(true)}
      >
        {t("dryRun")}
      </Button>
    </div>
  );
}
