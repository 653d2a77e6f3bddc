import type { HttpDoor } from "../door";
import { apiDocsPage, docsPolicy } from "./docs/page";
import { docsLanguage } from "./docs/words";
import { handleRest } from "./handle";

/** /api/v1: knows its own methods, so that a wrong one is answered by the operation's own list. */
export const restDoor: HttpDoor = {
  match: (_method, pathname) => pathname.startsWith("/api/v1/") || pathname === "/api/v1",
  handle: handleRest,
  /** Uploads (imports) are streamed; JSON operations have their own, smaller limit. */
  maxBodyBytes: 512 * 1024 * 1024,
};

/** /docs/api: the same document for people. */
export const docsDoor: HttpDoor = {
  match: (method, pathname) => pathname === "/docs/api" && (method === "GET" || method === "HEAD"),
  handle: async (request) =>
    new Response(request.method === "HEAD" ? null : apiDocsPage(docsLanguage(request)), {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": docsPolicy,
        vary: "accept-language",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      },
    }),
};
