import { Temporal } from "temporal-polyfill";
import { type Parsed, parsed, quoted, refused } from "./parsed";

/** Which comes first in `03.04.2026`; `dmy` when nothing in the source says otherwise. */
export type DateOrder = "dmy" | "mdy";

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  /** Minutes east of UTC, when the text says so. */
  offset: number | undefined;
}

const timePart = String.raw`(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]m)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${timePart}$`, "i");
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${timePart}$`, "i");
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(z)?$/i;

/**
 * A moment from text: ISO 8601, `YYYYMMDD`, `DD.MM.YYYY`, `MM/DD/YYYY` (by `order`), with or without time, Unix
 * seconds or milliseconds. Text without an offset is the clock of `timeZone`.
 */
export function parseInstant(
  raw: string,
  timeZone: string,
  order: DateOrder = "dmy",
): Parsed<Date | undefined> {
  const fail = () =>
    refused(
      "invalid_date",
      `${quoted(raw)} is not a date. Write it like 2026-01-31 or 2026-01-31T10:00:00Z.`,
    );
  if (raw.length > 60) return fail();
  const text = raw.trim();
  if (text === "") return parsed(undefined);
  const unix = /^(\d{10})(\d{3})?$/.exec(text);
  if (unix) return inRange(new Date(unix[2] ? Number(text) : Number(text) * 1000), raw);
  const local = readLocal(text, order);
  if (!local) return fail();
  const utc = Date.UTC(
    local.year,
    local.month - 1,
    local.day,
    local.hour,
    local.minute,
    local.second,
    local.ms,
  );
  const offset = local.offset ?? offsetAt(utc, timeZone);
  return inRange(new Date(utc - offset * 60_000), raw);
}

/** A calendar day, `YYYY-MM-DD`. A time after it is ignored. */
export function parseDay(raw: string, order: DateOrder = "dmy"): Parsed<string | undefined> {
  if (raw.trim() === "") return parsed(undefined);
  const local = raw.length > 60 ? undefined : readLocal(raw.trim(), order);
  if (!local) return refused("invalid_date", `${quoted(raw)} is not a date. Write it like 2026-01-31.`);
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  return parsed(`${pad(local.year, 4)}-${pad(local.month, 2)}-${pad(local.day, 2)}`);
}

/** Which order a column of dates is written in: one day above 12 tells. */
export function detectDateOrder(samples: Iterable<string>): DateOrder | undefined {
  for (const sample of samples) {
    const found = sample.length <= 60 ? yearLast.exec(sample.trim()) : null;
    if (!found) continue;
    if (Number(found[1]) > 12) return "dmy";
    if (Number(found[3]) > 12) return "mdy";
  }
  return undefined;
}

/** Date that PostgreSQL and people can hold; nothing before 1900 or after 2200 is a fact of retail. */
function inRange(at: Date, raw: string): Parsed<Date> {
  const year = at.getUTCFullYear();
  return year >= 1900 && year <= 2200
    ? parsed(at)
    : refused("invalid_date", `${quoted(raw)} is not a year between 1900 and 2200.`);
}

function readLocal(text: string, order: DateOrder): LocalTime | undefined {
  const first = yearFirst.exec(text);
  if (first) return checked([first[1], first[3], first[4]], first.slice(5));
  const last = yearLast.exec(text);
  if (last) {
    const [day, month] = order === "dmy" ? [last[1], last[3]] : [last[3], last[1]];
    return checked([last[4], month, day], last.slice(5));
  }
  const tight = compact.exec(text);
  if (tight)
    return checked(
      [tight[1], tight[2], tight[3]],
      [tight[4], tight[5], tight[6], undefined, undefined, tight[7]],
    );
  return undefined;
}

function checked(date: (string | undefined)[], time: (string | undefined)[]): LocalTime | undefined {
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const [hourText, minuteText, secondText, fraction, half, zone] = time;
  let hour = Number(hourText ?? 0);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  }
  const [minute, second] = [Number(minuteText ?? 0), Number(secondText ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2200 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day)
    return undefined;
  const ms = fraction ? Math.trunc(Number(`0.${fraction}`) * 1000) : 0;
  const offset = zone ? offsetOf(zone) : undefined;
  return offset === null ? undefined : { year, month, day, hour, minute, second, ms, offset };
}

/** Minutes of `+03:00`, `+03`, `+0300`, `Z`; null for an offset no place has. */
function offsetOf(zone: string): number | null {
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return minutes > 14 * 60 ? null : found[1] === "-" ? -minutes : minutes;
}

/** Zone rules cost tens of microseconds to look up, and a file holds few different quarters of an hour. */
const offsets = new Map<string, number>();
const quarterHour = 15 * 60_000;

/** Minutes east of UTC of a wall-clock time (given as if it were UTC). A time a clock change skips moves forward. */
function offsetAt(wallClock: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const quarter = Math.floor(wallClock / quarterHour) * quarterHour;
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > 20_000) offsets.clear();
  const wall = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO("UTC").toPlainDateTime();
  const offset = (quarter - wall.toZonedDateTime(timeZone).epochMilliseconds) / 60_000;
  offsets.set(key, offset);
  return offset;
}
