import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseCrossSite, sessionContext } from "@/server/auth/session";
import { AppError, asAppError, httpStatusOf } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { appRouter } from "./root";

const maxBodyBytes = 2 * 1024 * 1024;
/** A chain whose filters nest as deep as rules may, within its envelope. */
const maxDepth = 100;

/** Refuses what no procedure could read, before anything else looks at it: it is the client's fault, not ours. */
async function withReadableBody(request: Request): Promise<Request> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  const text = await request.text();
  if (text.length > maxBodyBytes) throw new AppError("too_large", "The body may have at most 2 MB.");
  parseJson(text, "body", maxDepth);
  return new Request(request.url, { method: request.method, headers: request.headers, body: text });
}

/** Answers /api/trpc. Calls that change something must come from our own pages. */
export async function handleTrpc(request: Request): Promise<Response> {
  let checked: Request;
  try {
    refuseCrossSite(request);
    checked = await withReadableBody(request);
  } catch (thrown) {
    const error = asAppError(thrown);
    return Response.json({ error: { message: error.message } }, { status: httpStatusOf(error.code) });
  }
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: checked,
    router: appRouter,
    createContext: () => sessionContext("trpc"),
  });
  response.headers.set("cache-control", "private, no-store");
  return response;
}
