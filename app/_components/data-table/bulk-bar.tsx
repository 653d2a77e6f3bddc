"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { IconButton } from "@/app/_ui/action/icon-button";

/** What can be done with the chosen rows; floats over the end of the list. */
export function BulkBar({
  count,
  onClear,
  all,
  children,
}: {
  count: number;
  onClear(): void;
  all?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("table");
  const format = useFormat();
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 flex justify-center px-4 print:hidden">
      <div
        role="toolbar"
        aria-label={t("bulk")}
        className="pointer-events-auto flex animate-rise-in items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-float"
      >
        <span className="figures whitespace-nowrap font-medium">
          {t("selected", { count, shown: format.number(count) })}
        </span>
        {all}
        <span className="mx-1 h-4 w-px bg-line" />
        {children}
        <IconButton label={t("clearSelection")} onClick={onClear}>
          <X />
        </IconButton>
      </div>
    </div>
  );
}
