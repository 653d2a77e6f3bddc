"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { StatusDot } from "@/app/_ui/display/badge";
import { momentOf, type OutboxRow, recipientOf, toneOf, useMessageWords } from "./message-words";
import { ReactionMarks } from "./reaction-marks";

const nothing = <span className="text-faint">—</span>;

export function useOutboxColumns(): Column<OutboxRow>[] {
  const t = useTranslations("outbox.columns");
  const words = useMessageWords();
  return useMemo(
    () => [
      { id: "to", header: t("to"), isTitle: true, width: 200, cell: recipientOf },
      {
        id: "subject",
        header: t("subject"),
        grows: true,
        width: 260,
        phone: "meta",
        cell: (row) =>
          row.subject ?? <span className="text-faint">{row.templateName ?? t("notWritten")}</span>,
      },
      { id: "source", header: t("source"), width: 210, phone: "hidden", cell: words.source },
      {
        id: "state",
        header: t("state"),
        width: 290,
        phone: "meta",
        cell: (row) => <State row={row} />,
      },
      {
        id: "reactions",
        header: t("reactions"),
        width: 100,
        phone: "hidden",
        cell: (row) => <ReactionMarks row={row} />,
      },
      {
        id: "at",
        header: t("at"),
        width: 140,
        align: "end",
        phone: "aside",
        cell: (row) => <TimeAgo at={momentOf(row)} />,
      },
      {
        id: "address",
        header: t("address"),
        width: 220,
        isExtra: true,
        cell: (row) => row.address ?? nothing,
      },
      {
        id: "template",
        header: t("template"),
        width: 180,
        isExtra: true,
        cell: (row) => row.templateName ?? nothing,
      },
      {
        id: "attempts",
        header: t("attempts"),
        width: 100,
        align: "end",
        isExtra: true,
        cell: (row) => row.attempts,
      },
    ],
    [t, words],
  );
}

function State({ row }: { row: OutboxRow }) {
  const t = useTranslations("outbox");
  const words = useMessageWords();
  const isWaiting = row.state === "planned";
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1.5" title={row.detail ?? undefined}>
      <StatusDot tone={toneOf(row.state)} isLive={row.state === "claimed"}>
        {words.state(row.state)}
      </StatusDot>
      {row.reason ? <span className="truncate text-muted">{words.reason(row.reason)}</span> : null}
      {isWaiting && !row.reason ? (
        <span className="truncate text-muted">
          {t("due")} <TimeAgo at={row.notBefore} />
        </span>
      ) : null}
    </span>
  );
}
