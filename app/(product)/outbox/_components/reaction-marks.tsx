"use client";
import { Eye, type LucideIcon, MousePointerClick, OctagonAlert, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import type { OutboxRow } from "./message-words";

/** What she did with the letter, and what machines did: full marks are people, faint ones programs. */
export function ReactionMarks({ row }: { row: OutboxRow }) {
  const t = useTranslations("outbox.marks");
  const format = useFormat();
  const marks: { icon: LucideIcon; at: Date | null; name: string; isMachine?: boolean; isBad?: boolean }[] = [
    { icon: Eye, at: row.openedAt, name: t("opened") },
    { icon: MousePointerClick, at: row.clickedAt, name: t("clicked") },
    { icon: UserMinus, at: row.unsubscribedAt, name: t("unsubscribed"), isBad: true },
    { icon: OctagonAlert, at: row.complainedAt, name: t("complained"), isBad: true },
  ];
  if (!row.openedAt && row.machineOpenedAt)
    marks.push({ icon: Eye, at: row.machineOpenedAt, name: t("machineOpened"), isMachine: true });
  if (!row.clickedAt && row.machineClickedAt)
    marks.push({
      icon: MousePointerClick,
      at: row.machineClickedAt,
      name: t("machineClicked"),
      isMachine: true,
    });
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      {marks.map(({ icon: Icon, at, name, isMachine, isBad }) =>
        at ? (
          <span key={name} title={`${name} · ${format.exactTime(at)}`}>
            <Icon
              aria-hidden="true"
              className={cn("size-4", isMachine ? "text-faint/60" : isBad ? "text-bad" : "text-accent")}
            />
            <span className="sr-only">{name}</span>
          </span>
        ) : null,
      )}
    </span>
  );
}
