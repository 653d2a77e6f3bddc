import { z } from "zod";
import { sessionContext } from "@/server/auth/session";
import { importEntities, receiveImport } from "@/server/domain/integrations";
import { type Context, can } from "@/server/kernel/context";
import { baseUrl } from "@/server/platform/env";
import { asAppError, forbidden, invalid, unauthenticated } from "@/server/platform/errors";
import { rejectsResponse } from "../rest/imports";
import { problemOf } from "../rest/problem";
import { withUpload } from "./multipart";

const form = z.object({ entity: z.enum(importEntities) });

/** A signed-in person's file: stored and registered, to be mapped and started from the page. Answers the import. */
export async function handleUpload(request: Request): Promise<Response> {
  return await receiveUpload(await sessionContext("page"), request);
}

/** The same, when who asks is known. */
export function receiveUpload(ctx: Context, request: Request): Promise<Response> {
  return guarded(ctx, async () => {
    refuseForeign(request);
    if (ctx.actor.kind === "stranger") throw unauthenticated();
    if (!can(ctx.actor, "imports:run")) throw forbidden("imports:run");
    const view = await withUpload(request, ({ fileName, source, fields }) =>
      receiveImport(ctx, {
        fileName,
        source,
        rest: async () => {
          const read = form.safeParse(Object.fromEntries(await fields()));
          if (!read.success)
            throw invalid(`entity: choose one of ${importEntities.join(", ")}.`, [
              { path: "entity", message: "is missing or unknown" },
            ]);
          return read.data;
        },
      }),
    );
    return Response.json(view, { status: 201, headers: { "cache-control": "no-store" } });
  });
}

/** A signed-in person's download of the rows that were rejected. */
export async function handleRejects(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await sessionContext("page");
  return guarded(ctx, async () => rejectsResponse(ctx, (await params).id));
}

/** The session cookie is sent by this browser alone, but a form of another site could post with it. */
function refuseForeign(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) {
    if (site !== "same-origin") throw forbidden("a page of this site");
    return;
  }
  const origin = request.headers.get("origin");
  const own = new Set([
    new URL(baseUrl()).host,
    new URL(request.url).host,
    request.headers.get("host") ?? "",
  ]);
  if (origin !== null && !own.has(URL.canParse(origin) ? new URL(origin).host : ""))
    throw forbidden("a page of this site");
}

async function guarded(ctx: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === "internal") ctx.log.error({ err: error.cause }, "upload failed");
    return problemOf(error);
  }
}
