import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { AppError, invalid } from "@/server/platform/errors";

export interface UploadedFile {
  fileName: string;
  /** The file's bytes as they arrive; nothing of them is kept here. */
  source: AsyncIterable<Uint8Array>;
  /** All text fields, each given once, when the form has been read to its end. */
  fields(): Promise<ReadonlyMap<string, string>>;
}

const fieldKilobytes = 256;
const limits = {
  /** One is wanted; the second is let in to be refused by its name. */
  files: 2,
  fields: 20,
  fieldSize: fieldKilobytes * 1024,
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
  const form = new Form(type);
  const body: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  try {
    return await use(await form.read(body));
  } finally {
    // What was not read is not wanted any more.
    form.end();
    await body.cancel().catch(ignore);
  }
}

/**
 * One form on its way. Its streams may fail at any moment, also while nobody reads them, and an error without a
 * listener ends the process: so each stream has one from its first moment to its last, and what is wrong is told by
 * `read`, by the file's source and by `fields`.
 */
class Form {
  private readonly parser: busboy.Busboy;
  private readonly fields = new Map<string, string>();
  private readonly names = new Set<string>();
  private failure: AppError | undefined;

  constructor(contentType: string) {
    try {
      this.parser = busboy({ headers: { "content-type": contentType }, limits, defParamCharset: "utf8" });
    } catch (cause) {
      throw new AppError(
        "invalid",
        "The form has no boundary: let your HTTP client build the content-type.",
        {
          cause,
        },
      );
    }
    this.parser.on("error", ignore);
  }

  /** The form's file, as soon as it begins. */
  read(body: ReadableStreamDefaultReader<Uint8Array>): Promise<UploadedFile> {
    return new Promise((resolve, reject) => {
      const { parser } = this;
      parser.on("field", (name, value, info) => this.takeField(name, value, info.valueTruncated));
      parser.on("file", (name, stream, info) => {
        stream.on("error", ignore);
        if (!this.takeFile(name)) return void stream.resume();
        resolve({
          fileName: info.filename ?? "",
          source: this.bytesOf(stream),
          fields: () => closed.then(() => this.fields),
        });
      });
      for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
        parser.on(limit, () => this.fail(invalid("The form has too many parts.")));
      const closed = pipeline(pieces(body), parser).then(
        () => {
          if (this.failure) throw this.failure;
        },
        (cause) => {
          throw this.reasonOf(cause);
        },
      );
      // Without effect when the file has begun.
      closed.then(() => reject(missingFile("The form has no file. Put it into the field `file`.")), reject);
    });
  }

  end(): void {
    this.parser.destroy();
  }

  private takeField(name: string | undefined, value: string, isCut: boolean): void {
    const known = this.takeName(name);
    if (known === undefined) return;
    if (isCut)
      this.fail(
        new AppError("too_large", `${known}: may have at most ${fieldKilobytes} KB. Send a shorter text.`, {
          fields: [{ path: known, message: "is too long" }],
        }),
      );
    else this.fields.set(known, value);
  }

  private takeFile(name: string | undefined): boolean {
    const known = this.takeName(name);
    if (known === undefined) return false;
    if (known === "file") return true;
    this.fail(missingFile(`Put the file into the field \`file\`, not ${JSON.stringify(known)}.`));
    return false;
  }

  /** The name cut to what an answer can show, or nothing when the form is refused for it. */
  private takeName(name: string | undefined): string | undefined {
    // The parser goes on to the end of its chunk after it was stopped.
    if (this.failure) return undefined;
    const shown = (name ?? "").slice(0, 60);
    if (!shown) this.fail(invalid("A part of the form has no name."));
    else if (this.names.has(shown))
      this.fail(
        invalid(`${shown}: is given twice. Send it once.`, [{ path: shown, message: "is given twice" }]),
      );
    else {
      this.names.add(shown);
      return shown;
    }
    return undefined;
  }

  private fail(reason: AppError): void {
    this.failure ??= reason;
    this.parser.destroy(reason);
  }

  private async *bytesOf(stream: Readable): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of stream) yield chunk as Uint8Array;
    } catch (cause) {
      throw this.reasonOf(cause);
    }
  }

  private reasonOf(cause: unknown): AppError {
    if (this.failure) return this.failure;
    if (cause instanceof AppError) return cause;
    return new AppError("invalid", "The form is cut off or malformed. Send it again.", { cause });
  }
}

async function* pieces(body: ReadableStreamDefaultReader<Uint8Array>): AsyncIterable<Uint8Array> {
  for (let next = await body.read(); !next.done; next = await body.read()) yield next.value;
}

const missingFile = (message: string) => invalid(message, [{ path: "file", message: "is missing" }]);

const ignore = (): void => {};
