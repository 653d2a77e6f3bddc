import type { Context } from "@/server/kernel/context";
import { csvLine } from "@/server/platform/csv";
import { listRejects } from "./queries";

/**
 * The rejected rows as CSV: where, why, and the row as it was, so that it can be corrected and uploaded again with the
 * same mapping. Safe to open in a spreadsheet. Streams page by page.
 */
export async function* rejectsFile(ctx: Context, importId: string): AsyncGenerator<string> {
  let after = 0;
  for (let isFirst = true; ; isFirst = false) {
    const { columns, items } = await listRejects(ctx, { id: importId, after, limit: 500 });
    // The mark tells spreadsheets that this is UTF-8.
    if (isFirst) yield `\ufeff${csvLine(["row", "field", "code", "reason", ...columns])}`;
    for (const item of items)
      yield csvLine([
        item.rowNo,
        item.field,
        item.code,
        item.message,
        ...columns.map((_, i) => item.raw[i] ?? ""),
      ]);
    const last = items.at(-1);
    if (!last || items.length < 500) return;
    after = last.rowNo;
  }
}
