"use client";
import { useTranslations } from "next-intl";
import { HelpLink } from "@/app/_components/help-link";
import { useFormat } from "@/app/_i18n/use-format";
import { Stat } from "@/app/_ui/display/stat";
import type { Home } from "./home-view";

/** Change against before, or nothing where there was nothing to compare with. */
function useDelta() {
  const format = useFormat();
  return (current: number, previous: number) => {
    if (previous === 0) return undefined;
    const share = (current - previous) / previous;
    const direction =
      Math.abs(share) < 0.0005 ? ("flat" as const) : share > 0 ? ("up" as const) : ("down" as const);
    return { text: format.change(share), direction, isGood: share >= 0 };
  };
}

/** The numbers that matter: what letters earned first, because that is what the work is for. */
export function WeekNumbers({ home }: { home: Home }) {
  const t = useTranslations("home.week");
  const format = useFormat();
  const delta = useDelta();
  const { letters, purchases, week } = home;
  const since = format.isoDay(week.from);
  const share = (part: number, whole: number) => (whole > 0 ? format.percent(part / whole) : "—");
  const before = (text: string) => t("before", { value: text });
  return (
    <section aria-label={t("label")} className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
      <Stat
        label={t("earned")}
        value={format.moneyWhole(purchases.current.attributedMinor)}
        delta={delta(purchases.current.attributedMinor, purchases.previous.attributedMinor)}
        href="/campaigns"
        aside={<HelpLink topic="attribution" about={t("earned")} />}
        note={t("ofRevenue", {
          share: share(purchases.current.attributedMinor, purchases.current.revenueMinor),
          revenue: format.moneyWhole(purchases.current.revenueMinor),
        })}
      />
      <Stat
        label={t("purchases")}
        value={format.number(purchases.current.purchases)}
        delta={delta(purchases.current.purchases, purchases.previous.purchases)}
        href="/customers?bought=1&sort=-lastPurchase"
        note={before(format.number(purchases.previous.purchases))}
      />
      <Stat
        label={t("sent")}
        value={format.number(letters.current.sent)}
        delta={delta(letters.current.sent, letters.previous.sent)}
        href={`/outbox?since=${since}&state=sent`}
        note={before(format.number(letters.previous.sent))}
      />
      <Stat
        label={t("clicked")}
        value={format.number(letters.current.clicked)}
        delta={delta(letters.current.clicked, letters.previous.clicked)}
        href={`/outbox?since=${since}&state=clicked`}
        note={t("opened", {
          count: letters.current.opened,
          shown: format.number(letters.current.opened),
          share: share(letters.current.clicked, letters.current.sent),
        })}
      />
    </section>
  );
}
