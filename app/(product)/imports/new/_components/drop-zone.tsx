"use client";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import { LineDrawing } from "@/app/_ui/display/line-drawing";
import { fileLimits } from "@/server/domain/integrations/files/limits";

/** A place to drop a file on. Underneath it is an ordinary file field: the keyboard and screen readers use that. */
export function DropZone({ onFile }: { onFile(file: File): void }) {
  const t = useTranslations("imports.drop");
  const format = useFormat();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent, isNow: boolean) => {
    event.preventDefault();
    setOver(isNow);
  };
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <label
      onDragEnter={(event) => over(event, true)}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        take(event.dataTransfer.files);
      }}
      className={cn(
        "flex cursor-pointer flex-col items-center gap-1 rounded-xl border border-line-strong border-dashed px-6 py-12 text-center transition-colors hover:bg-hover has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[:focus-visible]:outline-offset-2",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <LineDrawing name="file" className="pointer-events-none mb-3 h-20" />
      <span className="font-semibold text-base">{t("title")}</span>
      <span className="text-accent text-sm">{t("choose")}</span>
      <span className="mt-2 max-w-110 text-pretty text-muted text-xs">
        {t("formats", {
          size: format.number(fileLimits.bytesIn / 2 ** 20),
          rows: format.number(fileLimits.rows),
        })}
      </span>
      <input
        type="file"
        className="sr-only"
        accept=".csv,.tsv,.txt,.gz,text/csv,text/plain,application/gzip"
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again after it was corrected.
          event.target.value = "";
        }}
      />
    </label>
  );
}
