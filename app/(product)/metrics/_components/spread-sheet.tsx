"use client";
import { CircleDotDashed } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMetrics } from "@/app/_components/metrics/use-metrics";
import { newMetricCondition } from "@/app/_components/rule-editor/new-conditions";
import { useCan } from "@/app/_components/use-can";
import { Button } from "@/app/_ui/action/button";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { isStandardMetric } from "@/server/domain/segments/standard-metrics";
import { newSegmentPath } from "../../segments/search-params";
import { MetricSpread } from "../_builder/metric-spread";

/** What a standard metric is, and how it is spread over the base. */
export function SpreadSheet({ metric, onClose }: { metric: string; onClose(): void }) {
  const t = useTranslations("metrics");
  const canWrite = useCan("segments:write");
  const found = useMetrics().find(metric);
  if (!found) return null;
  return (
    <Sheet
      isOpen
      onOpenChange={onClose}
      title={found.name}
      footer={
        canWrite ? (
          <Button asChild icon={<CircleDotDashed />}>
            <Link href={newSegmentPath(newMetricCondition(metric, found), "")}>{t("list.segment")}</Link>
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-5 p-4">
        <p className="text-pretty text-muted text-sm">
          {isStandardMetric(metric) ? t(`standard.${metric}.text`) : null}{" "}
          <span className="font-mono text-faint text-xs">{metric}</span>
        </p>
        <MetricSpread of={{ metric }} />
      </div>
    </Sheet>
  );
}
