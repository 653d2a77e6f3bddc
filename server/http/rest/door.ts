import type { HttpDoor } from "../door";
import { apiDocsPage } from "./docs-page";
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
    new Response(request.method === "HEAD" ? null : apiDocsPage(), {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy":
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      },
    }),
};
