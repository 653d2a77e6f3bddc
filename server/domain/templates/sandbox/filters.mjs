// @ts-check
// The words a marketer may use after a bar. Plain JavaScript, because a worker thread loads it from disk as it is,
// under Next, under tsx and under the test runner alike.

/**
 * @typedef {{ locale: string, currency: string, timeZone: string, now: string }} Manners
 * How this letter writes money, numbers and dates, and the moment it is written at.
 * @typedef {{ context: { globals: Record<string, unknown> } }} FilterThis
 */

/** Key of the manners among a render's globals: a symbol, so that no template can name it. */
export const mannersKey = Symbol("manners");

/** @param {FilterThis} self @returns {Manners} */
const mannersOf = (self) =>
  /** @type {{ [mannersKey]: Manners }} */ (/** @type {unknown} */ (self.context.globals))[mannersKey];

/** @param {unknown} value @returns {number | undefined} */
function asNumber(value) {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Intl formatters cost a thousand times more to make than to use. @type {Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules>} */
const formatters = new Map();
/** @template {Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules} F @param {string} key @param {() => F} make @returns {F} */
function remembered(key, make) {
  const found = formatters.get(key);
  if (found) return /** @type {F} */ (found);
  const made = make();
  if (formatters.size > 200) formatters.clear();
  formatters.set(key, made);
  return made;
}

/** What a value looks like in a letter: nothing for nothing, and never `[object Object]`. @param {unknown} value @returns {string} */
export function asText(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(asText).join(", ");
  return "";
}

const htmlEntities = /** @type {Record<string, string>} */ ({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
});
/** @param {unknown} value */
export const escapeHtml = (value) => {
  const text = asText(value);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => htmlEntities[sign] ?? sign) : text;
};

/** Currencies whose small coins are out of use: a whole amount is written without them. */
const coinless = new Set(["RUB", "KZT", "UZS", "AMD", "KGS", "RSD", "HUF", "CZK"]);

/**
 * `{{ cart.total | money }}`, `{{ item.price | money: cart.currency }}`: an amount in whole units, in the letter's language.
 * @this {FilterThis} @param {unknown} value @param {unknown} [currency]
 */
function money(value, currency) {
  const amount = asNumber(value);
  if (amount === undefined) return "";
  const manners = mannersOf(this);
  const code = typeof currency === "string" && /^[A-Z]{3}$/.test(currency) ? currency : manners.currency;
  return remembered(
    `money ${manners.locale} ${code}`,
    () =>
      new Intl.NumberFormat(manners.locale, {
        style: "currency",
        currency: code,
        currencyDisplay: "narrowSymbol",
        trailingZeroDisplay: coinless.has(code) ? "stripIfInteger" : "auto",
      }),
  ).format(amount);
}

