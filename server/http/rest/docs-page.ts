import { escapeHtml } from "../links/page";
import { openApiDocument } from "./openapi";

type Json = Record<string, unknown>;
const asJson = (value: unknown): Json => (value !== null && typeof value === "object" ? (value as Json) : {});
const asList = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const say = (value: unknown): string =>
  escapeHtml(typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));

/** The OpenAPI document as a page to read: no script, nothing from elsewhere. */
export function apiDocsPage(): string {
  const document = openApiDocument();
  const operations = Object.entries(asJson(document.paths)).flatMap(([path, methods]) =>
    Object.entries(asJson(methods)).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: asJson(operation),
    })),
  );
  const tags = asList(document.tags).map((tag) => String(tag.name));
  const base = String(asList(document.servers)[0]?.url ?? "");
  const menu = tags
    .map((tag) => {
      const links = operations
        .filter(({ operation }) => asList(operation.tags).includes(tag as unknown as Json))
        .map(({ operation }) => `<a href="#${say(operation.operationId)}">${say(operation.summary)}</a>`);
      return `<h2>${say(tag)}</h2>${links.join("")}`;
    })
    .join("");
  const body = tags
    .map((tag) => {
      const sections = operations.filter(({ operation }) =>
        asList(operation.tags).includes(tag as unknown as Json),
      );
      return `<h2 class="tag">${say(tag)}</h2>${sections.map((one) => section(base, one)).join("")}`;
    })
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Carillon REST API</title><style>${style}</style></head>
<body><nav><a class="home" href="/">Carillon</a>${menu}</nav><main><h1>REST API</h1><p class="lead">${say(asJson(document.info).description)}</p>
<p class="lead">The machine-readable document: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Keys are made in <a href="/settings/api-keys">Settings → API keys</a>.</p>${body}</main></body></html>`;
}

function section(
  base: string,
  { path, method, operation }: { path: string; method: string; operation: Json },
): string {
  const parameters = asList(operation.parameters);
  const requestBody = asJson(asJson(operation.requestBody).content);
  const [type, media] = Object.entries(requestBody)[0] ?? [];
  const success = Object.entries(asJson(operation.responses)).find(([status]) => status.startsWith("2"));
  const answer = asJson(Object.values(asJson(asJson(success?.[1]).content))[0]);
  const paragraphs = String(operation.description ?? "")
    .split("\n\n")
    .map((text) => `<p>${say(text).replace(/`([^`]+)`/g, "<code>$1</code>")}</p>`)
    .join("");
  return `<section id="${say(operation.operationId)}"><h3>${say(operation.summary)}</h3>
<p class="path"><b class="${method.toLowerCase()}">${method}</b> <code>${say(path)}</code></p>${paragraphs}
${parameters.length > 0 ? table(parameters) : ""}
<pre>${say(curl(base, method, path, type, media === undefined ? undefined : asJson(media)))}</pre>
${media === undefined ? "" : `<details><summary>Body (${say(type)})</summary><pre>${say(JSON.stringify(asJson(media).schema, null, 2))}</pre></details>`}
${answer.schema === undefined ? "" : `<details><summary>Answer ${say(success?.[0])}</summary><pre>${say(JSON.stringify(answer.example ?? answer.schema, null, 2))}</pre></details>`}</section>`;
}

function table(parameters: Json[]): string {
  const rows = parameters.map((one) => {
    const { type, enum: values, default: byDefault } = asJson(one.schema);
    const kind = Array.isArray(values) ? values.join(" | ") : String(type ?? "text");
    return `<tr><td><code>${say(one.name)}</code>${one.required ? " <em>required</em>" : ""}</td><td>${say(kind)}${byDefault === undefined ? "" : ` = ${say(byDefault)}`}</td><td>${say(one.description)}</td></tr>`;
  });
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

function curl(
  base: string,
  method: string,
  path: string,
  type: string | undefined,
  media: Json | undefined,
): string {
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${base}${path} \\`,
    `  -H "Authorization: Bearer $CARILLON_API_KEY"`,
  ];
  if (type === "application/json" && media) {
    lines[lines.length - 1] += " \\";
    lines.push(`  -H "Content-Type: application/json" \\`, `  -d '${JSON.stringify(media.example ?? {})}'`);
  } else if (type) {
    lines[lines.length - 1] += " \\";
    lines.push(
      ...Object.keys(asJson(asJson(media?.schema).properties)).map(
        (name) => `  -F ${name}=${name === "file" ? "@customers.csv" : "..."}`,
      ),
    );
  }
  return lines.join("\n");
}

const style = `
:root{color-scheme:light dark;--bg:#fff;--ink:#191d23;--mute:#5d6673;--line:#e4e7ec;--soft:#f6f7f9;--accent:#2f5fd0}
@media (prefers-color-scheme:dark){:root{--bg:#12151a;--ink:#e8ebf0;--mute:#98a2b0;--line:#272d36;--soft:#1a1f27;--accent:#8aaefc}}
*{box-sizing:border-box}html{scroll-behavior:smooth}body{margin:0;display:grid;grid-template-columns:260px minmax(0,1fr);font:14px/1.55 Inter,system-ui,sans-serif;background:var(--bg);color:var(--ink)}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;border-right:1px solid var(--line);padding:20px 16px}nav .home{font-weight:650;font-size:16px;color:var(--ink)}nav h2{font-size:12px;color:var(--mute);margin:20px 0 4px}nav a{display:block;color:var(--ink);text-decoration:none;padding:3px 0}nav a:hover{color:var(--accent)}
main{max-width:860px;padding:28px 40px 120px}h1{font-size:26px;letter-spacing:-.01em;margin:0 0 8px}.lead{color:var(--mute);max-width:680px}a{color:var(--accent)}
.tag{font-size:19px;margin:48px 0 0;padding-top:20px;border-top:1px solid var(--line)}section{padding:18px 0 6px;scroll-margin-top:12px}h3{margin:0 0 4px;font-size:15px}.path{margin:0 0 8px}.path b{font-size:12px;padding:2px 6px;border-radius:4px;background:var(--soft)}.path .get{color:#1b7f4d}.path .post{color:#2f5fd0}.path .delete{color:#b3312c}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:12.5px}pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:12px;overflow-x:auto}table{border-collapse:collapse;width:100%;margin:8px 0}td{border-top:1px solid var(--line);padding:6px 12px 6px 0;vertical-align:top}td em{color:#b06a00;font-style:normal;font-size:12px}summary{cursor:pointer;color:var(--mute);padding:2px 0}
@media (max-width:760px){body{display:block}nav{position:static;height:auto;border:0;border-bottom:1px solid var(--line)}main{padding:20px 16px 80px}}`;
