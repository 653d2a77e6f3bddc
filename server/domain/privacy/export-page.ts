/** The export as a page that a person can read and print. Pure. */
import type { PersonExport } from "./export";

const words = {
  en: {
    title: "What is known of you",
    exported: "As of",
    former: "Earlier numbers",
    profile: "Profile",
    rows: (n: number) => (n === 1 ? "1 record" : `${n} records`),
    cut: "Only part of it is shown here.",
  },
  ru: {
    title: "Что о вас известно",
    exported: "По состоянию на",
    former: "Прежние номера",
    profile: "Анкета",
    rows: (n: number) => {
      const form = new Intl.PluralRules("ru").select(n);
      return `${n} ${form === "one" ? "запись" : form === "few" ? "записи" : "записей"}`;
    },
    cut: "Здесь показана только часть.",
  },
} as const;

const inert = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const shown = (value: unknown): string =>
  inert(typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
const label = (column: string): string => {
  const text = column.replaceAll("_", " ");
  return inert(text.charAt(0).toUpperCase() + text.slice(1));
};

const pairs = (row: Record<string, unknown>): string =>
  `<dl>${Object.entries(row)
    .filter(([, value]) => !(typeof value === "object" && value !== null && Object.keys(value).length === 0))
    .map(([column, value]) => `<dt>${label(column)}</dt><dd>${shown(value)}</dd>`)
    .join("")}</dl>`;

function table(rows: readonly Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const head = columns.map((column) => `<th>${label(column)}</th>`).join("");
  const body = rows
    .map(
      (row) =>
        `<tr>${columns.map((column) => `<td>${column in row ? shown(row[column]) : ""}</td>`).join("")}</tr>`,
    )
    .join("\n");
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const style = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1rem;margin-top:2rem}dl{display:grid;grid-template-columns:12rem 1fr;gap:.25rem 1rem}dt{opacity:.65}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:12px}td,th{border-bottom:1px solid #8884;padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;max-width:24rem;overflow-wrap:anywhere}
small{opacity:.65;font-weight:400}@media print{.wide{overflow:visible}}@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}`;

/** No script, nothing loaded from anywhere: it can be sent to the person as it is. */
export function exportPage(data: PersonExport, locale: "en" | "ru"): string {
  const t = words[locale];
  const sections = Object.entries(data.tables)
    .map(
      ([name, rows]) =>
        `<h2>${label(name)} <small>${t.rows(rows.length)}</small></h2>${data.cut.includes(name) ? `<p>${t.cut}</p>` : ""}${table(rows)}`,
    )
    .join("\n");
  const former =
    data.formerNumbers.length > 0 ? `<p>${t.former}: ${inert(data.formerNumbers.join(", "))}</p>` : "";
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${t.title}: ${inert(data.customer)}</title><style>${style}</style></head>
<body><h1>${t.title}</h1><p>${inert(data.customer)} · ${t.exported} ${data.exportedAt.toISOString()}</p>${former}
<h2>${t.profile}</h2>${pairs(data.profile)}
${sections}</body></html>`;
}
