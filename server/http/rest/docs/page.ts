import { createHash } from "node:crypto";
import { asJson, asList } from "../client/type-text";
import { openApiDocument } from "../openapi";
import { codeBlock, type Operation, operationSection, say } from "./operation";
import { script } from "./script";
import { style } from "./style";
import { type DocsLanguage, docsWords } from "./words";

/** The one script of the page is allowed by its hash; nothing comes from elsewhere. */
export const docsPolicy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash(
  "sha256",
)
  .update(script)
  .digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const pages = new Map<DocsLanguage, string>();

/** The OpenAPI document as a page to read. Without its script it is the same page, whole and in order. */
export function apiDocsPage(language: DocsLanguage = "en"): string {
  const known = pages.get(language);
  if (known) return known;
  const made = makePage(language);
  pages.set(language, made);
  return made;
}

function makePage(language: DocsLanguage): string {
  const words = docsWords[language];
  const document = openApiDocument();
  const components = asJson(asJson(document.components).schemas);
  const operations = Object.entries(asJson(document.paths)).flatMap(([path, methods]) =>
    Object.entries(asJson(methods)).map(
      ([method, about]): Operation => ({ path, method: method.toUpperCase(), about: asJson(about) }),
    ),
  );
  const tags = asList(document.tags).map((tag) => String(asJson(tag).name));
  const base = String(asJson(asList(document.servers)[0]).url ?? "");
  const chapters = tags.map((tag) => ({
    tag,
    id: `tag-${tag.toLowerCase().replace(/[^a-z]+/g, "-")}`,
    operations: operations.filter(({ about }) => asList(about.tags).includes(tag)),
  }));
  const menu = chapters
    .map(
      ({ tag, id, operations: own }) =>
        `<section><h2><a href="#${id}">${say(tag)}</a></h2><ul>${own.map(menuLine).join("")}</ul></section>`,
    )
    .join("");
  const body = chapters
    .map(
      ({ tag, id, operations: own }) =>
        `<h2 class="tag" id="${id}">${say(tag)}</h2>${own.map((one) => operationSection(base, one, components, words)).join("")}`,
    )
    .join("");
  const other = language === "en" ? "ru" : "en";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>Carillon ${say(words.title)}</title><style>${style}</style></head>
<body><header><a class="home" href="/">Carillon</a><span>${say(words.title)}</span><a class="lang" lang="${other}" href="?lang=${other}">${say(words.other)}</a></header>
<details class="menu" id="menu"><summary>${say(words.menu)}</summary><nav aria-label="${say(words.menu)}"><label><input type="search" id="search" placeholder="${say(words.search)}" aria-label="${say(words.search)}"><kbd>/</kbd></label>${menu}<p id="nothing" hidden>${say(words.nothing)}</p></nav></details>
<main><div class="intro"><h1>${say(words.title)}</h1><p class="links"><a href="/settings/api-keys">${say(words.keys)}</a><a href="/api/v1/openapi.json">${say(words.document)}</a><a href="/api/v1/client.ts" download="carillon-client.ts">${say(words.client)}</a></p>
<div class="start"><dl class="basics">${words.basics.map(([name, text]) => `<div><dt>${say(name)}</dt><dd>${say(text)}</dd></div>`).join("")}</dl>
<div class="code">${codeBlock(say(firstCall(base)), "curl", words)}${codeBlock(say(firstProgram(base)), "TypeScript", words)}</div></div></div>
${body}<h2 class="tag" id="problems">${say(words.refusals)}</h2>${problemSections(asJson(document.components).responses)}</main><script>${script}</script></body></html>`;
}

const menuLine = ({ path, method, about }: Operation): string =>
  `<li data-words="${say(`${about.operationId} ${path} ${method} ${about.summary}`.toLowerCase())}"><a href="#${say(about.operationId)}"><b class="${method.toLowerCase()}">${method === "DELETE" ? "DEL" : method}</b><span>${say(about.summary)}</span></a></li>`;

const problemSections = (responses: unknown): string =>
  Object.entries(asJson(responses))
    .map(([status, one]) => {
      const media = asJson(asJson(asJson(one).content)["application/problem+json"]);
      return `<section id="problem-${status}"><div class="text"><h3>${status}</h3><p>${say(asJson(one).description).replace(/`([^`]+)`/g, "<code>$1</code>")}</p></div><div class="code"><pre tabindex="0">${say(JSON.stringify(media.example, null, 2))}</pre></div></section>`;
    })
    .join("");

const firstCall = (base: string) => `export CARILLON_API_KEY=car_…
curl "${base}/api/v1/customers?limit=1" \\
  -H "Authorization: Bearer $CARILLON_API_KEY"`;

const firstProgram = (base: string) => `// npm install openapi-fetch
// curl -O ${base}/api/v1/client.ts
import { createCarillon } from "./client";

const carillon = createCarillon({
  baseUrl: "${base}",
  apiKey: "car_…",
});
const { data, error } = await carillon.POST("/api/v1/customers", {
  body: { external_id: "1042", email: "anna@example.org" },
});`;
