import { createHash } from "node:crypto";

/** Text into HTML text or an attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `
:root{color-scheme:light dark;--ink:#1c1f26;--soft:#5c6370;--line:#dfe2e8;--paper:#fff;--ground:#f4f5f7;--accent:#3b5bdb;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#a3a9b5;--line:#343945;--paper:#1b1e25;--ground:#12141a;--accent:#7c93f5;--on:#10131c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:34rem;margin:8vh auto;padding:2rem;background:var(--paper);border:1px solid var(--line);border-radius:14px}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .5rem}
p{margin:.5rem 0;color:var(--soft)}
.brand{margin:0 0 1.25rem;font-weight:600;color:var(--ink)}
fieldset{border:0;margin:1.25rem 0 0;padding:0}
legend{font-weight:600;padding:0;margin-bottom:.25rem}
label{display:flex;gap:.6rem;align-items:flex-start;padding:.45rem 0}
label small{display:block;color:var(--soft)}
input{width:1.1rem;height:1.1rem;margin:.2rem 0 0;accent-color:var(--accent);flex:none}
button{font:inherit;font-weight:600;padding:.65rem 1.1rem;border-radius:9px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer;margin:1rem .5rem 0 0}
button.quiet{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0 0}
`;
const styleHash = createHash("sha256").update(style).digest("base64");

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

export interface Page {
  locale: "en" | "ru";
  title: string;
  brand: string;
  /** HTML, already escaped where it holds anything not our own. */
  body: string;
  status?: number;
  headers?: Record<string, string>;
}

/** A small page without scripts, cookies or anything from elsewhere. */
export function htmlPage({ locale, title, brand, body, status = 200, headers = {} }: Page): Response {
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${brand ? `<p class="brand">${escapeHtml(brand)}</p>` : ""}${body}</main></body></html>`;
  return new Response(html, { status, headers: { ...pageHeaders, ...headers } });
}

/** The one answer to any link we did not make, whatever is wrong with it. */
export const unknownLink = (): Response =>
  htmlPage({
    locale: "en",
    title: "Link not found",
    brand: "",
    status: 404,
    body: `<h1>This link does not work</h1><p>It may have been cut off on its way. Try it again from the letter itself.</p>
<hr><h1 lang="ru">Ссылка не работает</h1><p lang="ru">Возможно, она скопирована не целиком. Откройте её ещё раз прямо из письма.</p>`,
  });

/** We cannot look it up now. */
export const tryLater = (): Response =>
  htmlPage({
    locale: "en",
    title: "Try again in a moment",
    brand: "",
    status: 503,
    headers: { "retry-after": "5" },
    body: `<h1>Try again in a moment</h1><p>The page you asked for cannot be opened right now.</p>
<hr><h1 lang="ru">Попробуйте через минуту</h1><p lang="ru">Сейчас страницу открыть не получается.</p>`,
  });

/** HEAD is GET without the body. */
export const withoutBody = (response: Response): Response =>
  new Response(null, { status: response.status, headers: response.headers });
