import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import busboy from "busboy";
import { AppError, invalid } from "@/server/platform/errors";

export interface UploadedFile {
  fileName: string;
  /** The file's bytes as they arrive; nothing of them is kept here. */
  source: AsyncIterable<Uint8Array>;
  /** All text fields, once the form has been read to its end. */
  fields(): Promise<ReadonlyMap<string, string>>;
}

const limits = {
  files: 1,
  fields: 20,
  fieldSize: 256 * 1024,
  fieldNameSize: 100,
  headerPairs: 100,
  parts: 22,
};

/** Reads a multipart form with one file named `file`, in whatever order its parts come, without holding the file. */
export async function withUpload<T>(request: Request, use: (file: UploadedFile) => Promise<T>): Promise<T> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw invalid("Send a form: content-type multipart/form-data, with the file in the field `file`.", [
      { path: "file", message: "is missing" },
    ]);
  if (!request.body) throw invalid("The body is empty.");
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  try {
    return await use(await firstFile(body, type));
  } finally {
    // What was not read is not wanted any more.
    body.unpipe();
    body.destroy();
  }
}

function firstFile(body: Readable, type: string): Promise<UploadedFile> {
  const fields = new Map<string, string>();
  return new Promise<UploadedFile>((resolve, reject) => {
    let parser: busboy.Busboy;
    try {
      parser = busboy({ headers: { "content-type": type }, limits, defParamCharset: "utf8" });
    } catch (cause) {
      reject(
        new AppError("invalid", "The form has no boundary: let your HTTP client build the content-type.", {
          cause,
        }),
      );
      return;
    }
    const malformed = (cause: unknown) =>
      new AppError("invalid", "The form is cut off or malformed. Send it again.", { cause });
    const closed = new Promise<void>((done, failed) => {
      parser.once("close", done);
      parser.once("error", (cause) => failed(malformed(cause)));
      body.once("error", (cause) => failed(malformed(cause)));
    });
    closed.catch(reject);
    parser.on("field", (name, value, info) => {
      if (info.valueTruncated) parser.destroy(new Error(`The field ${name} is too long.`));
      else fields.set(name, value);
    });
    parser.on("file", (name, stream, info) => {
      if (name !== "file") {
        stream.resume();
        reject(
          invalid(`Put the file into the field \`file\`, not ${JSON.stringify(name.slice(0, 60))}.`, [
            { path: "file", message: "is missing" },
          ]),
        );
        return;
      }
      // An error of the form ends the file too, so that its reader does not wait for ever.
      parser.once("error", (cause) => stream.destroy(malformed(cause)));
      body.once("error", (cause) => stream.destroy(malformed(cause)));
      resolve({ fileName: info.filename ?? "", source: stream, fields: () => closed.then(() => fields) });
    });
    closed.then(
      () =>
        reject(
          invalid("The form has no file. Put it into the field `file`.", [
            { path: "file", message: "is missing" },
          ]),
        ),
      () => undefined,
    );
    body.pipe(parser);
  });
}
