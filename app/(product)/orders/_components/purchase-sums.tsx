"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import type { PurchaseTotals } from "@/server/domain/orders";
import type { PurchaseKind } from "../search-params";

interface Props {
  kind: PurchaseKind;
  totals: PurchaseTotals | undefined;
}

/** What the filtered list is worth, and what of it does not count. Where counting stopped, no sum is claimed. */
export function PurchaseSums({ kind, totals }: Props) {
  const t = useTranslations("purchases.totals");
  const format = useFormat();
  if (!totals || totals.count === 0) return null;
  if (totals.isMore) return <span className="text-faint text-xs">{t("tooMany")}</span>;
  return (
    <span className="figures text-muted text-sm" title={t(`how.${kind}`)}>
      <span className="font-medium text-ink">
        {totals.sums.map((sum) => format.money(sum.totalMinor, sum.currency)).join(" + ")}
      </span>
      {totals.void > 0 ? (
        <span className="ml-2 text-faint">
          {t(`void.${kind}`, { count: totals.void, shown: format.number(totals.void) })}
        </span>
      ) : null}
    </span>
  );
}
