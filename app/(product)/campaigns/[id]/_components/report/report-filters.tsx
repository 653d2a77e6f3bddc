"use client";
import { CalendarDays, CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { DateRange, matchPreset } from "@/app/_ui/input/date-range";
import { Select } from "@/app/_ui/input/select";
import { Popover } from "@/app/_ui/overlay/popover";
import { type ReportSearch, rangeOf } from "../../search-params";

interface ReportFiltersProps {
  search: ReportSearch;
  setSearch(changes: Partial<ReportSearch>): void;
  today: string;
  versions: readonly { version: number; publishedAt: Date }[];
}

/** Whose entries the numbers are about: when they began, on which version. And the way to one person's story. */
export function ReportFilters({ search, setSearch, today, versions }: ReportFiltersProps) {
  const t = useTranslations("campaigns.report");
  const format = useFormat();
  const range = rangeOf(search, today);
  return (
    <div className="screen-only flex flex-wrap items-center gap-2 px-4 pt-4 sm:px-6">
      <Popover
        className="w-80"
        trigger={
          <Button icon={<CalendarDays />} aria-label={t("period")}>
            <PeriodText range={range} today={today} />
          </Button>
        }
      >
        <DateRange
          today={today}
          value={range}
          onChange={({ from, to }) => setSearch({ from, to, all: from === undefined && to === undefined })}
        />
      </Popover>
      {versions.length > 1 ? (
        <Select
          className="w-auto"
          label={t("version")}
          value={String(search.version ?? "all")}
          onChange={(value) => setSearch({ version: value === "all" ? undefined : Number(value) })}
          options={[
            { value: "all", label: t("allVersions") },
            ...[...versions]
              .sort((a, b) => b.version - a.version)
              .map(({ version, publishedAt }) => ({
                value: String(version),
                label: t("versionOf", { version, date: format.shortDate(publishedAt) }),
              })),
          ]}
        />
      ) : null}
      <span className="text-faint text-xs max-sm:hidden">{t("entriesOf")}</span>
      <Button className="ml-auto" icon={<CircleHelp />} onClick={() => setSearch({ why: 0 })}>
        {t("why")}
      </Button>
    </div>
  );
}

function PeriodText({
  range,
  today,
}: {
  range: { from: string | undefined; to: string | undefined };
  today: string;
}) {
  const t = useTranslations("ui.dates");
  const format = useFormat();
  const preset = matchPreset(range, today);
  if (preset) return t(preset);
  if (range.from && range.to) return `${format.calendarDate(range.from)} – ${format.calendarDate(range.to)}`;
  if (range.from) return t("since", { date: format.calendarDate(range.from) });
  if (range.to) return t("until", { date: format.calendarDate(range.to) });
  return t("any");
}
