import { readSettings } from "@/server/domain/account";
import { loadFields } from "@/server/domain/fields";
import { query } from "@/server/kernel/command";
import { conflict, invalid, notFound } from "@/server/platform/errors";
import { fileStore } from "@/server/platform/storage";
import { type ImportEntity, importFields } from "./fields/catalogue";
import { customImportFields } from "./fields/custom";
import type { Mapping } from "./fields/mapping";
import { suggestMapping } from "./fields/suggest";
import { decodeSample, detectFormat, type FileFormat, sampleRows } from "./files/format";
import {
  findImport,
  type ImportRecord,
  type Position,
  pageOfImports,
  pageOfRejects,
  type Reject,
} from "./imports/store";
import { countChanges, journalDays, pageOfKept } from "./imports/undo-store";
import {
  type ImportStatus,
  importId,
  listImports as listImportsInput,
  listRejects as listRejectsInput,
  previewImport as previewImportInput,
} from "./schema";

/** An import as people and programs see it. */
export interface ImportView {
  id: string;
  entity: ImportEntity;
  fileName: string;
  fileBytes: number;
  status: ImportStatus;
  /** Reading the file, or applying its rows; null when it waits or is over. */
  phase: "staging" | "applying" | null;
  dryRun: boolean;
  mapping: Mapping;
  format: FileFormat;
  rows: {
    total: number;
    done: number;
    created: number;
    updated: number;
    unchanged: number;
    rejected: number;
  };
  customersCreated: number;
  error: string | null;
  /** The saved query its rows come from; null: a file's. */
  sqlQueryId: string | null;
  isCancelling: boolean;
  /** The file can be started (again) without a new upload. */
  canStart: boolean;
  /** Taking it back: null until somebody asked. */
  undo: {
    status: "queued" | "running" | "done";
    total: number;
    done: number;
    removed: number;
    restored: number;
    kept: number;
    by: string | null;
    at: Date | null;
  } | null;
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

const undoOf = (record: ImportRecord): ImportView["undo"] =>
  record.undoStatus && {
    status: record.undoStatus,
    total: record.undoTotal,
    done: record.undoDone,
    removed: record.undoCounts.removed ?? 0,
    restored: record.undoCounts.restored ?? 0,
    kept: record.undoCounts.kept ?? 0,
    by: record.undoneBy,
    at: record.undoneAt,
  };

export function viewOf(record: ImportRecord): ImportView {
  const isOver = !["queued", "running"].includes(record.status);
  return {
    id: record.id,
    entity: record.entity,
    fileName: record.fileName,
    fileBytes: record.fileBytes,
    status: record.status,
    phase: isOver ? null : record.phase,
    dryRun: record.isDryRun,
    mapping: record.mapping,
    format: record.format,
    rows: {
      // While the file is being read, its rows so far are all that is known of the total.
      total: record.rowsTotal || record.rowsStaged,
      // A dry run counts at its end; until then `rowsStaged` tells how far it has come.
      done: record.isDryRun && !isOver ? Math.max(record.rowsDone, record.rowsStaged) : record.rowsDone,
      created: record.rowsCreated,
      updated: record.rowsUpdated,
      unchanged: record.rowsUnchanged,
      rejected: record.rowsRejected,
    },
    customersCreated: record.sideCreated.customers ?? 0,
    error: record.error,
    sqlQueryId: record.sqlQueryId,
    isCancelling: !isOver && record.cancelRequestedAt !== null,
    canStart: isOver && record.fileKey !== "",
    undo: undoOf(record),
    createdBy: record.createdBy,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
  };
}

export const getImport = query({
  name: "integrations.get-import",
  permission: "imports:read",
  input: importId,
  async run(ctx, { id }): Promise<ImportView> {
    const record = await findImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    return viewOf(record);
  },
});

export const listImports = query({
  name: "integrations.list-imports",
  permission: "imports:read",
  input: listImportsInput,
  async run(ctx, { limit, cursor }): Promise<{ items: ImportView[]; nextCursor: string | null }> {
    const records = await pageOfImports(
      ctx.db,
      limit + 1,
      cursor === undefined ? undefined : positionOf(cursor),
    );
    const items = records.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = records.length > limit && last ? `${last.createdAt.toISOString()}~${last.id}` : null;
    return { items: items.map(viewOf), nextCursor };
  },
});

function positionOf(cursor: string): Position {
  const [text = "", id = ""] = cursor.split("~");
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid("cursor: use page.next_cursor of the page before.");
  return { at, id };
}

/** Rejected rows in the order of the file; `after` is the row number of the last one seen. */
export const listRejects = query({
  name: "integrations.list-rejects",
  permission: "imports:read",
  input: listRejectsInput,
  async run(ctx, { id, after, limit }): Promise<{ columns: string[]; items: Reject[] }> {
    const record = await findImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    return { columns: record.format.columns, items: await pageOfRejects(ctx.db, id, after, limit) };
  },
});

/** What taking an import back would remove and put back, exactly; empty when nothing (any more). */
export const previewUndo = query({
  name: "integrations.preview-undo",
  permission: "imports:read",
  input: importId,
  async run(ctx, { id }) {
    const record = await findImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    return { changes: await countChanges(ctx.db, id), days: journalDays };
  },
});

/** What an undo left as it is; `after` is the place of the last one seen. */
export const listKept = query({
  name: "integrations.list-kept",
  permission: "imports:read",
  input: listRejectsInput,
  async run(ctx, { id, after, limit }) {
    if (!(await findImport(ctx.db, id))) throw notFound("import", id);
    return { items: await pageOfKept(ctx.db, id, after, limit) };
  },
});

const sampleBytes = 256 * 1024;

/** What is in an uploaded file, read as told, with a first mapping. Changes nothing. */
export const previewImport = query({
  name: "integrations.preview-import",
  permission: "imports:run",
  input: previewImportInput,
  async run(ctx, { id, entity, format: choices }) {
    const record = await findImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    if (record.fileKey === "") throw conflict("The file is no longer there. Upload it again.");
    const bytes = await readStart(record.fileKey);
    const isWhole = bytes.byteLength >= record.fileBytes;
    const encoding = choices.encoding ?? record.format.encoding;
    const text = decodeSample(bytes, encoding);
    const format = detectFormat(text, isWhole, { ...choices, encoding });
    const rows = sampleRows(text, format.delimiter, isWhole).slice(format.hasHeader ? 1 : 0);
    const columns = format.columns.map((name, i) => ({ name, samples: firstValues(rows, i) }));
    const { defaultCountry } = await readSettings(ctx.db);
    const custom = customImportFields(await loadFields(ctx.db), entity);
    return {
      import: viewOf(record),
      format,
      columns,
      mapping: suggestMapping(entity, columns, defaultCountry, custom),
      fields: [...importFields[entity], ...custom],
      rows: rows.slice(0, 20).map((row) => row.cells),
      /** The sample is the whole file: `estimatedRows` is exact. */
      isWhole,
      /** Exact for a small file, otherwise judged by the length of the first rows. */
      estimatedRows: isWhole
        ? rows.length
        : Math.round(
            (record.fileBytes / bytes.byteLength) *
              sampleRows(text, format.delimiter, false, Number.POSITIVE_INFINITY).length,
          ),
    };
  },
});

function firstValues(rows: readonly { cells: string[]; broken?: string }[], column: number): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const cell = row.broken ? "" : (row.cells[column]?.trim() ?? "");
    if (cell !== "") values.add(cell.slice(0, 100));
    if (values.size === 5) break;
  }
  return [...values];
}

async function readStart(key: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of await fileStore().read(key)) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes >= sampleBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, sampleBytes);
}
