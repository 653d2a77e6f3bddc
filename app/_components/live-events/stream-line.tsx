"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import { readEvent } from "./read-event";
import type { StreamItem } from "./stream";

interface StreamLineProps {
  item: StreamItem;
  sourceNames: ReadonlyMap<number, string> | undefined;
  onOpen(): void;
}

/** Time, kind, what, who; a problem stands under it in words. */
export function StreamLine({ item, sourceNames, onOpen }: StreamLineProps) {
  const t = useTranslations("events");
  const format = useFormat();
  const problem = item.kind === "refusal" ? item.refusal : item.problem;
  const sourceId = item.kind === "event" ? item.event.sourceId : item.refusal.sourceId;
  const line = item.kind === "event" ? readEvent(item.event.type, item.event.payload) : undefined;
  const joinedName = item.kind === "event" ? item.event.joined?.customerName : undefined;
  return (
    <li className="border-b">
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-col gap-0.5 rounded-sm px-1 py-1.5 text-left text-sm hover:bg-hover"
      >
        <span className="flex w-full min-w-0 items-baseline gap-3">
          <time
            dateTime={item.at.toISOString()}
            title={format.exactTime(item.at)}
            className="figures w-16 shrink-0 text-faint text-xs"
          >
            {format.clock(item.at)}
          </time>
          <span className={cn("w-16 shrink-0 text-xs", problem ? "text-bad" : "text-muted")}>
            {item.kind === "event" ? item.event.type : t("refused")}
          </span>
          <span className="min-w-0 flex-1 truncate font-medium">
            {line ? (line.what ?? <span className="text-faint">—</span>) : (problem?.path ?? t("request"))}
          </span>
          <span className="hidden min-w-0 max-w-64 truncate text-muted text-xs sm:block" title={line?.who}>
            {joinedName ?? (line?.who ? (line.isAnonymous ? t("visitor", { id: line.who }) : line.who) : "")}
          </span>
          {sourceNames && sourceId ? (
            <span className="hidden w-28 shrink-0 truncate text-right text-faint text-xs md:block">
              {sourceNames.get(sourceId)}
            </span>
          ) : null}
        </span>
        {problem ? (
          <span className="flex items-start gap-1.5 text-bad text-xs">
            <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden="true" />
            <span className="min-w-0 break-words">
              {item.kind === "event" && problem.path ? (
                <code className="font-mono">{problem.path}</code>
              ) : null}{" "}
              {problem.reason}
            </span>
          </span>
        ) : null}
      </button>
    </li>
  );
}
