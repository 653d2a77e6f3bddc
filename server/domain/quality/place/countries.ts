import { foldName } from "./spelling";

/** Names that Intl does not give, folded. */
const aliases: Record<string, string> = {
  рф: "RU",
  rf: "RU",
  "российская федерация": "RU",
  "russian federation": "RU",
  rossiya: "RU",
  rossia: "RU",
  белоруссия: "BY",
  "республика беларусь": "BY",
  belorussia: "BY",
  рб: "BY",
  "республика казахстан": "KZ",
  рк: "KZ",
  usa: "US",
  "united states of america": "US",
  америка: "US",
  сша: "US",
  uk: "GB",
  england: "GB",
  англия: "GB",
  "great britain": "GB",
  holland: "NL",
  голландия: "NL",
  "czech republic": "CZ",
  оаэ: "AE",
  uae: "AE",
  киргизия: "KG",
  молдавия: "MD",
  туркмения: "TM",
  deutschland: "DE",
  "south korea": "KR",
  vietnam: "VN",
  turkey: "TR",
};

const codes =
  "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PS PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR SS SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VE VN YE ZA ZM ZW".split(
    " ",
  );

let names: Map<string, string> | undefined;
function countryNames(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(aliases));
  for (const locale of ["en", "ru"]) {
    const display = new Intl.DisplayNames([locale], { type: "region" });
    for (const code of codes) names.set(foldName(display.of(code) ?? code), code);
  }
  return names;
}

/** ISO 3166-1 from a code or a name in English or Russian. */
export function readCountry(raw: string): string | undefined {
  const text = raw.trim();
  if (/^[a-zA-Z]{2}$/.test(text) && codes.includes(text.toUpperCase())) return text.toUpperCase();
  return countryNames().get(foldName(text));
}

export const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;

/** Countries of one zone, whatever an older table says. */
const zones: Record<string, string> = {
  BY: "Europe/Minsk",
  KZ: "Asia/Almaty",
  UZ: "Asia/Tashkent",
  KG: "Asia/Bishkek",
  AM: "Asia/Yerevan",
  AZ: "Asia/Baku",
  GE: "Asia/Tbilisi",
  TJ: "Asia/Dushanbe",
  TM: "Asia/Ashgabat",
  MD: "Europe/Chisinau",
  UA: "Europe/Kyiv",
  LV: "Europe/Riga",
  LT: "Europe/Vilnius",
  EE: "Europe/Tallinn",
  DE: "Europe/Berlin",
  FR: "Europe/Paris",
  GB: "Europe/London",
  IT: "Europe/Rome",
  PL: "Europe/Warsaw",
  CZ: "Europe/Prague",
  AT: "Europe/Vienna",
  CH: "Europe/Zurich",
  NL: "Europe/Amsterdam",
  BE: "Europe/Brussels",
  TR: "Europe/Istanbul",
  IL: "Asia/Jerusalem",
  FI: "Europe/Helsinki",
  SE: "Europe/Stockholm",
  NO: "Europe/Oslo",
  DK: "Europe/Copenhagen",
  GR: "Europe/Athens",
  RS: "Europe/Belgrade",
  BG: "Europe/Sofia",
  RO: "Europe/Bucharest",
  HU: "Europe/Budapest",
  AE: "Asia/Dubai",
};
export const zoneOfCountry = (code: string): string | undefined => zones[code];
