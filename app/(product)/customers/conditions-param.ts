import type { Param } from "@/app/_components/search-params";
import { type ListCondition, listCondition } from "@/server/domain/customers/list/conditions";

/** `city~is~Kazan,purchases~gte~#3`: readable in the address; # marks a number, ! a truth value. */
export const conditions = (): Param<readonly ListCondition[]> => ({
  read: (raw) =>
    (raw ?? "")
      .split(",")
      .flatMap((text) => readOne(text) ?? [])
      .slice(0, 20),
  write: (list) => (list.length > 0 ? list.map(writeOne).join(",") : undefined),
});

const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[~!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const writeValue = (value: string | number | boolean): string =>
  typeof value === "number" ? `#${value}` : typeof value === "boolean" ? `!${value}` : `.${escaped(value)}`;
function writeOne({ field, op, value }: ListCondition): string {
  const values =
    value === undefined ? [] : Array.isArray(value) ? ["*", ...value.map(writeValue)] : [writeValue(value)];
  return [escaped(field), op, ...values].join("~");
}

function readOne(text: string): ListCondition | undefined {
  try {
    const [field = "", op, ...rest] = text.split("~");
    const isList = rest[0] === "*";
    const values = (isList ? rest.slice(1) : rest).map(readValue);
    const parsed = listCondition.safeParse({
      field: decodeURIComponent(field),
      op,
      ...(isList ? { value: values } : values.length > 0 ? { value: values[0] } : {}),
    });
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
function readValue(text: string): string | number | boolean {
  if (text.startsWith("#")) return Number(text.slice(1));
  if (text.startsWith("!")) return text === "!true";
  return decodeURIComponent(text.slice(1));
}
