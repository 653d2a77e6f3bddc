import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseCrossSite, sessionContext } from "@/server/auth/session";
import { asAppError, httpStatusOf } from "@/server/platform/errors";
import { appRouter } from "./root";

/** Answers /api/trpc. Calls that change something must come from our own pages. */
export async function handleTrpc(request: Request): Promise<Response> {
  try {
    refuseCrossSite(request);
  } catch (thrown) {
    const error = asAppError(thrown);
    return Response.json({ error: { message: error.message } }, { status: httpStatusOf(error.code) });
  }
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => sessionContext("trpc"),
  });
  response.headers.set("cache-control", "private, no-store");
  return response;
}
