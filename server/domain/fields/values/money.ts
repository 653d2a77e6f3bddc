import { type Parsed, parsed, quoted, refused } from "./parsed";

/** Digits after the point that a currency has: 2 for most, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  let digits = 2;
  try {
    digits =
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
      2;
  } catch {
    // Not a currency code: validated elsewhere; two digits are right for almost all.
  }
  digitsByCurrency.set(currency, digits);
  return digits;
}
const digitsByCurrency = new Map<string, number>();

/** 1234.5 of EUR → 123450. Undefined when it is no finite amount or beyond what is exact. */
export function toMinor(amount: number, currency: string): number | undefined {
  if (!Number.isFinite(amount)) return undefined;
  // Through decimal text: 1.005 * 100 is 100.49999999999999.
  const read = parseMoney(amount.toFixed(Math.min(minorDigits(currency) + 2, 6)), currency, ".");
  return read.ok ? read.value : undefined;
}
export const fromMinor = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

/** A currency beside the digits: a sign, `руб.`, or a code such as EUR. */
const currencyMark =
  /\p{Sc}|руб\.?|(?<=[\d\s])р\.?\s*$|(?<=[\d.,\s])[a-z]{3}\s*$|^\s*[a-z]{3}(?=[\d\s+-])/giu;

/** Minor units from text as people and systems write it; see `parseDecimal`. `12 €`, `1 200 руб.` and `(3.10)` too. */
export function parseMoney(raw: string, currency: string, decimal?: "." | ","): Parsed<number | undefined> {
  const bare = raw.length > 60 ? raw : raw.replace(currencyMark, "");
  // A currency without a number is no amount; only nothing at all is nothing.
  return parseDecimal(bare.trim() === "" ? raw : bare, minorDigits(currency), decimal);
}

/**
 * A number as an integer of its last kept digit (`12.5` with 2 digits → 1250): `1 234,50`, `1,234.50`, `1'234.50`,
 * `-3.10`, `(3.10)`. With one separator whose meaning is unclear (`1,234`), `decimal` decides; without it, three digits
 * after a single comma are thousands. Digits beyond `digits` are rounded half away from zero.
 */
export function parseDecimal(raw: string, digits: number, decimal?: "." | ","): Parsed<number | undefined> {
  const fail = () => refused("invalid_number", `${quoted(raw)} is not a number. Write it like 1234.50.`);
  if (raw.length > 60) return fail();
  const text = raw.normalize("NFKC").replace(/[\s'’]/g, "");
  if (text === "") return parsed(undefined);
  const shape = /^(\()?([-+−]?)(\d[\d.,]*|[.,]\d+)(-?)\)?$/.exec(text);
  if (!shape || (shape[1] === "(") !== text.endsWith(")")) return fail();
  const plain = plainDecimal(shape[3] ?? "", decimal);
  if (plain === undefined) return fail();
  const scaled = roundedTo(plain, digits);
  if (!Number.isSafeInteger(scaled)) return refused("out_of_range", `${quoted(raw)} is too large a number.`);
  const isNegative = shape[1] === "(" || shape[2] === "-" || shape[2] === "−" || shape[4] === "-";
  return parsed(isNegative && scaled !== 0 ? -scaled : scaled);
}

/** `1.234,50` → `1234.50`; undefined when the separators make no sense. */
function plainDecimal(text: string, decimal: "." | "," | undefined): string | undefined {
  const point = decimalOf(text, decimal);
  const cut = point === undefined ? -1 : text.lastIndexOf(point);
  const whole = cut < 0 ? text : text.slice(0, cut);
  const fraction = cut < 0 ? "" : text.slice(cut + 1);
  if (!/^\d*$/.test(fraction)) return undefined;
  if (!/^\d*$/.test(whole) && !/^\d{1,3}(?:([.,])\d{2,3})(?:\1\d{2,3})*$/.test(whole)) return undefined;
  if (point !== undefined && whole.includes(point)) return undefined;
  return `${whole.replace(/[.,]/g, "") || "0"}.${fraction}`;
}

function decimalOf(text: string, decimal: "." | "," | undefined): "." | "," | undefined {
  const dots = text.split(".").length - 1;
  const commas = text.split(",").length - 1;
  if (dots > 0 && commas > 0) return text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
  if (dots + commas === 0 || dots > 1 || commas > 1) return undefined;
  const mark = dots === 1 ? "." : ",";
  if (decimal !== undefined) return mark === decimal ? mark : undefined;
  return mark === "," && /^[1-9]\d{0,2},\d{3}$/.test(text) ? undefined : mark;
}

function roundedTo(plain: string, digits: number): number {
  const [whole = "0", fraction = ""] = plain.split(".");
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return (fraction[digits] ?? "0") >= "5" ? kept + 1 : kept;
}
