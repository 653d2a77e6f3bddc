/** JSON Schema as TypeScript types. Pure; it knows what our own document uses and says `unknown` for anything else. */
export type Json = Record<string, unknown>;

export const asJson = (value: unknown): Json =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Json) : {};
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const propertyName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

export function typeText(value: unknown, indent = ""): string {
  const schema = asJson(value);
  if (typeof schema.$ref === "string")
    return `components["schemas"][${JSON.stringify(schema.$ref.split("/").at(-1))}]`;
  if (Array.isArray(schema.enum)) return union(schema.enum.map((one) => JSON.stringify(one)));
  if ("const" in schema) return JSON.stringify(schema.const);
  for (const name of ["anyOf", "oneOf"] as const)
    if (Array.isArray(schema[name])) return union(schema[name].map((one) => typeText(one, indent)));
  if (Array.isArray(schema.allOf)) return schema.allOf.map((one) => typeText(one, indent)).join(" & ");
  if (Array.isArray(schema.type))
    return union(schema.type.map((type) => typeText({ ...schema, type }, indent)));
  switch (schema.type) {
    case "string":
      return schema.format === "binary" ? "Blob" : "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return schema.items === undefined ? "unknown[]" : `${grouped(typeText(schema.items, indent))}[]`;
    case "object":
      return objectText(schema, indent);
    default:
      return schema.properties ? objectText(schema, indent) : "unknown";
  }
}

const union = (parts: string[]): string => [...new Set(parts)].join(" | ") || "never";
const grouped = (text: string) => (/ [|&] /.test(text) && !text.startsWith("{") ? `(${text})` : text);

function objectText(schema: Json, indent: string): string {
  const required = new Set(asList(schema.required));
  const inner = `${indent}  `;
  const lines = Object.entries(asJson(schema.properties)).map(([name, property]) => {
    const mark = required.has(name) ? "" : "?";
    return `${comment(asJson(property).description, inner)}${inner}${propertyName(name)}${mark}: ${typeText(property, inner)};\n`;
  });
  const extra = schema.additionalProperties;
  if (lines.length === 0)
    return extra === false
      ? "Record<string, never>"
      : `Record<string, ${extra === undefined || extra === true ? "unknown" : typeText(extra, indent)}>`;
  return `{\n${lines.join("")}${indent}}`;
}

export function comment(description: unknown, indent: string): string {
  if (typeof description !== "string" || description === "") return "";
  return `${indent}/** ${description.replaceAll("*/", "*\\/").replace(/\s*\n\s*/g, " ")} */\n`;
}
