"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ContactValue } from "@/app/_components/contact-health";
import { customerName } from "@/app/_components/customer-name";
import type { Column } from "@/app/_components/data-table/columns";
import { fieldColumns } from "@/app/_components/fields/field-columns";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { TimeAgo } from "@/app/_components/moment";
import { TagChip } from "@/app/_components/tag-chip";
import { useFormat } from "@/app/_i18n/use-format";
import type { CustomerListItem } from "@/server/domain/customers";

export type CustomerRow = CustomerListItem;

const never = <span className="text-faint">—</span>;

export function useCustomerColumns(): Column<CustomerRow>[] {
  const t = useTranslations("customers.columns");
  const facts = useTranslations("customers.facts");
  const genders = useTranslations("customers.genders");
  const custom = useCustomFields("customer");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        grows: true,
        width: 180,
        sort: "name",
        cell: (row) => customerName(row),
      },
      {
        id: "email",
        header: t("email"),
        width: 210,
        cell: (row) => (row.email ? <ContactValue value={row.email} code={row.emailCode} /> : never),
      },
      {
        id: "phone",
        header: t("phone"),
        width: 140,
        phone: "hidden",
        cell: (row) => (row.phone ? <ContactValue value={row.phone} code={row.phoneCode} /> : never),
      },
      { id: "city", header: t("city"), width: 130, sort: "city", cell: (row) => row.city ?? never },
      {
        id: "tags",
        header: t("tags"),
        width: 150,
        phone: "hidden",
        cell: (row) => <RowTags tags={row.tags} />,
      },
      {
        id: "purchases",
        header: t("purchases"),
        width: 100,
        align: "end",
        sort: "purchases",
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
        isExtra: true,
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
      ...(["middleName", "country", "region", "zip", "locale", "timeZone"] as const).map(
        (name): Column<CustomerRow> => ({
          id: name,
          header: facts(name),
          width: 130,
          isExtra: true,
          cell: (row) => row[name] ?? never,
        }),
      ),
      {
        id: "gender",
        header: facts("gender"),
        width: 100,
        isExtra: true,
        cell: (row) => (row.gender === "male" || row.gender === "female" ? genders(row.gender) : never),
      },
      {
        id: "birthOn",
        header: facts("birthOn"),
        width: 130,
        isExtra: true,
        cell: (row) => (row.birthOn ? format.calendarDate(row.birthOn) : never),
      },
      {
        id: "firstPurchase",
        header: facts("firstPurchase"),
        width: 130,
        align: "end",
        isExtra: true,
        cell: (row) => (row.firstPurchaseAt ? <TimeAgo at={row.firstPurchaseAt} /> : never),
      },
      {
        id: "registered",
        header: facts("registered"),
        width: 130,
        align: "end",
        isExtra: true,
        cell: (row) => (row.registeredAt ? <TimeAgo at={row.registeredAt} /> : never),
      },
      ...fieldColumns<CustomerRow>(custom, (row) => row.attributes),
    ],
    [t, facts, genders, format, custom],
  );
}

/** The first two, and how many more. */
function RowTags({ tags }: { tags: CustomerRow["tags"] }) {
  if (tags.length === 0) return never;
  const rest = tags.slice(2);
  return (
    <span className="flex items-center gap-1">
      {tags.slice(0, 2).map((tag) => (
        <TagChip key={tag.id} name={tag.name} color={tag.color} />
      ))}
      {rest.length > 0 ? (
        <span className="text-faint text-xs" title={rest.map((tag) => tag.name).join(", ")}>
          +{rest.length}
        </span>
      ) : null}
    </span>
  );
}
