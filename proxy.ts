import { type NextRequest, NextResponse } from "next/server";

/**
 * What every page gets before it is rendered: a policy that runs our own scripts and nobody else's, and a friendly
 * way to the sign-in. This is not the lock: pages and procedures check the session and the permission themselves.
 */

/** Pages that work without a session. Each protects itself: by a token, or by having nothing to hide. */
const openPages = ["/sign-in", "/setup", "/invite", "/password", "/docs", "/demo"];
const sessionCookies = ["next-auth.session-token", "__Secure-next-auth.session-token"];

const isOpen = (path: string) => openPages.some((page) => path === page || path.startsWith(`${page}/`));

function hasSessionCookie(request: NextRequest): boolean {
  // A long session is split into numbered cookies.
  return sessionCookies.some((name) => request.cookies.has(name) || request.cookies.has(`${name}.0`));
}

function contentPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    // React's development build evaluates code for better stack traces; production needs no such thing.
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Positions of menus, charts and the canvas are inline styles; styles run nothing.
    "style-src 'self' 'unsafe-inline'",
    // Pictures of goods live on the shop's own hosts.
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  // Pages are read with GET. There are no Server Actions, so nothing may be posted here.
  if (request.method !== "GET" && request.method !== "HEAD")
    return new NextResponse("Pages are read with GET.", { status: 405, headers: { allow: "GET, HEAD" } });

  if (!isOpen(pathname) && !hasSessionCookie(request)) {
    const target = request.nextUrl.clone();
    target.pathname = "/sign-in";
    target.search = pathname === "/" ? "" : `?callbackUrl=${encodeURIComponent(pathname + search)}`;
    return secured(NextResponse.redirect(target), pathname);
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // Next reads the nonce from the policy and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-carillon-path", pathname + search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return secured(response, pathname);
}

function secured(response: NextResponse, pathname: string): NextResponse {
  const hasTokenInAddress = /^\/(setup|invite|password)(\/|$)/.test(pathname);
  response.headers.set("cache-control", "private, no-store");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set(
    "referrer-policy",
    hasTokenInAddress ? "no-referrer" : "strict-origin-when-cross-origin",
  );
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  return response;
}

export const config = {
  // Everything but the doors (which set their own headers) and static files.
  matcher: [
    "/((?!api/|api$|v1/|v1$|t/|u/|m/|s/|me/|tracker\\.js$|_next/static|_next/image|.*\\.(?:svg|png|jpg|webp|ico|txt|js|woff2)$).*)",
  ],
};
