import type { IncomingMessage, ServerResponse } from "node:http";
import { baseUrl } from "@/server/platform/env";

const isHttps = baseUrl().startsWith("https:");

/** What every answer carries unless its maker said otherwise. */
export function addMissingHeaders(res: ServerResponse): void {
  const set = (name: string, value: string) => {
    if (!res.hasHeader(name)) res.setHeader(name, value);
  };
  set("x-content-type-options", "nosniff");
  set("referrer-policy", "strict-origin-when-cross-origin");
  if (isHttps) set("strict-transport-security", "max-age=31536000");
}

/** A page made by a door needs no scripts, frames or foreign styles unless the door says so. Next's pages have their own policy. */
export function addDoorPolicy(res: ServerResponse): void {
  const type = String(res.getHeader("content-type") ?? "");
  if (!type.startsWith("text/html") || res.hasHeader("content-security-policy")) return;
  res.setHeader(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
}

/** Between two hops only (RFC 9110 7.6.1), or ours to say. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/**
 * Next takes these as orders from its own parts; from a client they skip checks (CVE-2025-29927 and its kin). Not among
 * them: the two ids by which `next dev` finds the page that waits for a navigation's debug stream; without them each
 * navigation in development would wait for ever.
 */
const internal =
  /^(x-middleware-|x-nextjs-(?!request-id$|html-request-id$)|x-next-|x-invoke-|x-matched-path$|x-now-route-matches$|x-prerender-|x-vercel-|x-rewrite|x-original-url$|x-forwarded-|x-carillon-|x-real-ip$|forwarded$|next-resume|via$)/;

/** The client's headers as Next may see them, as a flat list of names and values. */
export function headersForNext(req: IncomingMessage, network: string, viaTrusted: boolean): string[] {
  const list: string[] = [];
  const alsoHop = new Set(
    (req.headers.connection ?? "")
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = (req.rawHeaders[i] ?? "").toLowerCase();
    if (hopByHop.has(name) || alsoHop.has(name) || internal.test(name)) continue;
    list.push(name, req.rawHeaders[i + 1] ?? "");
  }
  const proto = viaTrusted ? req.headers["x-forwarded-proto"] : undefined;
  // What sign-in counts failures by (server/auth); the other three are for Next itself.
  list.push("x-carillon-network", network);
  list.push("x-forwarded-for", network);
  list.push("x-forwarded-proto", proto === "http" || proto === "https" ? proto : isHttps ? "https" : "http");
  if (req.headers.host) list.push("x-forwarded-host", req.headers.host);
  return list;
}

/** Next's headers as the client may see them. */
export function headersFromNext(answer: IncomingMessage): [string, string][] {
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2) {
    const name = (answer.rawHeaders[i] ?? "").toLowerCase();
    if (!hopByHop.has(name)) list.push([name, answer.rawHeaders[i + 1] ?? ""]);
  }
  return list;
}
