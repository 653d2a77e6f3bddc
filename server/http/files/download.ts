import { Readable } from "node:stream";
import type { Download } from "@/server/domain/integrations";

/** A file to be saved, never shown by the browser itself. */
export function downloadResponse({ fileName, isPacked, bytes, content }: Download): Response {
  return new Response(Readable.toWeb(Readable.from(content, { objectMode: false })) as ReadableStream, {
    headers: {
      "content-type": isPacked ? "application/gzip" : "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]/g, "_")}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(bytes === null ? {} : { "content-length": String(bytes) }),
    },
  });
}
