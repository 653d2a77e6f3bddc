import { command } from "@/server/kernel/command";
import { type Context, can } from "@/server/kernel/context";
import { AppError, forbidden, notFound } from "@/server/platform/errors";
import { exportBytes } from "./advance";
import { fileNameOf, judgeExport } from "./commands";
import { headOf, lineOf } from "./csv-text";
import { listsByName } from "./lists";
import { streamedRows } from "./queries";
import * as schema from "./schema";
import { findExport } from "./store";

export interface Download {
  fileName: string;
  isPacked: boolean;
  /** Known for a finished file. */
  bytes: number | null;
  content: AsyncIterable<Uint8Array>;
}

/** A finished export. Who fetched it stands in the audit log. */
export async function downloadExport(ctx: Context, id: string): Promise<Download> {
  if (!can(ctx.actor, "customers:export")) throw forbidden("customers:export");
  const record = await findExport(ctx.db, id);
  if (!record) throw notFound("export", id);
  if (record.status !== "succeeded") throw new AppError("conflict", `This export is ${record.status}.`);
  if (record.parts.length === 0)
    throw new AppError("not_found", "The file has expired. Make the export again.");
  await noteDownload(ctx, { id, list: record.list, rows: record.rowsDone });
  return {
    fileName: record.fileName,
    isPacked: record.options.isPacked,
    bytes: record.bytes,
    content: exportBytes(record),
  };
}

/** A small list at once, without a file of ours. Ends at the limit of small. */
export async function streamExport(ctx: Context, what: Parameters<typeof judgeExport>[1]): Promise<Download> {
  if (!can(ctx.actor, "customers:export")) throw forbidden("customers:export");
  const judged = await judgeExport(ctx, { ...what, isPacked: false });
  const list = listsByName[judged.list];
  const rows = await list.count(ctx, judged.filters);
  await noteDownload(ctx, { id: "at once", list: judged.list, rows: rows ?? streamedRows });
  async function* content(): AsyncIterable<Uint8Array> {
    yield Buffer.from(headOf(judged.columns, judged.options));
    let cursor: string | null = null;
    let left = streamedRows;
    do {
      const page: Awaited<ReturnType<typeof list.page>> = await list.page(
        ctx,
        judged.filters,
        judged.columns,
        cursor,
      );
      let text = "";
      for (const row of page.rows.slice(0, left))
        text += lineOf(
          judged.columns.map((column) => row[column]),
          judged.options,
        );
      left -= page.rows.length;
      if (text !== "") yield Buffer.from(text);
      cursor = page.next;
    } while (cursor !== null && left > 0);
  }
  return {
    fileName: fileNameOf(judged.list, ctx.clock.now(), false),
    isPacked: false,
    bytes: null,
    content: content(),
  };
}

const noteDownload = command({
  name: "integrations.download-export",
  permission: "customers:export",
  input: schema.downloaded,
  async run(ctx, { id, list, rows }) {
    ctx.audit({ subjectType: "export", subjectId: id, changes: { list, rows } });
  },
});
