"use client";
import { useTranslations } from "next-intl";
import { peopleWithProblem } from "@/app/_components/people-behind";
import { useFormat } from "@/app/_i18n/use-format";
import { Stat } from "@/app/_ui/display/stat";
import type { Day } from "./problem-groups";

/** Four numbers that matter. A share is of everybody; a change is in points of it. */
export function ReachFigures({ latest, before }: { latest: Day; before: Day | undefined }) {
  const t = useTranslations("quality");
  const format = useFormat();
  const share = (day: Day, name: string) =>
    day.customers > 0 ? (day.figures[name] ?? 0) / day.customers : 0;
  const delta = (name: string, isMoreGood: boolean) => {
    if (!before || latest.customers === 0 || before.customers === 0) return undefined;
    const points = Math.round((share(latest, name) - share(before, name)) * 1000) / 10;
    return {
      text: t("points", {
        points: `${points > 0 ? "+" : points < 0 ? "−" : ""}${format.number(Math.abs(points))}`,
      }),
      direction: points > 0 ? ("up" as const) : points < 0 ? ("down" as const) : ("flat" as const),
      isGood: points === 0 ? undefined : points > 0 === isMoreGood,
    };
  };
  const note = (name: string, optedOut?: string) => (
    <>
      {t("notes.share", { share: format.percent(share(latest, name)) })}
      {optedOut && (latest.figures[optedOut] ?? 0) > 0 ? (
        <span className="block">{t("notes.optedOut", { count: latest.figures[optedOut] ?? 0 })}</span>
      ) : null}
    </>
  );
  const value = (name: string) => format.number(latest.figures[name] ?? 0);
  return (
    <div className="grid grid-cols-2 gap-6 lg:grid-cols-4">
      <Stat label={t("figures.customers")} value={format.number(latest.customers)} href="/customers" />
      <Stat
        label={t("figures.email")}
        value={value("email_reachable")}
        delta={delta("email_reachable", true)}
        note={note("email_reachable", "email_opted_out")}
      />
      <Stat
        label={t("figures.sms")}
        value={value("sms_reachable")}
        delta={delta("sms_reachable", true)}
        note={note("sms_reachable", "sms_opted_out")}
      />
      <Stat
        label={t("figures.unreachable")}
        value={value("unreachable")}
        delta={delta("unreachable", false)}
        href={peopleWithProblem("unreachable")}
        note={
          <>
            {t("notes.share", { share: format.percent(share(latest, "unreachable")) })},{" "}
            {t("notes.unreachable")}
          </>
        }
      />
    </div>
  );
}
