"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Progress } from "@/app/_ui/display/progress";
import type { ImportView } from "@/server/domain/integrations";

/** How far an import has really come. While the file is being read its length is not known, and nothing pretends it is. */
export function ImportBar({
  view,
  className,
}: {
  view: Pick<ImportView, "phase" | "rows" | "status">;
  className?: string;
}) {
  const t = useTranslations("imports.progress");
  const format = useFormat();
  const isCounted = view.phase === "applying" && view.rows.total > 0;
  const done = format.number(view.rows.done);
  const words =
    view.status === "queued"
      ? t("queued")
      : isCounted
        ? t("rowsOf", { done, total: format.number(view.rows.total) })
        : t("read", { count: view.rows.total, shown: format.number(view.rows.total) });
  return (
    <div className={className}>
      <Progress
        value={isCounted ? view.rows.done : undefined}
        max={isCounted ? view.rows.total : 1}
        label={words}
      />
      <span className="figures mt-1 block truncate text-muted text-xs">{words}</span>
    </div>
  );
}
