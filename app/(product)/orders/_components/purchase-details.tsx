"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerCode, customerName, customerPath } from "@/app/_components/customer-name";
import { FieldValue } from "@/app/_components/fields/field-value";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { ExactTime } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import type { PurchaseItem } from "@/server/domain/orders";
import { PurchaseLines } from "./purchase-lines";
import { PaymentStatus, PurchaseStatus, usePurchaseWords } from "./purchase-states";

/** Beside the list: whose it is, its states, what is in it and how its sum came about. */
export function PurchaseDetails({ purchase }: { purchase: PurchaseItem }) {
  const t = useTranslations("purchases");
  const format = useFormat();
  const words = usePurchaseWords();
  const isOrder = purchase.kind === "order";
  const money = (minor: number) => format.money(minor, purchase.currency);
  const fact = (label: string, value: React.ReactNode) => ({
    label: t(`columns.${label}` as "title"),
    value,
  });
  return (
    <div className="flex flex-col gap-6 p-4">
      <DescriptionList
        items={[
          fact("customer", <Buyer purchase={purchase} />),
          fact("at", <ExactTime at={purchase.occurredAt} />),
          fact("status", <PurchaseStatus status={purchase.status} />),
          ...(isOrder
            ? [
                fact(
                  "payment",
                  purchase.paymentStatus ? <PaymentStatus status={purchase.paymentStatus} /> : undefined,
                ),
                fact(
                  "delivery",
                  purchase.deliveryStatus ? words.delivery(purchase.deliveryStatus) : undefined,
                ),
              ]
            : []),
          fact(
            "store",
            purchase.store ? (
              <Link className="quiet-link text-accent" href={`/products/stores/sto_${purchase.store.id}`}>
                {purchase.store.name}
              </Link>
            ) : undefined,
          ),
          fact("channel", words.channel(purchase.channel)),
          ...(purchase.promoCode ? [fact("promoCode", <code>{purchase.promoCode}</code>)] : []),
          ...(purchase.order
            ? [
                fact(
                  "order",
                  <Link
                    className="quiet-link text-accent"
                    href={`/orders?q=${encodeURIComponent(purchase.order)}`}
                  >
                    {purchase.order}
                  </Link>,
                ),
              ]
            : []),
          fact("externalId", <code className="break-all text-xs">{purchase.externalId}</code>),
        ]}
      />
      <Section title={t("lines")}>
        <PurchaseLines purchase={purchase} />
        <dl className="ml-auto grid w-full max-w-72 grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
          {purchase.discountMinor > 0 ? (
            <Sum label={t("columns.discount")} value={`−${money(purchase.discountMinor)}`} />
          ) : null}
          {purchase.bonusPaidMinor > 0 ? (
            <Sum label={t("bonusPaid")} value={`−${money(purchase.bonusPaidMinor)}`} />
          ) : null}
          <Sum isMain label={t("columns.total")} value={money(purchase.totalMinor)} />
          {purchase.bonusEarnedMinor > 0 ? (
            <Sum label={t("bonusEarned")} value={`+${money(purchase.bonusEarnedMinor)}`} />
          ) : null}
        </dl>
      </Section>
      <Fields purchase={purchase} />
    </div>
  );
}

function Buyer({ purchase }: { purchase: PurchaseItem }) {
  const t = useTranslations("purchases");
  if (!purchase.customer)
    return (
      <span className="text-muted">
        {t("visitor")} · {customerCode(purchase.customerId)}
      </span>
    );
  return (
    <Link className="quiet-link font-medium text-accent" href={customerPath(purchase.customerId)}>
      {customerName(purchase.customer)}
    </Link>
  );
}

const Sum = ({ label, value, isMain }: { label: string; value: string; isMain?: boolean }) => (
  <>
    <dt className={isMain ? "font-medium" : "text-muted"}>{label}</dt>
    <dd className={isMain ? "figures text-end font-semibold" : "figures text-end text-muted"}>{value}</dd>
  </>
);

/** Custom fields by their names, then what came and nobody described. */
function Fields({ purchase }: { purchase: PurchaseItem }) {
  const t = useTranslations("purchases");
  const custom = useCustomFields(purchase.kind);
  const described = new Map(custom.all.map((field) => [field.code, field]));
  const items = Object.entries(purchase.attributes).flatMap(([code, value]) => {
    const field = described.get(code);
    if (field?.isHidden) return [];
    const label = field?.name ?? code;
    const choices = field ? custom.itemsOf(field) : [];
    return [
      {
        label,
        value: <FieldValue key={code} field={field ?? { type: "json" }} value={value} items={choices} />,
      },
    ];
  });
  if (items.length === 0) return null;
  return (
    <Section title={t("fields")}>
      <DescriptionList items={items} />
    </Section>
  );
}
