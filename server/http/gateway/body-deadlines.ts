/** Ends requests whose body comes too slowly (slowloris): one timer for all, so that a fast request costs nothing. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { problem } from "../rest/problem";
import { declaredLength, hasBody, sendResponse } from "./adapter";

const graceMs = 20_000;
/** Slower than this is no upload. */
const leastBytesPerMs = 16;
/** What a body of unknown length may take. */
const unknownLengthMs = 120_000;

export interface BodyDeadlines {
  watch(req: IncomingMessage, res: ServerResponse): void;
  stop(): void;
}

export function bodyDeadlines(checkEveryMs = 1_000, grace = graceMs): BodyDeadlines {
  const open = new Map<IncomingMessage, { res: ServerResponse; until: number }>();
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [req, { res, until }] of open) {
      if (req.complete || res.writableEnded) open.delete(req);
      else if (now > until) {
        open.delete(req);
        void sendResponse(req, res, problem(408, "The body came too slowly.", {}, { connection: "close" }));
      }
    }
  }, checkEveryMs);
  timer.unref();
  return {
    watch(req, res) {
      if (!hasBody(req)) return;
      const length = declaredLength(req);
      const allowance = length > 0 ? length / leastBytesPerMs : unknownLengthMs;
      open.set(req, { res, until: performance.now() + grace + allowance });
      res.once("close", () => open.delete(req));
    },
    stop: () => clearInterval(timer),
  };
}
