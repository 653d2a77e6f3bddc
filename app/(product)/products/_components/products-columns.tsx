"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { StatusDot } from "@/app/_ui/display/badge";
import { ProductPicture } from "./product-picture";

export interface Product {
  id: number;
  externalId: string;
  name: string;
  categoryName: string | null;
  brand: string | null;
  priceMinor: number | null;
  oldPriceMinor: number | null;
  url: string | null;
  imageUrl: string | null;
  isAvailable: boolean;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

const none = <span className="text-faint">—</span>;

export function useProductColumns(): Column<Product>[] {
  const t = useTranslations("products");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        isTitle: true,
        grows: true,
        width: 260,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2.5">
            <ProductPicture address={row.imageUrl} className="size-7" />
            <span className="truncate">{row.name}</span>
          </span>
        ),
      },
      { id: "category", header: t("columns.category"), width: 170, cell: (row) => row.categoryName ?? none },
      {
        id: "brand",
        header: t("columns.brand"),
        width: 140,
        phone: "hidden",
        cell: (row) => row.brand ?? none,
      },
      {
        id: "price",
        header: t("columns.price"),
        width: 170,
        align: "end",
        phone: "aside",
        cell: (row) => <ProductPrice product={row} />,
      },
      {
        id: "stock",
        header: t("columns.stock"),
        width: 140,
        phone: "meta",
        cell: (row) => <Availability isAvailable={row.isAvailable} />,
      },
      {
        id: "externalId",
        header: t("columns.externalId"),
        width: 130,
        phone: "hidden",
        cell: (row) => <code className="text-muted text-xs">{row.externalId}</code>,
      },
      {
        id: "updated",
        header: t("columns.updated"),
        width: 140,
        align: "end",
        isExtra: true,
        cell: (row) => <TimeAgo at={row.updatedAt} />,
      },
    ],
    [t],
  );
}

/** The price, and beside it the one it was before. */
export function ProductPrice({ product }: { product: Pick<Product, "priceMinor" | "oldPriceMinor"> }) {
  const t = useTranslations("products");
  const format = useFormat();
  const { priceMinor, oldPriceMinor } = product;
  if (priceMinor === null) return none;
  const isReduced = oldPriceMinor !== null && oldPriceMinor > priceMinor;
  return (
    <span className="figures whitespace-nowrap">
      {isReduced ? (
        <s className="mr-2 text-faint text-xs" title={t("columns.oldPrice")}>
          {format.money(oldPriceMinor)}
        </s>
      ) : null}
      {format.money(priceMinor)}
    </span>
  );
}

export function Availability({ isAvailable }: { isAvailable: boolean }) {
  const t = useTranslations("products.stock");
  return <StatusDot tone={isAvailable ? "ok" : "neutral"}>{t(isAvailable ? "in" : "out")}</StatusDot>;
}
