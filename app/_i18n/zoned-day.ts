/** Project days as instants. Pure: the zone is an argument. */
const dayMs = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** What the zone's clocks are ahead of UTC at this instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/** The first instant of a calendar day (2026-11-04) in the zone, also where its midnight does not exist. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // A change of clocks near midnight: one of the two offsets around it gives the day's first instant.
  const before = midnight - offsetAt(midnight - dayMs, timeZone);
  const after = midnight - offsetAt(midnight + dayMs, timeZone);
  const isOfDay = (at: number) => at + offsetAt(at, timeZone) >= midnight;
  const candidates = [before, after].filter(isOfDay);
  return new Date(Math.min(...(candidates.length > 0 ? candidates : [before])));
}

/** 2026-11-04 and 3 → 2026-11-07. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
