"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { customerName } from "@/app/_components/customer-name";
import type { Column } from "@/app/_components/data-table/columns";
import { fieldColumns } from "@/app/_components/fields/field-columns";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { ExactTime } from "@/app/_components/moment";
import type { Format } from "@/app/_i18n/format";
import { useFormat } from "@/app/_i18n/use-format";
import type { PurchaseItem } from "@/server/domain/orders";
import type { PurchaseKind } from "../search-params";
import { PaymentStatus, PurchaseStatus, usePurchaseWords } from "./purchase-states";

const none = <span className="text-faint">—</span>;

export const purchaseName = (row: { number: string | null; externalId: string }): string =>
  row.number ?? row.externalId;

export function usePurchaseColumns(kind: PurchaseKind): Column<PurchaseItem>[] {
  const t = useTranslations("purchases");
  const format = useFormat();
  const words = usePurchaseWords();
  const custom = useCustomFields(kind);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are made of `t` alone
  return useMemo(
    () => [
      {
        id: "number",
        header: t("columns.number"),
        isTitle: true,
        width: 150,
        cell: (row) => <span className="figures font-medium">{purchaseName(row)}</span>,
      },
      {
        id: "at",
        header: t("columns.at"),
        width: 175,
        phone: "meta",
        cell: (row) => <ExactTime at={row.occurredAt} />,
      },
      {
        id: "customer",
        header: t("columns.customer"),
        grows: true,
        width: 160,
        phone: "meta",
        cell: (row) => (row.customer ? customerName(row.customer) : <Unknown />),
      },
      {
        id: "goods",
        header: t("columns.goods"),
        grows: true,
        width: 180,
        phone: "hidden",
        cell: (row) => <Goods lines={row.lines} format={format} />,
      },
      {
        id: "status",
        header: t("columns.status"),
        width: 125,
        phone: "meta",
        cell: (row) => <PurchaseStatus status={row.status} />,
      },
      ...(kind === "order" ? orderColumns(t("columns.payment"), t("columns.delivery"), words.delivery) : []),
      {
        id: "store",
        header: t("columns.store"),
        width: 160,
        phone: "hidden",
        isExtra: kind === "order",
        cell: (row) => row.store?.name ?? none,
      },
      {
        id: "channel",
        header: t("columns.channel"),
        width: 105,
        phone: "hidden",
        isExtra: true,
        cell: (row) => words.channel(row.channel),
      },
      {
        id: "total",
        header: t("columns.total"),
        width: 120,
        align: "end",
        phone: "aside",
        cell: (row) => (
          <span className="figures font-medium">{format.money(row.totalMinor, row.currency)}</span>
        ),
      },
      {
        id: "discount",
        header: t("columns.discount"),
        width: 120,
        align: "end",
        isExtra: true,
        cell: (row) => (row.discountMinor > 0 ? format.money(row.discountMinor, row.currency) : none),
      },
      {
        id: "externalId",
        header: t("columns.externalId"),
        width: 160,
        isExtra: true,
        cell: (row) => <code className="text-muted text-xs">{row.externalId}</code>,
      },
      ...fieldColumns<PurchaseItem>(custom, (row) => row.attributes),
    ],
    [t, format, custom, kind],
  );
}

const orderColumns = (
  payment: string,
  delivery: string,
  deliveryWord: (word: string) => string,
): Column<PurchaseItem>[] => [
  {
    id: "payment",
    header: payment,
    width: 178,
    phone: "hidden",
    cell: (row) => (row.paymentStatus ? <PaymentStatus status={row.paymentStatus} /> : none),
  },
  {
    id: "delivery",
    header: delivery,
    width: 140,
    phone: "hidden",
    isExtra: true,
    cell: (row) => (row.deliveryStatus ? deliveryWord(row.deliveryStatus) : none),
  },
];

function Unknown() {
  return <span className="text-faint">{useTranslations("purchases")("visitor")}</span>;
}

function Goods({ lines, format }: { lines: PurchaseItem["lines"]; format: Format }) {
  const [first, ...more] = lines;
  if (!first) return none;
  return (
    <span className="flex min-w-0 gap-1.5 text-muted">
      <span className="truncate">{first.name ?? first.productExternalId}</span>
      {more.length > 0 ? (
        <span className="figures shrink-0 text-faint">+{format.number(more.length)}</span>
      ) : null}
    </span>
  );
}
