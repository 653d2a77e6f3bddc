/** Choices of time zone and currency, named in the reader's language. With format.ts, the only place that uses Intl. */

export interface RegionOption {
  value: string;
  label: string;
}

/** The zone of this machine: a good first guess for whoever sets the product up. */
export const localTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

function offsetOf(zone: string, locale: string, now: Date): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

export function timeZoneOptions(locale: string, now: Date): RegionOption[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
    value: zone,
    label: `${zone.replaceAll("_", " ")} · ${offsetOf(zone, locale, now)}`,
  }));
}

/** Those that most shops use come first. */
const commonCurrencies = ["EUR", "USD", "RUB", "GBP", "KZT", "BYN", "UAH", "PLN", "TRY", "AED", "CNY", "INR"];

export function currencyOptions(locale: string): RegionOption[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const all = Intl.supportedValuesOf("currency");
  const ordered = [...commonCurrencies, ...all.filter((code) => !commonCurrencies.includes(code))];
  return ordered.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

/** The currency people of a zone most likely sell in; undefined when it cannot be told. */
export function currencyOfZone(zone: string): string | undefined {
  if (/^Europe\/(Moscow|Samara|Kaliningrad|Volgograd|Saratov|Ulyanovsk|Astrakhan|Kirov)$/.test(zone))
    return "RUB";
  if (
    /^Asia\/(Yekaterinburg|Omsk|Novosibirsk|Krasnoyarsk|Irkutsk|Yakutsk|Vladivostok|Tomsk|Barnaul)$/.test(
      zone,
    )
  )
    return "RUB";
  if (zone === "Europe/London") return "GBP";
  if (zone === "Europe/Minsk") return "BYN";
  if (/^Asia\/(Almaty|Aqtau|Aqtobe|Atyrau|Oral|Qostanay|Qyzylorda)$/.test(zone)) return "KZT";
  if (/^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix)$/.test(zone)) return "USD";
  return zone.startsWith("Europe/") ? "EUR" : undefined;
}
