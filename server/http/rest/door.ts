import type { HttpDoor } from "../door";
import { handleRest } from "./handle";

/** /api/v1: knows its own methods, so that a wrong one is answered by the operation's own list. */
export const restDoor: HttpDoor = {
  match: (_method, pathname) => pathname.startsWith("/api/v1/") || pathname === "/api/v1",
  handle: handleRest,
  /** Uploads (imports) are streamed; JSON operations have their own, smaller limit. */
  maxBodyBytes: 512 * 1024 * 1024,
};
