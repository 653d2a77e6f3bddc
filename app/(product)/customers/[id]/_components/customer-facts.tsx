"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ContactHealth } from "@/app/_components/contact-health";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/display/badge";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";

/** Contacts with their health, metrics, the form, identifiers. */
export function CustomerFacts({
  id,
  isShort = false,
  isBesideOverview = false,
}: {
  id: number;
  isShort?: boolean;
  /** The overview shows the figures and the form itself. */
  isBesideOverview?: boolean;
}) {
  const t = useTranslations("customers.facts");
  const genders = useTranslations("customers.genders");
  const format = useFormat();
  const trpc = useTRPC();
  const { data: customer } = useQuery(trpc.customers.get.queryOptions({ id }));
  if (!customer) return <SkeletonText lines={10} />;
  const { metrics } = customer;
  const isOut = (channel: string) =>
    customer.subscriptions.some(
      (one) => one.channel === channel && one.category === "" && one.state === "unsubscribed",
    );
  const known = (value: string | null) => value || undefined;
  const attributes = Object.entries(customer.attributes);
  return (
    <>
      {isBesideOverview ? null : (
        <Section title={t("metrics")}>
          <DescriptionList
            items={[
              { label: t("purchases"), value: format.number(metrics.purchases) },
              { label: t("revenue"), value: format.money(metrics.revenueMinor) },
              {
                label: t("averageCheck"),
                value:
                  metrics.purchases > 0
                    ? format.money(Math.round(metrics.revenueMinor / metrics.purchases))
                    : undefined,
              },
              {
                label: t("lastPurchase"),
                value: metrics.lastPurchaseAt ? <TimeAgo at={metrics.lastPurchaseAt} /> : undefined,
              },
              ...(isShort
                ? []
                : [
                    {
                      label: t("firstPurchase"),
                      value: metrics.firstPurchaseAt ? format.date(metrics.firstPurchaseAt) : undefined,
                    },
                  ]),
            ]}
          />
        </Section>
      )}
      {isShort ? null : (
        <>
          <Section title={t("contacts")}>
            <ContactHealth customerId={id} />
            {["email", "sms"].filter(isOut).map((channel) => (
              <Badge key={channel} tone="warn" className="self-start">
                {t(channel === "email" ? "email" : "phone")}: {t("unsubscribed")}
              </Badge>
            ))}
          </Section>
          {isBesideOverview ? null : (
            <Section title={t("form")}>
              <DescriptionList
                items={[
                  {
                    label: t("gender"),
                    value: customer.gender ? genders(customer.gender as "male") : undefined,
                  },
                  {
                    label: t("birthOn"),
                    value: customer.birthOn ? format.calendarDate(customer.birthOn) : undefined,
                  },
                  { label: t("city"), value: known(customer.city) },
                  { label: t("region"), value: known(customer.region) },
                  { label: t("locale"), value: known(customer.locale) },
                  { label: t("timeZone"), value: known(customer.timeZone) },
                  {
                    label: t("registered"),
                    value: customer.registeredAt ? format.date(customer.registeredAt) : undefined,
                  },
                  ...attributes.map(([name, value]) => ({
                    label: name,
                    value: typeof value === "string" ? value : JSON.stringify(value),
                  })),
                ]}
              />
            </Section>
          )}
          <Section title={t("identities")}>
            <ul className="flex flex-col gap-1.5 text-sm">
              {customer.identities.map((one) => (
                <li key={`${one.kind}/${one.value}`} className="flex min-w-0 gap-3">
                  <span className="w-32 shrink-0 text-muted">
                    {one.kindName ||
                      (t.has(`kinds.${one.kind as "email"}`) ? t(`kinds.${one.kind as "email"}`) : one.kind)}
                  </span>
                  <span className="min-w-0 break-all font-mono text-xs leading-5">{one.value}</span>
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </>
  );
}
