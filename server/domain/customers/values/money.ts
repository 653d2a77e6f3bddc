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

/**
 * Minor units from text as people and systems write it: `1 234,50`, `1,234.50`, `1'234.50`, `$ 12`, `-3.10`, `(3.10)`.
 * With one separator whose meaning is unclear (`1,234`), `decimal` decides; without it, three digits after a single
 * comma are thousands. More digits than the currency has are rounded half away from zero.
 */
export function parseMoney(raw: string, currency: string, decimal?: "." | ","): Parsed<number | undefined> {
  const fail = () => refused("invalid_amount", `${quoted(raw)} is not an amount. Write it like 1234.50.`);
  if (raw.length > 60) return fail();
  const text = raw.normalize("NFKC").replace(/[\s'’]|\p{Sc}|руб\.?|р\.$|[a-z]{3}$|^[a-z]{3}/giu, "");
  if (text === "") return raw.trim() === "" ? parsed(undefined) : fail();
  const shape = /^(\()?([-+−]?)(\d[\d.,]*|[.,]\d+)(-?)\)?$/.exec(text);
  if (!shape || (shape[1] === "(") !== text.endsWith(")")) return fail();
  const plain = plainDecimal(shape[3] ?? "", decimal);
  if (plain === undefined) return fail();
  const minor = roundedMinor(plain, minorDigits(currency));
  if (!Number.isSafeInteger(minor)) return refused("out_of_range", `${quoted(raw)} is too large an amount.`);
  const isNegative = shape[1] === "(" || shape[2] === "-" || shape[2] === "−" || shape[4] === "-";
  return parsed(isNegative && minor !== 0 ? -minor : minor);
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

function roundedMinor(plain: string, digits: number): number {
  const [whole = "0", fraction = ""] = plain.split(".");
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return (fraction[digits] ?? "0") >= "5" ? kept + 1 : kept;
}
