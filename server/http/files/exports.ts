import superjson from "superjson";
import { sessionContext } from "@/server/auth/session";
import { downloadExport, streamExport } from "@/server/domain/integrations";
import type { Context } from "@/server/kernel/context";
import { asAppError, invalid } from "@/server/platform/errors";
import { problemOf } from "../rest/problem";
import { downloadResponse } from "./download";

/** A signed-in person's finished export. */
export async function handleExportFile(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await sessionContext("page");
  return guarded(ctx, async () => downloadResponse(await downloadExport(ctx, (await params).id)));
}

/** A small list at once: `?what=` holds the list, its filters and columns, as the page has them. */
export async function handleExportStream(request: Request): Promise<Response> {
  const ctx = await sessionContext("page");
  return guarded(ctx, async () => {
    const text = new URL(request.url).searchParams.get("what") ?? "";
    return downloadResponse(await streamExport(ctx, readWhat(text)));
  });
}

function readWhat(text: string): Parameters<typeof streamExport>[1] {
  try {
    const what = superjson.parse<Record<string, unknown>>(text.slice(0, 20_000));
    return {
      list: String(what.list ?? ""),
      filters:
        typeof what.filters === "object" && what.filters !== null
          ? (what.filters as Record<string, unknown>)
          : {},
      columns: Array.isArray(what.columns) ? what.columns.map(String).slice(0, 300) : [],
      isRaw: what.isRaw === true,
      hasMark: what.hasMark !== false,
      isPacked: false,
    };
  } catch {
    throw invalid("what: is not an export of a page.");
  }
}

async function guarded(ctx: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === "internal") ctx.log.error({ err: error.cause }, "download failed");
    return problemOf(error);
  }
}
