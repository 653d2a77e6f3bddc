import type { Context } from "@/server/kernel/context";
import { invalid } from "@/server/platform/errors";
import { fileStore } from "@/server/platform/storage";
import { registerUpload } from "./commands";
import type { ImportEntity } from "./fields/catalogue";
import type { Mapping } from "./fields/mapping";
import type { ColumnSample } from "./fields/suggest";
import { decodeSample, detectFormat, type FileFormat, sampleRows } from "./files/format";
import { fileLimits } from "./files/limits";
import { type ReceivedFile, receiveFile } from "./files/receive";
import type { ImportView } from "./queries";
import type { FormatChoices } from "./schema";

export interface UploadedImport {
  fileName: string;
  source: AsyncIterable<Uint8Array>;
  /** Known once the whole form is read, so after `source`. */
  rest: () => Promise<{ entity: ImportEntity; start?: { mapping: Mapping; dryRun: boolean } }>;
}
/** A file of a scheduled source: started at once, by its pattern. */
export interface FetchedImport extends UploadedImport {
  sourceFile: {
    id: number;
    format: FormatChoices;
    mappingOf(columns: readonly ColumnSample[]): Mapping;
    /** The same content was loaded before. */
    isKnown(hash: string): Promise<boolean>;
  };
}

/**
 * Stores an uploaded file and registers it: the doors' one way in. The caller has checked `imports:run` before the
 * first byte is read; the command checks it again. What fails leaves no file.
 */
export async function receiveImport(ctx: Context, upload: UploadedImport): Promise<ImportView> {
  const store = fileStore();
  const received = await receiveFile(store, upload.source);
  try {
    const { entity, start } = await upload.rest();
    const format = formatOf(received, start?.mapping);
    const { key, bytes, hash } = received;
    const fileName = shownName(upload.fileName);
    return await registerUpload(ctx, {
      file: { fileName, key, bytes, hash, format },
      entity,
      ...(start ? { start } : {}),
    });
  } catch (error) {
    await store.delete(received.key);
    throw error;
  }
}

/** The same for a fetched file; undefined when its content was loaded before. */
export async function receiveFetched(ctx: Context, file: FetchedImport): Promise<ImportView | undefined> {
  const store = fileStore();
  const received = await receiveFile(store, file.source);
  try {
    const { key, bytes, hash } = received;
    const { sourceFile } = file;
    if (await sourceFile.isKnown(hash)) {
      await store.delete(key);
      return undefined;
    }
    const { entity } = await file.rest();
    const { format, columns } = fetchedFormat(received, sourceFile.format);
    const mapping = sourceFile.mappingOf(columns);
    if (Object.keys(mapping).length === 0)
      throw invalid(
        `No column is known by its name: ${format.columns.slice(0, 10).join(", ")}. Open a file of this kind in the source, map its columns, and keep the mapping for its pattern.`,
      );
    return await registerUpload(ctx, {
      file: { fileName: shownName(file.fileName), key, bytes, hash, format },
      entity,
      start: { mapping, dryRun: false },
      sourceFileId: sourceFile.id,
    });
  } catch (error) {
    await store.delete(received.key);
    throw error;
  }
}

function fetchedFormat(received: ReceivedFile, known: FormatChoices) {
  const isWhole = received.sample.byteLength === received.bytes;
  const encoding = known.encoding ?? received.encoding;
  const text = decodeSample(received.sample, encoding);
  const format = detectFormat(text, isWhole, { hasHeader: true, ...known, encoding });
  judgeColumns(format);
  const rows = sampleRows(text, format.delimiter, isWhole).slice(format.hasHeader ? 1 : 0);
  const columns = format.columns.map((name, i) => ({
    name,
    samples: rows.slice(0, 20).map((row) => (row.broken ? "" : (row.cells[i] ?? ""))),
  }));
  return { format, columns };
}

function formatOf(received: ReceivedFile, mapping: Mapping | undefined): FileFormat {
  const isWhole = received.sample.byteLength === received.bytes;
  const text = decodeSample(received.sample, received.encoding);
  let format = detectFormat(text, isWhole, { encoding: received.encoding });
  // Somebody who maps the first row's words knows that it is a header, however odd it looks.
  if (mapping && !format.hasHeader) {
    const names = new Set(
      sampleRows(text, format.delimiter, isWhole, 1)[0]?.cells.map((cell) => cell.trim()) ?? [],
    );
    if (Object.keys(mapping).some((name) => names.has(name.trim())))
      format = detectFormat(text, isWhole, {
        encoding: received.encoding,
        delimiter: format.delimiter,
        hasHeader: true,
      });
  }
  judgeColumns(format);
  return format;
}

function judgeColumns(format: FileFormat): void {
  if (format.columns.length === 0)
    throw invalid("The file holds no rows.", [{ path: "file", message: "holds no rows" }]);
  if (format.columns.length > fileLimits.columns)
    throw invalid(`The file has more than ${fileLimits.columns} columns. Remove those you do not need.`, [
      { path: "file", message: "has too many columns" },
    ]);
}

/** Only ever shown: the last part of what the client said, without characters that change how a line reads. */
const shownName = (name: string): string =>
  name
    .replace(/^.*[\\/]/s, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove.
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .slice(0, 200) || "upload.csv";
