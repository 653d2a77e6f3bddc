"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ContactValue } from "@/app/_components/contact-health";
import { customerName } from "@/app/_components/customer-name";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";

export interface CustomerRow {
  id: number;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  emailCode: number;
  phoneCode: number;
  firstName: string | null;
  lastName: string | null;
  city: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
  purchases: number;
  revenueMinor: number;
  lastPurchaseAt: Date | null;
}

const never = <span className="text-faint">—</span>;

export function useCustomerColumns(): Column<CustomerRow>[] {
  const t = useTranslations("customers.columns");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        grows: true,
        sort: "name",
        cell: (row) => customerName(row),
      },
      {
        id: "email",
        header: t("email"),
        width: 230,
        cell: (row) => (row.email ? <ContactValue value={row.email} code={row.emailCode} /> : never),
      },
      {
        id: "phone",
        header: t("phone"),
        width: 140,
        phone: "hidden",
        cell: (row) => (row.phone ? <ContactValue value={row.phone} code={row.phoneCode} /> : never),
      },
      { id: "city", header: t("city"), width: 130, cell: (row) => row.city ?? never },
      {
        id: "purchases",
        header: t("purchases"),
        width: 100,
        align: "end",
        cell: (row) => format.number(row.purchases),
      },
      {
        id: "revenue",
        header: t("revenue"),
        width: 120,
        align: "end",
        sort: "revenue",
        phone: "aside",
        cell: (row) => (row.purchases > 0 ? format.moneyWhole(row.revenueMinor) : never),
      },
      {
        id: "lastPurchase",
        header: t("lastPurchase"),
        width: 130,
        align: "end",
        sort: "lastPurchase",
        cell: (row) => (row.lastPurchaseAt ? <TimeAgo at={row.lastPurchaseAt} /> : never),
      },
      {
        id: "seen",
        header: t("seen"),
        width: 130,
        align: "end",
        sort: "seen",
        cell: (row) => (row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : never),
      },
      {
        id: "created",
        header: t("created"),
        width: 130,
        align: "end",
        sort: "created",
        isExtra: true,
        cell: (row) => <TimeAgo at={row.createdAt} />,
      },
      {
        id: "externalId",
        header: t("externalId"),
        width: 120,
        isExtra: true,
        cell: (row) => row.externalId ?? never,
      },
    ],
    [t, format],
  );
}
