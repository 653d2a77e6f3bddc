import type { FieldDef, FieldObject } from "./model";

interface NamedFields {
  custom(object: FieldObject, code: string): FieldDef | undefined;
  items(dictionaryCode: string): readonly { code: string; name: string }[];
}

/**
 * Attributes as a letter says them: items of dictionaries by name, several as a list of names. The code stays beside
 * as `<field>_code`, for conditions that must not break when an item is renamed. Pure.
 */
export function spokenAttributes(
  object: FieldObject,
  attributes: Record<string, unknown>,
  fields: NamedFields,
): Record<string, unknown> {
  const spoken: Record<string, unknown> = { ...attributes };
  for (const [code, value] of Object.entries(attributes)) {
    const field = fields.custom(object, code);
    if (!field?.dictionaryCode) continue;
    const nameOf = (item: unknown) =>
      fields.items(field.dictionaryCode ?? "").find((one) => one.code === item)?.name ?? String(item);
    spoken[code] = Array.isArray(value) ? value.map(nameOf).join(", ") : nameOf(value);
    spoken[`${code}_code`] = value;
  }
  return spoken;
}
