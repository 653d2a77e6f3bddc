import { type FieldType, type Json, limits } from "./model";
import { readFieldValue, type ValueRules } from "./read-value";

/** From the narrowest to the widest; the first that fits nearly all values is proposed. */
const candidates: readonly FieldType[] = [
  "boolean",
  "integer",
  "decimal",
  "date",
  "datetime",
  "email",
  "phone",
  "url",
  "string",
  "text",
  "json",
];
const enough = 0.95;

export interface TypeFit {
  type: FieldType;
  fits: number;
  /** A few that do not, with why. */
  misfits: { value: Json; problem: string }[];
}
export interface Proposal {
  sampled: number;
  type: FieldType;
  fits: TypeFit[];
}

/** Which type these values look like, and how many of them each type would take. Pure. */
export function proposeType(values: readonly Json[], rules: ValueRules): Proposal {
  const present = values.filter((value) => value !== null && value !== "");
  const fits = candidates.map((type) => fitOf(type, present, rules));
  const best = fits.find(
    ({ type, fits: count }) => count >= present.length * enough && isLikely(type, present),
  );
  return { sampled: present.length, type: best?.type ?? "string", fits };
}

function fitOf(type: FieldType, values: readonly Json[], rules: ValueRules): TypeFit {
  const fit: TypeFit = { type, fits: 0, misfits: [] };
  for (const value of values) {
    const read = readFieldValue({ type, rules: {}, dictionaryCode: null }, value, rules);
    if (read.ok) fit.fits++;
    else if (fit.misfits.length < 5) fit.misfits.push({ value, problem: read.problem.message });
  }
  return fit;
}

/** What a type could hold but nobody would mean: ones and zeros as yes and no, long text as one line. */
function isLikely(type: FieldType, values: readonly Json[]): boolean {
  const isText = (value: Json) => typeof value === "string";
  switch (type) {
    case "boolean":
      return values.length > 0 && values.some((value) => !/^[01]$/.test(String(value)));
    case "date":
      return !values.some((value) => isText(value) && /\d[T ]\d/.test(String(value)));
    case "datetime":
    case "phone":
      return values.every(isText) || type === "datetime";
    case "string":
      return values.every(
        (value) => !isText(value) || (!String(value).includes("\n") && String(value).length <= 250),
      );
    case "text":
      return values.every((value) => String(value).length <= limits.valueBytes);
    default:
      return values.length > 0;
  }
}
