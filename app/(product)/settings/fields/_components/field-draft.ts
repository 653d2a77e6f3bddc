import {
  codeShape,
  type FieldDef,
  type FieldRules,
  type FieldType,
  hasItems,
  isDated,
  isNumeric,
  suggestCode,
} from "@/server/domain/fields/model";

/** The form of a field as a person is filling it in. */
export interface FieldDraft {
  name: string;
  /** undefined: made from the name. */
  code: string | undefined;
  type: FieldType;
  group: string;
  description: string;
  dictionaryCode: string | undefined;
  /** Items of a dictionary that is made with the field, one per line. */
  newItems: string;
  rules: FieldRules;
  isHidden: boolean;
}

export const draftOf = (field: FieldDef | undefined, describes: string | undefined): FieldDraft => ({
  name: field?.name ?? (describes === undefined ? "" : asName(describes)),
  code: field?.code ?? describes,
  type: field?.type ?? "string",
  group: field?.group ?? "",
  description: field?.description ?? "",
  dictionaryCode: field?.dictionaryCode ?? undefined,
  newItems: "",
  rules: field?.rules ?? {},
  isHidden: field?.isHidden ?? false,
});

/** `shoeSize` or `shoe_size` → `Shoe size`. */
const asName = (code: string): string => {
  const words = code
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The code that will be asked for. */
export const codeOf = (draft: FieldDraft): string => draft.code ?? suggestCode(draft.name);
export const isCode = (code: string): boolean => codeShape.test(code);

export type RuleName = "min" | "max" | "earliest" | "latest" | "maxLength" | "digits";
/** Which rules mean something for a type. */
export function rulesOf(type: FieldType): RuleName[] {
  if (type === "decimal") return ["min", "max", "digits"];
  if (isNumeric(type)) return ["min", "max"];
  if (isDated(type)) return ["earliest", "latest"];
  return type === "string" || type === "text" || type === "multiselect" ? ["maxLength"] : [];
}

export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** Enough to be sent. */
export const isReady = (draft: FieldDraft, isNew: boolean): boolean =>
  draft.name.trim() !== "" &&
  (!isNew || codeOf(draft) === "" || isCode(codeOf(draft))) &&
  (!hasItems(draft.type) || draft.dictionaryCode !== undefined || linesOf(draft.newItems).length > 0);
