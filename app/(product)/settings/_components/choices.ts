/** ISO 4217 codes of the retailers we know of; the API takes any. */
export const currencies = [
  "EUR",
  "USD",
  "GBP",
  "RUB",
  "KZT",
  "BYN",
  "UZS",
  "AMD",
  "GEL",
  "TRY",
  "PLN",
  "CZK",
  "RSD",
  "AED",
  "CHF",
  "CNY",
  "INR",
].map((code) => ({
  value: code,
  label: code,
}));

let zones: { value: string; label: string }[] | undefined;
/** Every zone the browser knows. */
export function timeZones(): { value: string; label: string }[] {
  zones ??= ["UTC", ...Intl.supportedValuesOf("timeZone")].map((name) => ({
    value: name,
    label: name.replaceAll("_", " "),
  }));
  return zones;
}
