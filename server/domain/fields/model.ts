/** What has fields. */
export const fieldObjects = [
  "customer",
  "order",
  "order_line",
  "receipt",
  "receipt_line",
  "product",
  "category",
  "store",
] as const;
export type FieldObject = (typeof fieldObjects)[number];

export const fieldTypes = [
  "string",
  "text",
  "integer",
  "decimal",
  "money",
  "boolean",
  "date",
  "datetime",
  "dictionary",
  "multiselect",
  "url",
  "phone",
  "email",
  "json",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A JSON value of a custom field. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a value must keep to, besides its type. No patterns: a user's pattern could run for ever on a hostile value. */
export interface FieldRules {
  /** An empty value is refused. A value that is not sent at all is not asked for. */
  isRequired?: boolean | undefined;
  /** Numbers, inclusive. */
  min?: number | undefined;
  max?: number | undefined;
  /** Days, inclusive: `2010-01-01`. For `date` and `datetime`. */
  earliest?: string | undefined;
  latest?: string | undefined;
  /** Characters of a `string` or `text`; values of a `multiselect`. */
  maxLength?: number | undefined;
  /** Digits kept after the point of a `decimal`; 4 when not said. */
  digits?: number | undefined;
}

export interface FieldDef {
  object: FieldObject;
  code: string;
  /** As people call it. Of a system field: English; the interface translates it by its code. */
  name: string;
  type: FieldType;
  scope: "system" | "custom";
  /** Code of its group; null: in none. */
  group: string | null;
  position: number;
  isHidden: boolean;
  dictionaryCode: string | null;
  rules: FieldRules;
  description: string;
  /** Computed here: shown and asked for, never written from outside. */
  isReadOnly: boolean;
  /** `converting`: values met before its description are being read. `deleting`: its values are being removed. */
  state: "active" | "converting" | "deleting";
}

/** Where a field is addressed, everywhere: `first_name`, `attributes.children`. */
export const fieldPath = (field: Pick<FieldDef, "scope" | "code">): string =>
  field.scope === "custom" ? `${attributePrefix}${field.code}` : field.code;
export const attributePrefix = "attributes.";

/** Its name in the usages of `server/kernel/usages.ts`. */
export const fieldUsageId = (object: FieldObject, code: string): string => `${object}.${code}`;

export const limits = {
  fieldsPerObject: 500,
  groupsPerObject: 50,
  dictionaries: 500,
  itemsPerDictionary: 10_000,
  itemFields: 30,
  regions: 10_000,
  regionDepth: 20,
  valueBytes: 8192,
  attributesPerWrite: 200,
} as const;

/** Codes are identifiers: REST, templates and segments name a field by it. */
export const codeShape = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

/** Would be mistaken for something else wherever a code stands. */
const reservedCodes = new Set([
  "id",
  "attributes",
  "constructor",
  "prototype",
  "hasownproperty",
  "tostring",
  "valueof",
  "tolocalestring",
  "isprototypeof",
  "propertyisenumerable",
  "null",
  "true",
  "false",
  "undefined",
]);
export const isReservedCode = (code: string): boolean => reservedCodes.has(code.toLowerCase());

/** A code from a name in Latin or Cyrillic: `Число детей` → `chislo_detey`. Empty when nothing of it can stand in one. */
export function suggestCode(name: string): string {
  const latin = [...name.slice(0, 120).toLowerCase().normalize("NFKC")]
    .map((letter) => cyrillic[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  return latin
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 60);
}
const cyrillic: Record<string, string> = Object.fromEntries(
  "а a,б b,в v,г g,д d,е e,ё e,ж zh,з z,и i,й y,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х kh,ц ts,ч ch,ш sh,щ sch,ъ ,ы y,ь ,э e,ю yu,я ya"
    .split(",")
    .map((pair) => [pair[0] ?? "", pair.slice(2)]),
);

/** Types whose values are compared as numbers, as days, as text. */
export const isNumeric = (type: FieldType): boolean =>
  type === "integer" || type === "decimal" || type === "money";
export const isDated = (type: FieldType): boolean => type === "date" || type === "datetime";
export const hasItems = (type: FieldType): boolean => type === "dictionary" || type === "multiselect";
