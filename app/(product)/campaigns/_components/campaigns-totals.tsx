"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Stat } from "@/app/_ui/display/stat";

interface Totals {
  active: number;
  orders: number;
  revenueMinor: number;
}

/** What all campaigns together do and have earned, whatever the list is filtered by. */
export function CampaignsTotals({ totals }: { totals: Totals | undefined }) {
  const t = useTranslations("campaigns.list.totals");
  const format = useFormat();
  const loading = <Skeleton className="h-6 w-20" />;
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-3 px-4 pb-4 sm:flex sm:gap-x-14 sm:px-6">
      <Stat
        label={t("active")}
        value={totals ? format.number(totals.active) : ""}
        href={totals && totals.active > 0 ? "/campaigns?state=active" : undefined}
      >
        {totals ? null : loading}
      </Stat>
      <Stat label={t("orders")} value={totals ? format.number(totals.orders) : ""}>
        {totals ? null : loading}
      </Stat>
      <Stat
        label={t("revenue")}
        value={totals ? format.moneyWhole(totals.revenueMinor) : ""}
        note={t("note")}
        className="max-sm:col-span-2"
      >
        {totals ? null : loading}
      </Stat>
    </div>
  );
}
