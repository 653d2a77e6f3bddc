import { findJsonProblem } from "@/server/platform/json";
import { attributePrefix, type FieldDef, type FieldObject, type Json, limits } from "./model";
import { readFieldValue, type ValueRules } from "./read-value";
import type { RowProblem } from "./values/parsed";

/** What reading attributes needs to know of the fields; `loadFields` gives one, `noFields` is the empty one. */
export interface AttributeFields {
  /** The custom field of this code; undefined: nobody has described it. */
  custom(object: FieldObject, code: string): FieldDef | undefined;
  itemOf(dictionaryCode: string, text: string): string | undefined;
}
export const noFields: AttributeFields = { custom: () => undefined, itemOf: () => undefined };

export interface AttributesRead {
  /** Canonical where described, as they came where not. null: to be cleared. */
  values: Record<string, Json>;
  problems: RowProblem[];
}

/**
 * The attributes of one raw record. Described fields are read by their type and rules; the others are kept as they
 * came, if they can be stored exactly. Values of a field that is being deleted are left out. Pure.
 */
export function readAttributes(
  object: FieldObject,
  raw: unknown,
  fields: AttributeFields,
  rules: Omit<ValueRules, "itemOf">,
): AttributesRead {
  const read: AttributesRead = { values: {}, problems: [] };
  if (raw === undefined || raw === null) return read;
  if (typeof raw !== "object" || Array.isArray(raw)) {
    read.problems.push({ path: "attributes", code: "invalid_type", message: "Send an object of fields." });
    return read;
  }
  const entries = Object.entries(raw);
  if (entries.length > limits.attributesPerWrite) {
    const message = `Holds ${entries.length} fields; at most ${limits.attributesPerWrite} are accepted in one write. Send fewer.`;
    read.problems.push({ path: "attributes", code: "too_many", message });
    return read;
  }
  const own: ValueRules = { ...rules, itemOf: (code, text) => fields.itemOf(code, text) };
  for (const [code, value] of entries)
    if (value !== undefined) readOne(object, code, value, fields, own, read);
  return read;
}

function readOne(
  object: FieldObject,
  code: string,
  value: unknown,
  fields: AttributeFields,
  rules: ValueRules,
  read: AttributesRead,
): void {
  const field = fields.custom(object, code);
  if (field?.state === "deleting") return;
  if (field) {
    const result = readFieldValue(field, value, rules);
    if (result.ok) read.values[code] = result.value;
    else read.problems.push({ path: `${attributePrefix}${code}`, ...result.problem });
    return;
  }
  const problem = undescribedProblem(code, value);
  if (problem) read.problems.push(problem);
  else read.values[code] = value instanceof Date ? value.toISOString() : (value as Json);
}

/** Why a value of a field nobody described cannot be kept as it came. */
function undescribedProblem(code: string, value: unknown): RowProblem | undefined {
  const path = `${attributePrefix}${code.slice(0, 60)}`;
  // `*` stands for all fields where the times of fields are kept.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse.
  if (code === "" || code.length > 100 || code === "*" || /[\u0000-\u001f]/.test(code))
    return {
      path,
      code: "invalid_name",
      message: "A field's name is 1 to 100 printable characters. Rename it.",
    };
  const text = JSON.stringify(value);
  if (text === undefined)
    return { path, code: "invalid_type", message: "Send text, a number, true, false, a list or an object." };
  if (text.length > limits.valueBytes)
    return { path, code: "too_long", message: `Is longer than ${limits.valueBytes} characters. Shorten it.` };
  const found = findJsonProblem({ [code]: value }, "attributes");
  return found ? { ...found, code: "invalid_value" } : undefined;
}
