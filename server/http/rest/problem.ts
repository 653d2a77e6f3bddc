import { type AppError, httpStatusOf } from "@/server/platform/errors";

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  412: "Precondition failed",
  413: "Too large",
  415: "Unsupported media type",
  422: "Unprocessable",
  429: "Too many requests",
  500: "Internal error",
  503: "Unavailable",
};

/** RFC 9457 problem+json. `errors` names each wrong field. */
export function problem(
  status: number,
  detail: string,
  extra: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  const body = { type: "about:blank", title: titles[status] ?? "Error", status, detail, ...extra };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

export function problemOf(error: AppError, extra: Record<string, unknown> = {}): Response {
  const headers: Record<string, string> = {};
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  if (error.code === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="carillon"';
  return problem(
    httpStatusOf(error.code),
    error.message,
    { code: error.code, ...(error.fields.length > 0 ? { errors: error.fields } : {}), ...extra },
    headers,
  );
}
