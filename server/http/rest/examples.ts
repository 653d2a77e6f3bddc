import { asJson, asList, type Json } from "./client/type-text";

const byFormat: Record<string, string> = {
  "date-time": "2026-01-31T10:00:00.000Z",
  uuid: "0b5c1a52-8a1e-4d0b-9f7c-3f6f0d2f9a10",
  uri: "https://shop.example/tea-1",
  email: "anna@example.org",
  date: "2026-01-31",
  binary: "(the file)",
};
const byName: Record<string, unknown> = {
  id: "0b5c1a52-8a1e-4d0b-9f7c-3f6f0d2f9a10",
  customer_id: "cus_77",
  external_id: "1042",
  name: "Autumn tea",
  first_name: "Anna",
  last_name: "Petrova",
  email: "anna@example.org",
  phone: "+79161234567",
  city: "Tver",
  country: "RU",
  channel: "email",
  currency: "EUR",
  subject: "Your cart is waiting",
  next_cursor: null,
  has_more: false,
  limit: 50,
};

/** An example made of a schema: what a shop would have there, by name and by kind. Optional parts are left out when deep. */
export function exampleOf(schema: unknown, components: Json, name = "", depth = 0): unknown {
  const one = asJson(schema);
  if (typeof one.$ref === "string")
    return exampleOf(components[one.$ref.split("/").at(-1) ?? ""], components, name, depth);
  if (one.default !== undefined && depth > 0 && !(name in byName)) return one.default;
  if (Array.isArray(one.examples)) return one.examples[0];
  if (Array.isArray(one.enum)) return one.enum[0];
  if ("const" in one) return one.const;
  const options = asList(one.anyOf ?? one.oneOf).map(asJson);
  if (options.length > 0) {
    const isNull = (option: Json) => option.type === "null";
    if (
      options.some(isNull) &&
      (name in byName ? byName[name] === null : /error|deleted|failed|left|reason|refusal/.test(name))
    )
      return null;
    return exampleOf(options.find((option) => !isNull(option)) ?? options[0], components, name, depth);
  }
  const type = Array.isArray(one.type) ? one.type.find((kind) => kind !== "null") : one.type;
  switch (type) {
    case "object":
      return objectOf(one, components, depth);
    case "array":
      return depth > 5 && !one.minItems
        ? []
        : [exampleOf(one.items, components, name.replace(/s$/, ""), depth + 1)];
    case "string":
      return textOf(one, name);
    case "integer":
    case "number":
      return numberOf(one, name);
    case "boolean":
      return name !== "has_more";
    case "null":
      return null;
    default:
      return {};
  }
}

function objectOf(schema: Json, components: Json, depth: number): Json {
  const required = new Set(asList(schema.required));
  const entries = Object.entries(asJson(schema.properties))
    .filter(([name]) => required.has(name) || depth < 2)
    .map(([name, property]) => [name, exampleOf(property, components, name, depth + 1)]);
  return Object.fromEntries(entries) as Json;
}

function textOf(schema: Json, name: string): string {
  const format = typeof schema.format === "string" ? byFormat[schema.format] : undefined;
  if (format !== undefined) return format;
  const known = byName[name];
  const text = /_at$|^at$|_until$/.test(name)
    ? "2026-01-31T10:00:00.000Z"
    : typeof known === "string"
      ? known
      : "text";
  return typeof schema.maxLength === "number" ? text.slice(0, schema.maxLength) : text;
}

function numberOf(schema: Json, name: string): number {
  const wanted = typeof byName[name] === "number" ? (byName[name] as number) : 1;
  const least = typeof schema.minimum === "number" ? schema.minimum : 0;
  return Math.max(least, wanted);
}
