"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Delta } from "@/app/_ui/display/stat";
import type { ReportInput } from "../../search-params";
import { Count, type PeopleChoice, type Report } from "./report-context";

interface ReportNumbersProps {
  report: Report;
  input: ReportInput;
  activatedAt: Date | null;
  attributionDays: number | null;
}

/**
 * Entered, delivered, orders, revenue. Each is compared with the same span before only where that is honest: the
 * campaign ran all through it, and nothing of the present span is still to come.
 */
export function ReportNumbers({ report, input, activatedAt, attributionDays }: ReportNumbersProps) {
  const t = useTranslations("campaigns.report");
  const format = useFormat();
  const { totals, messages, purchases } = report;
  const before = usePrevious(input, activatedAt);
  // A provider that never says "delivered" leaves only what it took over.
  const tellsDelivery = messages.delivered > 0 || messages.sent === 0;
  const isMoving = totals.inFlight > 0 || messages.pending > 0;
  const earnsUntil = attributionDays === null ? undefined : endOfEarning(input, attributionDays);
  const isEarning = earnsUntil !== undefined && earnsUntil > report.computedAt;
  const letterMetric = tellsDelivery ? "delivered" : "sent";
  const earningNote = isEarning ? t("stillEarning", { date: format.date(earnsUntil) }) : undefined;
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
      <BigNumber
        label={t("entered")}
        value={totals.entered}
        metric="entered"
        before={before?.totals.entered}
        note={t("enteredNote", {
          customers: totals.customers,
          customersShown: format.number(totals.customers),
          flying: format.number(totals.inFlight),
        })}
      />
      <BigNumber
        label={t(tellsDelivery ? "delivered" : "sent")}
        value={messages[letterMetric]}
        metric={letterMetric}
        before={isMoving ? undefined : before?.messages[letterMetric]}
        note={
          tellsDelivery
            ? t("deliveredNote", { planned: format.number(messages.planned) })
            : t("noReceiptsNote")
        }
      />
      <BigNumber
        label={t("orders")}
        value={purchases.orders}
        metric="orders"
        before={isEarning ? undefined : before?.purchases.orders}
        note={attributionDays === null ? t("noAttribution") : (earningNote ?? t("ordersNote"))}
      />
      <BigNumber
        label={t("revenue")}
        value={purchases.revenueMinor}
        text={format.moneyWhole(purchases.revenueMinor)}
        metric="orders"
        before={isEarning ? undefined : before?.purchases.revenueMinor}
        note={t("perEntry", { sum: format.money(purchases.revenuePerEntryMinor) })}
      />
    </div>
  );
}

interface BigNumberProps extends PeopleChoice {
  label: string;
  value: number;
  text?: string;
  before: number | undefined;
  note: ReactNode;
}

function BigNumber({ label, value, text, before, note, ...choice }: BigNumberProps) {
  const t = useTranslations("campaigns.report");
  const format = useFormat();
  const change = before === undefined || before === 0 ? undefined : value / before - 1;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-muted">{label}</span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <Count
          {...choice}
          count={value}
          {...(text === undefined ? {} : { text })}
          className="font-semibold text-2xl text-ink"
        />
        {change === undefined ? null : (
          <Delta
            text={format.change(change)}
            direction={change > 0 ? "up" : change < 0 ? "down" : "flat"}
            isGood={change > 0}
          />
        )}
      </span>
      <span className="text-pretty text-faint text-xs">
        {note}
        {before === undefined || text !== undefined ? null : (
          <span className="block">{t("before", { count: format.number(before) })}</span>
        )}
      </span>
    </div>
  );
}

const dayMs = 86_400_000;

/** The last moment at which a purchase may still count for an entry of this period (letters go on the way after it). */
const endOfEarning = (input: ReportInput, attributionDays: number): Date =>
  new Date((input.to?.getTime() ?? Date.now()) + attributionDays * dayMs);

/** The report of the same span just before, cut at the same hour; undefined where it would not compare. */
function usePrevious(input: ReportInput, activatedAt: Date | null): Report | undefined {
  const trpc = useTRPC();
  const [now] = useState(() => Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const from = input.from?.getTime() ?? 0;
  const length = (input.to?.getTime() ?? now) - from;
  const isComparable =
    from > 0 && input.version === undefined && activatedAt !== null && activatedAt.getTime() <= from - length;
  const previous = useQuery({
    ...trpc.campaigns.report.queryOptions({
      campaignId: input.campaignId,
      from: new Date(from - length),
      to: new Date(from),
    }),
    enabled: isComparable && length > 0,
    staleTime: 300_000,
  });
  return isComparable ? previous.data : undefined;
}