/** @this {FilterThis} @param {unknown} value @param {unknown} [digits] */
function number(value, digits) {
  const amount = asNumber(value);
  if (amount === undefined) return "";
  const { locale } = mannersOf(this);
  const most = Math.min(Math.max(asNumber(digits) ?? 2, 0), 6);
  return remembered(
    `number ${locale} ${most}`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: most }),
  ).format(amount);
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const dateStyles = {
  short: { day: "2-digit", month: "2-digit", year: "numeric" },
  medium: { day: "numeric", month: "short", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  day: { day: "numeric", month: "long" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
  datetime: { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
};
/** One Intl question per strftime letter. @type {Record<string, { ask: Intl.DateTimeFormatOptions, part: Intl.DateTimeFormatPartTypes }>} */
const dateLetters = {
  d: { ask: { day: "2-digit" }, part: "day" },
  e: { ask: { day: "numeric" }, part: "day" },
  m: { ask: { month: "2-digit" }, part: "month" },
  Y: { ask: { year: "numeric" }, part: "year" },
  y: { ask: { year: "2-digit" }, part: "year" },
  B: { ask: { month: "long", day: "numeric" }, part: "month" },
  b: { ask: { month: "short", day: "numeric" }, part: "month" },
  A: { ask: { weekday: "long" }, part: "weekday" },
  a: { ask: { weekday: "short" }, part: "weekday" },
  H: { ask: { hour: "2-digit", hourCycle: "h23" }, part: "hour" },
  M: { ask: { minute: "2-digit", hour: "2-digit" }, part: "minute" },
};

/** @param {unknown} value @param {string} now @returns {Date | undefined} */
function asDate(value, now) {
  if (value === "now" || value === "today") return new Date(now);
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  // A bare day has no zone: noon in UTC is the same calendar day almost everywhere.
  const at = new Date(
    typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T12:00:00Z` : value,
  );
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/**
 * `{{ order.date | date: "long" }}`, or a pattern such as `"%e %B %Y"`; in the project's time zone.
 * @this {FilterThis} @param {unknown} value @param {unknown} [style]
 */
function date(value, style = "long") {
  const manners = mannersOf(this);
  const at = asDate(value, manners.now);
  if (!at) return "";
  const { locale, timeZone } = manners;
  const format = (/** @type {string} */ key, /** @type {Intl.DateTimeFormatOptions} */ options) =>
    remembered(
      `date ${locale} ${timeZone} ${key}`,
      () => new Intl.DateTimeFormat(locale, { ...options, timeZone }),
    );
  const wanted = asText(style);
  if (!wanted.includes("%")) {
    const name = Object.hasOwn(dateStyles, wanted) ? wanted : "long";
    return format(name, dateStyles[name] ?? {}).format(at);
  }
  return wanted.slice(0, 100).replace(/%([A-Za-z%])/g, (whole, letter) => {
    if (letter === "%") return "%";
    const rule = Object.hasOwn(dateLetters, letter) ? dateLetters[letter] : undefined;
    if (!rule) return whole;
    const found =
      format(`%${letter}`, rule.ask)
        .formatToParts(at)
        .find((part) => part.type === rule.part)?.value ?? "";
    return letter === "M" ? found.padStart(2, "0") : found;
  });
}

/** @param {string} locale @param {unknown} value */
const pluralOf = (locale, value) =>
  remembered(`plural ${locale}`, () => new Intl.PluralRules(locale)).select(Math.abs(asNumber(value) ?? 0));

/** `{{ cart.count }} {{ cart.count | plural: "item", "items" }}` @param {unknown} value @param {unknown} one @param {unknown} many */
const plural = (value, one, many) => asText(pluralOf("en", value) === "one" ? one : many);

/** `{{ cart.count | plural_ru: "товар", "товара", "товаров" }}` @param {unknown} value @param {unknown} one @param {unknown} few @param {unknown} many */
const pluralRu = (value, one, few, many) => {
  const form = pluralOf("ru", value);
  return asText(form === "one" ? one : form === "many" ? many : few);
};

/**
 * What may stand in a link. Anything that is not a web, mail or phone address becomes `#`, so that a value from
 * outside can never smuggle `javascript:` or `data:` in.
 * @param {unknown} value
 */
function safeUrl(value) {
  // Browsers drop tabs, line breaks and leading controls inside an address, so they are dropped before it is judged.
  const text = asText(value)
    .replace(/\p{Cc}/gu, "")
    .trim();
  if (text === "") return "#";
  return /^(?:https?:\/\/|mailto:|tel:|#)/i.test(text) ? text.replace(/ /g, "%20") : "#";
}

/** @param {unknown} value */
const urlEncode = (value) => encodeURIComponent(asText(value).toWellFormed());

/** @param {unknown} value */
const upper = (value) => asText(value).toLocaleUpperCase();
/** @param {unknown} value */
const lower = (value) => asText(value).toLocaleLowerCase();
/** Capital first letter; the rest stays as it is, so that McGregor keeps his. @param {unknown} value */
const capitalize = (value) => {
  const [first = "", ...rest] = asText(value);
  return first.toLocaleUpperCase() + rest.join("");
};

export const ownFilters = {
  money,
  number,
  date,
  plural,
  plural_ru: pluralRu,
  upper,
  lower,
  upcase: upper,
  downcase: lower,
  capitalize,
  url_encode: urlEncode,
  safe_url: safeUrl,
};

/** The library's own filters that stay: pure text, number and list words. Everything else, `raw` first of all, is gone. */
export const keptFilters = [
  "default",
  "size",
  "first",
  "last",
  "join",
  "split",
  "sort",
  "reverse",
  "uniq",
  "map",
  "where",
  "compact",
  "concat",
  "sum",
  "slice",
  "append",
  "prepend",
  "strip",
  "lstrip",
  "rstrip",
  "strip_html",
  "strip_newlines",
  "replace",
  "replace_first",
  "remove",
  "remove_first",
  "truncate",
  "truncatewords",
  "round",
  "floor",
  "ceil",
  "abs",
  "times",
  "divided_by",
  "modulo",
  "plus",
  "minus",
  "at_least",
  "at_most",
];
