import { Temporal } from "temporal-polyfill";

/** Calendar arithmetic of rules, in the project's zone. Pure. */
const instantOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime());

/** The local day at this instant, moved by some days: `2026-03-29`. */
export const localDay = (at: Date, zone: string, plusDays = 0): string =>
  instantOf(at).toZonedDateTimeISO(zone).toPlainDate().add({ days: plusDays }).toString();

/** The first instant of a local day (where midnight does not exist, the first one after it). */
export const startOfDay = (day: string, zone: string, plusDays = 0): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: plusDays }).toZonedDateTime(zone).epochMilliseconds);

export const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
/** So long before `at`: days are of 24 hours, so that the moment does not jump with the clocks. */
export const before = (at: Date, amount: number, unit: keyof typeof unitMs): Date =>
  new Date(at.getTime() - amount * unitMs[unit]);
