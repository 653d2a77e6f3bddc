import { parseInstant } from "@/server/domain/fields/values/dates";
import type { PullSchedule } from "./model";

/** When a query runs next by itself; null: by hand only. Every run is counted from the one before, so a late start does not double. */
export function nextRunAt(schedule: PullSchedule, timeZone: string, now: Date): Date | null {
  switch (schedule.kind) {
    case "manual":
      return null;
    case "every":
      return new Date(now.getTime() + schedule.minutes * 60_000);
    case "daily":
      return nextDaily(schedule.at, timeZone, now);
  }
}

/** The next moment the project's clock shows `at`. A time that a change of clocks leaves out comes an hour later. */
function nextDaily(at: string, timeZone: string, now: Date): Date {
  for (let day = 0; day <= 2; day++) {
    const local = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    }).format(new Date(now.getTime() + day * 86_400_000));
    const moment = parseInstant(`${local} ${at}:00`, timeZone);
    if (moment.ok && moment.value && moment.value > now) return moment.value;
  }
  return new Date(now.getTime() + 86_400_000);
}
