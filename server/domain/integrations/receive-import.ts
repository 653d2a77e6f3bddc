import type { Context } from "@/server/kernel/context";
import { invalid } from "@/server/platform/errors";
import { fileStore } from "@/server/platform/storage";
import { registerUpload } from "./commands";
import type { ImportEntity } from "./fields/catalogue";
import type { Mapping } from "./fields/mapping";
import { decodeSample, detectFormat, type FileFormat, sampleRows } from "./files/format";
import { fileLimits } from "./files/limits";
import { type ReceivedFile, receiveFile } from "./files/receive";
import type { ImportView } from "./queries";

export interface UploadedImport {
  fileName: string;
  source: AsyncIterable<Uint8Array>;
  /** Known once the whole form is read, so after `source`. */
  rest: () => Promise<{ entity: ImportEntity; start?: { mapping: Mapping; dryRun: boolean } }>;
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
  if (format.columns.length === 0)
    throw invalid("The file holds no rows.", [{ path: "file", message: "holds no rows" }]);
  if (format.columns.length > fileLimits.columns)
    throw invalid(`The file has more than ${fileLimits.columns} columns. Remove those you do not need.`, [
      { path: "file", message: "has too many columns" },
    ]);
  return format;
}

/** Only ever shown: the last part of what the client said, without characters that change how a line reads. */
const shownName = (name: string): string =>
  name
    .replace(/^.*[\\/]/s, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove.
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .slice(0, 200) || "upload.csv";
