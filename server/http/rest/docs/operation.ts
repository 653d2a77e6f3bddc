import { escapeHtml } from "../../links/page";
import { asJson, asList, type Json, typeText } from "../client/type-text";
import type { DocsWords } from "./words";

export interface Operation {
  path: string;
  method: string;
  about: Json;
}
export const say = (value: unknown): string =>
  escapeHtml(typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));
/** Text with `code` in it. */
const prose = (text: string) => say(text).replace(/`([^`]+)`/g, "<code>$1</code>");
const pretty = (value: unknown) => say(JSON.stringify(value, null, 2));

export function operationSection(base: string, one: Operation, components: Json, words: DocsWords): string {
  const { path, method, about } = one;
  const [type, media] = Object.entries(asJson(asJson(about.requestBody).content))[0] ?? [];
  const [status, success] =
    Object.entries(asJson(about.responses)).find(([code]) => code.startsWith("2")) ?? [];
  const answer = asJson(Object.values(asJson(asJson(success).content))[0]);
  const id = String(about.operationId);
  // The scope has a place of its own; the document says it in the text.
  const text = String(about.description ?? "").replace(
    /(^|\n\n)(Needs the scope `[^`]+`\.|Any key may\.)$/,
    "",
  );
  const scope = about["x-permission"] === "key:own" ? words.anyKey : String(about["x-permission"]);
  const parameters = asList(about.parameters)
    .map(asJson)
    .filter((parameter) => parameter.in !== "header");
  return `<section id="${say(id)}"><div class="text"><h3><a href="#${say(id)}">${say(about.summary)}</a></h3>
<p class="path"><b class="${method.toLowerCase()}">${method}</b> <code>${say(path).replaceAll("/", "/<wbr>")}</code></p>
${text
  .split("\n\n")
  .filter(Boolean)
  .map((part) => `<p>${prose(part)}</p>`)
  .join("")}
<p class="scope">${say(words.scope)} <code>${say(scope)}</code></p>
${parameters.length > 0 ? `<h4>${say(words.parameters)}</h4>${parameterList(parameters, words)}` : ""}
${type === undefined ? "" : fieldDetails(`${words.body} <span>${say(type)}</span>`, asJson(media).schema, components, words, true)}
${answer.schema === undefined ? "" : fieldDetails(`${words.answer} <span>${say(status)}</span>`, answer.schema, components, words, false)}
<p class="refusals">${say(words.refusals)} ${refusalsOf(about)}</p></div>
<div class="code">${codeBlock(say(curl(base, method, path, type, asJson(media))), "curl", words)}
${answer.example === undefined ? "" : codeBlock(pretty(answer.example), `${say(words.answer)} ${say(status)}`, words)}</div></section>`;
}

export const codeBlock = (html: string, label: string, words: DocsWords): string =>
  `<figure><figcaption>${label}<button type="button" class="copy" data-done="${say(words.copied)}">${say(words.copy)}</button></figcaption><pre tabindex="0">${html}</pre></figure>`;

const refusalsOf = (about: Json): string =>
  Object.keys(asJson(about.responses))
    .filter((status) => !status.startsWith("2"))
    .map((status) => `<a href="#problem-${status}">${status}</a>`)
    .join(" ");

function parameterList(parameters: Json[], words: DocsWords): string {
  const rows = parameters.map((one) => {
    const schema = asJson(one.schema);
    const byDefault = schema.default === undefined ? "" : ` = ${say(schema.default)}`;
    return row(
      say(one.name),
      `${say(typeText(schema))}${byDefault}`,
      one.required === true,
      one.description,
      0,
      words,
    );
  });
  return `<dl>${rows.join("")}</dl>`;
}

const row = (
  name: string,
  kind: string,
  isRequired: boolean,
  description: unknown,
  depth: number,
  words: DocsWords,
): string =>
  `<div${depth > 0 ? ` class="d${depth}"` : ""}><dt><code>${name}</code>${isRequired ? `<em>${say(words.required)}</em>` : ""}<span>${kind}</span></dt>${description ? `<dd>${prose(String(description))}</dd>` : ""}</div>`;

function fieldDetails(
  title: string,
  schema: unknown,
  components: Json,
  words: DocsWords,
  isOpen: boolean,
): string {
  const rows = fieldRows(schema, components, words, 0);
  if (rows.length === 0) return "";
  return `<details${isOpen ? " open" : ""}><summary>${title}</summary><dl>${rows.join("")}</dl></details>`;
}

const deepest = 3;

/** One row a field; what is inside an object or list follows, set in. */
function fieldRows(value: unknown, components: Json, words: DocsWords, depth: number): string[] {
  const schema = resolved(value, components);
  const required = new Set(asList(schema.required));
  return Object.entries(asJson(schema.properties)).flatMap(([name, property]) => {
    const inner = innerObject(property, components);
    const kind = inner.object ? (inner.isList ? "list" : "object") : say(shortType(property, components));
    const own = row(say(name), kind, required.has(name), asJson(property).description, depth, words);
    return depth + 1 < deepest && inner.object
      ? [own, ...fieldRows(inner.object, components, words, depth + 1)]
      : [own];
  });
}

const resolved = (value: unknown, components: Json): Json => {
  const schema = asJson(value);
  return typeof schema.$ref === "string" ? asJson(components[schema.$ref.split("/").at(-1) ?? ""]) : schema;
};

function innerObject(value: unknown, components: Json): { object?: Json; isList: boolean } {
  const schema = resolved(value, components);
  if (schema.properties) return { object: schema, isList: false };
  if (schema.type === "array") {
    const items = resolved(schema.items, components);
    return items.properties ? { object: items, isList: true } : { isList: true };
  }
  const options = asList(schema.anyOf).map((one) => resolved(one, components));
  const object = options.find((one) => one.properties);
  return object ? { object, isList: false } : { isList: false };
}

function shortType(value: unknown, components: Json): string {
  const schema = resolved(value, components);
  const text = typeText(schema)
    .replace(/components\["schemas"\]\["JsonValue"\]/g, "json")
    .replace(/Record<string, (\w+)>/g, "map of $1")
    .replace(/"/g, "");
  return text.length > 90 ? `${text.slice(0, 88)}…` : text;
}

/** As it can be pasted into a shell, the key taken from $CARILLON_API_KEY. */
function curl(base: string, method: string, path: string, type: string | undefined, media: Json): string {
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"${base}${path.replace(/\{(\w+)\}/g, (_, name: string) => (name === "id" ? `$ID` : `$${name.toUpperCase()}`))}"`,
    `  -H "Authorization: Bearer $CARILLON_API_KEY"`,
  ];
  if (method !== "GET") lines.push(`  -H "Idempotency-Key: $(uuidgen)"`);
  if (type === "application/json") {
    lines.push(`  -H "Content-Type: application/json"`);
    lines.push(`  -d '${JSON.stringify(media.example ?? {}, null, 2).replaceAll("'", "'\\''")}'`);
  } else if (type)
    for (const name of Object.keys(asJson(asJson(media.schema).properties)))
      lines.push(`  -F ${name}=${name === "file" ? "@customers.csv" : "..."}`);
  return lines.join(" \\\n");
}
