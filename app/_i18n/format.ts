/**
 * The one place where numbers, money, dates and times become text. Nothing else in app/ touches Intl or toLocale*.
 * Pure: the locale, the project's zone and currency, and the present moment are arguments.
 */
export interface FormatSettings {
  locale: string;
  /** Project zone: what "today" and a schedule mean. */
  timeZone: string;
  /** ISO 4217, for amounts that do not say their own. */
  currency: string;
}

export type Moment = Date | string | number;
export type Format = ReturnType<typeof createFormat>;

const made = new Map<string, Format>();

/** Formatters of these settings, made once: building Intl objects is the expensive part. */
export function formatFor(settings: FormatSettings): Format {
  const key = `${settings.locale}|${settings.timeZone}|${settings.currency}`;
  const known = made.get(key);
  if (known) return known;
  const format = createFormat(settings);
  made.set(key, format);
  return format;
}

function createFormat({ locale, timeZone, currency }: FormatSettings) {
  const numbers = numberFormats(locale, currency);
  return { locale, timeZone, currency, ...numbers, ...dateFormats(locale, timeZone) };
}

function numberFormats(locale: string, projectCurrency: string) {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const cache = new Map<
    string,
    { exact: Intl.NumberFormat; whole: Intl.NumberFormat; compact: Intl.NumberFormat; minor: number }
  >();
  const moneyOf = (code: string) => {
    const known = cache.get(code);
    if (known) return known;
    const base = { style: "currency", currency: code, currencyDisplay: "narrowSymbol" } as const;
    const exact = new Intl.NumberFormat(locale, base);
    const entry = {
      exact,
      whole: new Intl.NumberFormat(locale, { ...base, maximumFractionDigits: 0, minimumFractionDigits: 0 }),
      compact: new Intl.NumberFormat(locale, { ...base, notation: "compact", maximumFractionDigits: 1 }),
      minor: 10 ** (exact.resolvedOptions().maximumFractionDigits ?? 2),
    };
    cache.set(code, entry);
    return entry;
  };

  return {
    /** 12,345.67 */
    number: (value: number) => plain.format(value),
    /** 12.3K: for tight places; the exact figure belongs in the tooltip. */
    compact: (value: number) => short.format(value),
    /** 0.1234 → 12.3%; small shares keep a second digit so that they do not read as nothing. */
    percent(share: number, digits?: number): string {
      const most = digits ?? (share !== 0 && Math.abs(share) < 0.01 ? 2 : 1);
      return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: most }).format(share);
    },
    /** A change against before: +12%, −3%. */
    change: (share: number) =>
      new Intl.NumberFormat(locale, {
        style: "percent",
        maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0,
        signDisplay: "exceptZero",
      }).format(share),
    /** Minor units → €1,234.50 */
    money(minor: number, code: string | null = projectCurrency): string {
      const format = moneyOf(code ?? projectCurrency);
      return format.exact.format(minor / format.minor);
    },
    /** Minor units → €1,235: for totals, where cents are noise. */
    moneyWhole(minor: number, code: string | null = projectCurrency): string {
      const format = moneyOf(code ?? projectCurrency);
      return format.whole.format(minor / format.minor);
    },
    /** Minor units → €1.2K */
    moneyCompact(minor: number, code: string | null = projectCurrency): string {
      const format = moneyOf(code ?? projectCurrency);
      return format.compact.format(minor / format.minor);
    },
    /** a, b, and c */
    list: (items: readonly string[]) => list.format(items),
    /** 1.4 MB */
    bytes(count: number): string {
      const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
      const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(count) / Math.log(1000)));
      const unit = units[power] ?? "byte";
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit,
        maximumFractionDigits: power === 0 ? 0 : 1,
      }).format(count / 1000 ** power);
    },
  };
}

const spans = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

function dateFormats(locale: string, zone: string) {
  const of = (options: Intl.DateTimeFormatOptions, timeZone = zone) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = of({ day: "numeric", month: "short", year: "numeric" });
  const shortDay = of({ day: "numeric", month: "short" });
  const calendarDay = of({ day: "numeric", month: "short", year: "numeric" }, "UTC");
  const shortCalendarDay = of({ day: "numeric", month: "short" }, "UTC");
  const clock = of({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const second = of({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const minute = of({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const exact = of({ dateStyle: "long", timeStyle: "long" });
  const month = of({ month: "long", year: "numeric" });
  const calendarMonth = of({ month: "short", year: "numeric" }, "UTC");
  const weekday = of({ weekday: "short" });
  const ymd = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  return {
    /** 4 Nov 2026 */
    date: (at: Moment) => day.format(new Date(at)),
    /** 4 Nov: where the year is plain from the place, as on an axis. */
    shortDate: (at: Moment) => shortDay.format(new Date(at)),
    /** A date without a time or a zone (birthday): "2026-11-04" → 4 Nov 2026. */
    calendarDate: (isoDate: string) => calendarDay.format(new Date(`${isoDate.slice(0, 10)}T00:00:00Z`)),
    /** 4 Nov, of a date without a time: an axis of days. */
    shortCalendarDate: (isoDate: string) =>
      shortCalendarDay.format(new Date(`${isoDate.slice(0, 10)}T00:00:00Z`)),
    /** 14:05 */
    time: (at: Moment) => clock.format(new Date(at)),
    /** 14:05:09: where seconds tell one thing from the next, as in a stream of events. */
    clock: (at: Moment) => second.format(new Date(at)),
    /** 4 Nov 2026, 14:05 */
    dateTime: (at: Moment) => minute.format(new Date(at)),
    /** With seconds and the zone, for tooltips and proofs. */
    exactTime: (at: Moment) => exact.format(new Date(at)),
    /** November 2026 */
    month: (at: Moment) => month.format(new Date(at)),
    /** Nov 2026, of "2026-11": an axis of months. */
    shortMonth: (isoMonth: string) =>
      calendarMonth
        .formatToParts(new Date(`${isoMonth}-01T00:00:00Z`))
        .filter((part) => part.type !== "literal")
        .map((part) => part.value)
        .join(" "),
    /** Wed */
    weekday: (at: Moment) => weekday.format(new Date(at)),
    /** The project's calendar day of a moment, as 2026-11-04: for grouping and date fields. */
    isoDay: (at: Moment) => ymd.format(new Date(at)),
    /** 5 minutes ago, in 2 hours, yesterday. */
    ago(at: Moment, now: Moment): string {
      const seconds = (new Date(at).getTime() - new Date(now).getTime()) / 1000;
      // "Now" is no time for something to have happened; the platform has no words for "just now".
      if (Math.abs(seconds) < 45) return locale.startsWith("ru") ? "только что" : "just now";
      for (const [unit, length] of spans) {
        if (Math.abs(seconds) >= length * 0.95) return relative.format(Math.round(seconds / length), unit);
      }
      return relative.format(Math.sign(seconds), "minute");
    },
    /** 3600 → 1 hour; 5400 → 1 hour 30 minutes. At most two units. */
    duration(totalSeconds: number): string {
      const units = [
        ["day", 86_400],
        ["hour", 3600],
        ["minute", 60],
        ["second", 1],
      ] as const;
      let rest = Math.round(totalSeconds);
      const parts: string[] = [];
      for (const [unit, length] of units) {
        const amount = Math.floor(rest / length);
        if (amount === 0 || parts.length === 2) continue;
        rest -= amount * length;
        parts.push(
          new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount),
        );
      }
      return parts.length > 0
        ? parts.join(" ")
        : new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(0);
    },
  };
}
