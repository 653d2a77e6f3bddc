import { asAppError, httpStatusOf } from "@/server/platform/errors";

/** What the door says, before it becomes a web Response or goes out on a node response. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const cors = { "access-control-allow-origin": "*" };
const json = { ...cors, "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** The words Segment's libraries look for. */
export const accepted: Answer = { status: 200, headers: json, body: '{"success":true}' };

export const acceptedWithRejects = (rejected: number): Answer => ({
  status: 200,
  headers: json,
  body: JSON.stringify({ success: true, rejected }),
});

export const ok = (body: string, headers: Record<string, string>): Answer => ({
  status: 200,
  headers: { ...cors, ...headers },
  body,
});

export const preflight: Answer = {
  status: 204,
  headers: {
    ...cors,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": "authorization, content-type, content-encoding, x-retry-count",
    "access-control-max-age": "86400",
  },
  body: "",
};

export function refusal(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  fields: readonly { path: string; message: string }[] = [],
): Answer {
  return {
    status,
    headers: { ...json, ...headers },
    body: JSON.stringify({ success: false, message, ...(fields.length > 0 ? { errors: fields } : {}) }),
  };
}

/** Any error of the domain in the door's words. Unknown ones are masked. */
export function refusalOf(thrown: unknown): Answer {
  const error = asAppError(thrown);
  const headers: Record<string, string> = {};
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  if (error.code === "limit_exceeded" && error.retryAfterSeconds !== undefined)
    headers["x-ratelimit-reset"] = String(error.retryAfterSeconds);
  // No WWW-Authenticate on a 401: on a shop's page the browser would ask its visitor for a password.
  return refusal(httpStatusOf(error.code), error.message, headers, error.fields);
}
