"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import type { TaskSummary } from "@/server/domain/tasks";
import type { TaskState } from "@/server/domain/tasks/schema";
import { useFunctionText } from "./use-function-text";

export const taskTones: Record<TaskState, Tone> = {
  queued: "neutral",
  running: "accent",
  waiting: "neutral",
  completed: "ok",
  failed: "bad",
  cancelled: "neutral",
};

export function useTaskColumns(): Column<TaskSummary>[] {
  const t = useTranslations("tasks");
  const format = useFormat();
  const functionText = useFunctionText();
  return useMemo(
    () => [
      {
        id: "state",
        header: t("state"),
        width: 120,
        phone: "aside",
        cell: (row) => (
          <StatusDot tone={taskTones[row.state]} isLive={row.state === "running"}>
            {t(`states.${row.state}`)}
          </StatusDot>
        ),
      },
      {
        id: "what",
        header: t("what"),
        isTitle: true,
        width: 250,
        cell: (row) => (
          <span className="truncate">
            {functionText({ id: row.functionId, name: row.functionName }).name}
          </span>
        ),
      },
      {
        id: "note",
        header: t("note"),
        grows: true,
        width: 200,
        phone: "hidden",
        cell: (row) => (
          <span
            className={row.error ? "block truncate text-bad" : "block truncate text-muted"}
            title={row.error ?? undefined}
          >
            {row.error ?? functionText({ id: row.functionId, name: "" }).text}
          </span>
        ),
      },
      {
        id: "attempts",
        header: t("attempts"),
        align: "end",
        width: 90,
        phone: "hidden",
        cell: (row) => (
          <span className={row.attempt > 1 ? "figures text-warn" : "figures text-muted"}>
            {row.attempt === 0
              ? "—"
              : t("attemptOf", { attempt: format.number(row.attempt), most: format.number(row.maxAttempts) })}
          </span>
        ),
      },
      {
        id: "created",
        header: t("created"),
        align: "end",
        width: 170,
        phone: "meta",
        cell: (row) => <TimeAgo at={row.createdAt} className="text-muted" />,
      },
      {
        id: "took",
        header: t("took"),
        align: "end",
        width: 130,
        phone: "hidden",
        cell: (row) => <Took row={row} />,
      },
      {
        id: "next",
        header: t("next"),
        align: "end",
        width: 170,
        phone: "hidden",
        cell: (row) =>
          row.nextAt ? (
            <ExactTime at={row.nextAt} className="text-muted" />
          ) : (
            <span className="text-faint">—</span>
          ),
      },
    ],
    [t, format, functionText],
  );
}

/** From the first call to the end; waiting in between is part of it. */
function Took({ row }: { row: TaskSummary }) {
  const t = useTranslations("tasks");
  const format = useFormat();
  if (!row.startedAt || !row.finishedAt) return <span className="text-faint">—</span>;
  const ms = row.finishedAt.getTime() - row.startedAt.getTime();
  return (
    <span className="figures text-muted">
      {ms < 1000 ? t("milliseconds", { ms: format.number(Math.max(1, ms)) }) : format.duration(ms / 1000)}
    </span>
  );
}
