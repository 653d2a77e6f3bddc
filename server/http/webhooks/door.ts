import { isTransientDbError } from "@/server/db/client";
import type { CallbackReader } from "@/server/domain/channels";
import { recordCallbacks } from "@/server/domain/messages";
import type { Context } from "@/server/kernel/context";
import { asAppError } from "@/server/platform/errors";
import type { HttpDoor } from "../door";
import { problem, problemOf } from "../rest/problem";
import { readWebBody } from "../track/body";

export interface WebhooksDoorDeps {
  context(network: string): Context;
  /** Undefined where the provider's secret is not set: then there is no such door. */
  reader(provider: string): CallbackReader | undefined;
}

const path = /^\/api\/webhooks\/([a-z][a-z0-9-]{0,40})$/;
const maxBytes = 256 * 1024;

/** Providers' reports. The bytes are judged first; 200 means stored; anything else makes the provider come again. */
export function createWebhooksDoor(deps: WebhooksDoorDeps): HttpDoor {
  return {
    match: (method, pathname) => method === "POST" && path.test(pathname),
    maxBodyBytes: maxBytes,
    async handle(request, { network }) {
      const provider = path.exec(new URL(request.url).pathname)?.[1] ?? "";
      const reader = deps.reader(provider);
      if (!reader) return problem(404, `There is no webhook for ${provider}.`);
      const ctx = deps.context(network);
      try {
        const raw = await readWebBody(request, maxBytes);
        if (!reader.verify(raw, request.headers, ctx.clock.now()))
          return problem(401, "The signature is missing, wrong or too old.");
        const events = reader.parse(raw, request.headers);
        if (!events) return problem(400, `The body is not a report of ${provider}.`);
        return Response.json({ received: await recordCallbacks(ctx, provider, events) });
      } catch (error) {
        if (isTransientDbError(error))
          return problem(503, "Try again in a moment.", {}, { "retry-after": "5" });
        const known = asAppError(error);
        if (known.code === "internal") ctx.log.error({ err: error, provider }, "a provider's report failed");
        return problemOf(known);
      }
    },
  };
}
