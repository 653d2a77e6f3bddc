"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { PullSchedule } from "@/server/domain/integrations/sql/model";

/** "Every 15 minutes", "daily at 03:30". */
export function useScheduleText(): (schedule: PullSchedule) => string {
  const t = useTranslations("connections.schedule");
  return useCallback(
    (schedule) => {
      switch (schedule.kind) {
        case "manual":
          return t("manual");
        case "daily":
          return t("dailyAt", { at: schedule.at });
        case "every":
          return schedule.minutes < 60
            ? t("everyMinutes", { count: schedule.minutes })
            : t("everyHours", { count: schedule.minutes / 60 });
      }
    },
    [t],
  );
}
