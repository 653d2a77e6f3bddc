import { expect, test } from "vitest";
import { addDays, startOfDay } from "./zoned-day";

test.each([
  ["2026-11-04", "UTC", "2026-11-04T00:00:00.000Z"],
  ["2026-11-04", "Europe/Moscow", "2026-11-03T21:00:00.000Z"],
  ["2026-11-04", "Asia/Kathmandu", "2026-11-03T18:15:00.000Z"],
  ["2026-11-04", "America/New_York", "2026-11-04T05:00:00.000Z"],
  // Clocks change during the day, after its beginning.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  // Midnight does not exist: the day begins at one.
  ["2024-09-08", "America/Santiago", "2024-09-08T04:00:00.000Z"],
  // Midnight comes twice: the first counts.
  ["2023-11-05", "America/Havana", "2023-11-05T04:00:00.000Z"],
])("%s begins in %s at %s", (day, zone, instant) => {
  expect(startOfDay(day, zone).toISOString()).toBe(instant);
});

test("days are added on the calendar", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
});
