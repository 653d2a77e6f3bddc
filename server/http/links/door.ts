import { isTransientDbError } from "@/server/db/client";
import {
  type EngagementHit,
  findLetterPage,
  findLinkUrl,
  type LinkPurpose,
  readLinkToken,
} from "@/server/domain/messages";
import { withVisitorLink } from "@/server/domain/tracking";
import type { Context } from "@/server/kernel/context";
import { AppError } from "@/server/platform/errors";
import type { HttpDoor } from "../door";
import { problemOf } from "../rest/problem";
import { tryLater, unknownLink, withoutBody } from "./page";
import { changePreferences, showPreferences } from "./preferences";
import { hitRecorder } from "./recorder";

export interface LinksDoorDeps {
  context(network: string): Context;
}

const path = /^\/(t\/o|t\/c|u|m)\/([^/]{1,200})$/;
const purposes: Record<string, LinkPurpose> = { "t/o": "open", "t/c": "click", u: "unsubscribe", m: "web" };
/** A transparent GIF of one pixel. */
const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

const quietHeaders = {
  "cache-control": "no-store, max-age=0",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/** The links in letters: opens, clicks, subscriptions, the letter in a browser. Signed, opaque, without cookies. */
export function createLinksDoor(deps: LinksDoorDeps): HttpDoor {
  const recorder = hitRecorder(() => deps.context("unknown"));

  async function answer(request: Request, network: string): Promise<Response> {
    const [, prefix = "", token = ""] = path.exec(new URL(request.url).pathname) ?? [];
    const ctx = deps.context(network);
    switch (purposes[prefix]) {
      case "open":
        return await open(ctx, token, request);
      case "click":
        return await click(ctx, token, request);
      case "unsubscribe":
        return request.method === "POST"
          ? await changePreferences(ctx, token, request)
          : await showPreferences(ctx, token);
      case "web":
        return await showLetter(ctx, token);
      default:
        return unknownLink();
    }
  }

  /** The picture comes whatever the token is: nothing is to be learned from the answer. */
  async function open(ctx: Context, token: string, request: Request): Promise<Response> {
    const target = readLinkToken("open", token);
    if (target) await recorder.record({ kind: "opened", target, url: null, ...evidenceOf(ctx, request) });
    return new Response(pixel, { headers: { ...quietHeaders, "content-type": "image/gif" } });
  }

  async function click(ctx: Context, token: string, request: Request): Promise<Response> {
    const target = readLinkToken("click", token);
    const url = target && (await findLinkUrl(ctx, target));
    if (!url) return unknownLink();
    await recorder.record({ kind: "clicked", target, url, ...evidenceOf(ctx, request) });
    const location = await withVisitorLink(ctx, url, target.customerId);
    return new Response(null, { status: 302, headers: { ...quietHeaders, location } });
  }

  return {
    match: (method, pathname) => {
      const found = path.exec(pathname);
      if (!found) return false;
      return method === "GET" || method === "HEAD" || (method === "POST" && found[1] === "u");
    },
    maxBodyBytes: 16 * 1024,
    async handle(request, { network }) {
      try {
        const response = await answer(request, network);
        return request.method === "HEAD" ? withoutBody(response) : response;
      } catch (error) {
        if (isTransientDbError(error)) return tryLater();
        if (error instanceof AppError && error.code === "too_large") return problemOf(error);
        throw error;
      }
    },
  };
}

const evidenceOf = (
  ctx: Context,
  request: Request,
): Pick<EngagementHit, "at" | "method" | "userAgent" | "purpose" | "network"> => ({
  at: ctx.clock.now(),
  method: request.method,
  userAgent: request.headers.get("user-agent"),
  purpose:
    request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? request.headers.get("x-moz"),
  network: ctx.network ?? "unknown",
});

/** The letter as it was sent. It is a stranger's HTML: no scripts, no forms, an origin of its own. */
async function showLetter(ctx: Context, token: string): Promise<Response> {
  const target = readLinkToken("web", token);
  const html = target && (await findLetterPage(ctx, target));
  if (!html) return unknownLink();
  return new Response(html, {
    headers: {
      ...quietHeaders,
      "content-type": "text/html; charset=utf-8",
      "x-content-type-options": "nosniff",
      "content-security-policy":
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src * data:; base-uri 'none'; form-action 'none'",
    },
  });
}
