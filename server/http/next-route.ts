import { isIP } from "node:net";
import { asAppError } from "@/server/platform/errors";
import { logger } from "@/server/platform/logger";
import { dispatch } from "./index";
import { problemOf } from "./rest/problem";

/**
 * The doors as a Next route, where no gateway stands in front (Vercel). There the platform sets X-Forwarded-For
 * itself; self-hosted, Next listens on the loopback only and the gateway answers these paths before Next sees them.
 */
async function serve(request: Request): Promise<Response> {
  const forwarded = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  try {
    return await dispatch(request, { network: isIP(forwarded) ? forwarded : "unknown" });
  } catch (thrown) {
    const error = asAppError(thrown);
    logger.error({ err: error.cause ?? error, path: new URL(request.url).pathname }, "request failed");
    return problemOf(error);
  }
}

export {
  serve as GET,
  serve as HEAD,
  serve as POST,
  serve as PUT,
  serve as PATCH,
  serve as DELETE,
  serve as OPTIONS,
};
