"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TimeAgo } from "@/app/_components/moment";
import { PageColumns } from "@/app/_components/page-body";
import { RuleNamesProvider, useRuleNames } from "@/app/_components/rule-editor/rule-names";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Stat } from "@/app/_ui/display/stat";
import { CountAgain } from "../count-again";
import type { OneSegment } from "../segment-page";
import { LiveSwitch } from "./live-switch";
import { OverlapSection } from "./overlap-section";
import { SalesSection } from "./sales-section";
import { SizeSection } from "./size-section";

const nothingNamed = { kind: "all", rules: [] } as const;

/** How large the segment is and how that goes, what its people buy, and whom it shares with others. */
export function OverviewTab({ segment, aside }: { segment: OneSegment; aside: ReactNode }) {
  const nameOf = useRuleNames({ ...nothingNamed, rules: [] });
  return (
    <RuleNamesProvider value={nameOf}>
      <PageColumns
        main={
          <>
            <Figures segment={segment} />
            <SizeSection segment={segment} />
            <SalesSection id={segment.id} />
            <OverlapSection segment={segment} />
          </>
        }
        aside={
          <>
            {segment.kind === "dynamic" ? <LiveSwitch segment={segment} /> : null}
            {aside}
          </>
        }
      />
    </RuleNamesProvider>
  );
}

/** The size now and what came and went; each a way to the people behind it. */
function Figures({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.overview.figures");
  const format = useFormat();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.segments.trend.queryOptions({ id: segment.id, days: 30 }));
  const days = data?.days ?? [];
  const page = `/segments/${segment.id}`;
  const changed = (back: number) => {
    const then = days.at(-1 - back)?.size;
    const now = segment.size ?? days.at(-1)?.size;
    return then === undefined || now === undefined ? undefined : now - then;
  };
  const sum = (key: "entered" | "left") => days.slice(-7).reduce((total, day) => total + day[key], 0);
  const week = changed(7);
  const signed = (value: number) =>
    `${value > 0 ? "+" : value < 0 ? "−" : ""}${format.number(Math.abs(value))}`;
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-5 sm:grid-cols-3">
      <Stat
        label={t("size")}
        value={segment.size === null ? "—" : format.number(segment.size)}
        href={`${page}?tab=people`}
        delta={
          week === undefined
            ? undefined
            : { text: signed(week), direction: week > 0 ? "up" : week < 0 ? "down" : "flat" }
        }
        note={
          segment.isLive ? (
            t("current")
          ) : (
            <span className="inline-flex flex-wrap items-center gap-x-1">
              {segment.sizeAt ? <TimeAgo at={segment.sizeAt} /> : t("notCounted")}
              <CountAgain id={segment.id} />
            </span>
          )
        }
      />
      {segment.isLive || days.length > 0 ? (
        <>
          <Stat
            label={t("entered")}
            value={format.number(sum("entered"))}
            href={`${page}?tab=moves&kind=entered`}
            note={t("week")}
          />
          <Stat
            label={t("left")}
            value={format.number(sum("left"))}
            href={`${page}?tab=moves&kind=left`}
            note={t("week")}
          />
        </>
      ) : null}
    </div>
  );
}
