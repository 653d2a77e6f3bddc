"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Chart } from "@/app/_ui/chart/chart";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import { Count, type Report } from "./report-context";

/** Fewer purchases than this say little about how long people take. */
const fewOrders = 30;

/** What the letters earned, and, as a question of its own, what was bought after a click. */
export function PurchasesSection({
  report,
  attributionDays,
}: {
  report: Report;
  attributionDays: number | null;
}) {
  const t = useTranslations("campaigns.report.purchases");
  const format = useFormat();
  const { purchases } = report;
  const average = purchases.orders > 0 ? format.money(purchases.revenueMinor / purchases.orders) : undefined;
  return (
    <Section title={t("title")}>
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <div>
            <h3 className="font-medium">{t("earned")}</h3>
            <p className="mb-1 text-pretty text-muted text-xs">
              {attributionDays === null ? t("earnedOff") : t("earnedText", { days: attributionDays })}
            </p>
            <DescriptionList
              items={[
                { label: t("orders"), value: <Count count={purchases.orders} metric="orders" /> },
                { label: t("buyers"), value: <Figure text={format.number(purchases.buyers)} /> },
                { label: t("revenue"), value: <Figure text={format.money(purchases.revenueMinor)} /> },
                { label: t("average"), value: average && <Figure text={average} /> },
                {
                  label: t("perEntry"),
                  value: <Figure text={format.money(purchases.revenuePerEntryMinor)} />,
                },
              ]}
            />
          </div>
          <div>
            <h3 className="font-medium">{t("afterClick")}</h3>
            <p className="mb-1 text-pretty text-muted text-xs">{t("afterClickText")}</p>
            <DescriptionList
              items={[
                {
                  label: t("orders"),
                  value: <Count count={purchases.ordersAfterClick} metric="orders_after_click" />,
                },
                {
                  label: t("revenue"),
                  value: <Figure text={format.money(purchases.revenueAfterClickMinor)} />,
                },
              ]}
            />
          </div>
        </div>
        <TimeToPurchase purchases={purchases} />
      </div>
    </Section>
  );
}

const Figure = ({ text }: { text: string }) => <span className="figures">{text}</span>;

function TimeToPurchase({ purchases }: { purchases: Report["purchases"] }) {
  const t = useTranslations("campaigns.report.purchases");
  const format = useFormat();
  if (purchases.orders === 0) return <p className="self-center text-muted">{t("none")}</p>;
  const stepName = (x: string) =>
    x === "later" ? t("later") : t("within", { time: format.duration(Number(x) * 3600) });
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{t("time")}</h3>
      <p className="text-muted text-xs">
        {purchases.medianSecondsToPurchase === null
          ? null
          : t("median", { time: format.duration(purchases.medianSecondsToPurchase) })}{" "}
        {purchases.orders < fewOrders ? t("fewOrders", { count: purchases.orders }) : null}
      </p>
      <Chart
        title={t("time")}
        kind="bar"
        height={180}
        points={purchases.timeToPurchase.map(({ withinHours, orders }) => ({
          x: withinHours === null ? "later" : String(withinHours),
          orders,
        }))}
        series={[{ key: "orders", label: t("orders"), color: 4 }]}
        formatX={stepName}
        formatValue={(value) => format.number(value)}
      />
    </div>
  );
}
