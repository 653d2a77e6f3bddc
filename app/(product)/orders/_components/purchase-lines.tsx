"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import type { PurchaseItem } from "@/server/domain/orders";
import { ProductPicture } from "../../products/_components/product-picture";

/** What is in it: picture, name, how many at what price. A difference from price × quantity is the line's discount. */
export function PurchaseLines({ purchase }: { purchase: PurchaseItem }) {
  const t = useTranslations("purchases");
  const format = useFormat();
  const money = (minor: number) => format.money(minor, purchase.currency);
  if (purchase.lines.length === 0) return <p className="text-muted text-sm">{t("noLines")}</p>;
  return (
    <ul className="divide-y border-y">
      {purchase.lines.map((line, index) => {
        const name = line.name ?? line.productExternalId ?? "—";
        const full = Math.round(line.quantity * line.priceMinor);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own but its place
          <li key={index} className="flex items-center gap-3 py-2 text-sm">
            <ProductPicture address={line.imageUrl} className="size-10" />
            <span className="min-w-0 flex-1">
              {line.productId === null ? (
                <span className="block truncate">{name}</span>
              ) : (
                <Link className="quiet-link block truncate" href={`/products/prd_${line.productId}`}>
                  {name}
                </Link>
              )}
              <span className="figures text-muted text-xs">
                {format.number(line.quantity)} × {money(line.priceMinor)}
              </span>
            </span>
            <span className="figures shrink-0 text-end">
              {full > line.totalMinor ? (
                <s className="block text-faint text-xs" title={t("beforeDiscount")}>
                  {money(full)}
                </s>
              ) : null}
              {money(line.totalMinor)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
