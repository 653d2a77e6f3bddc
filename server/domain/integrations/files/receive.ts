import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError, invalid } from "@/server/platform/errors";
import type { FileStore } from "@/server/platform/storage";
import type { Encoding } from "./format";
import { type FileLimits, fileLimits } from "./limits";

export interface ReceivedFile {
  key: string;
  /** Of the plain text, as stored. */
  bytes: number;
  hash: string;
  encoding: Encoding;
  /** The beginning, to look at. */
  sample: Uint8Array;
}

const sampleBytes = 256 * 1024;

/**
 * Takes an uploaded file in one pass and constant memory: unpacks gzip, holds every limit, finds the encoding, and
 * stores plain text. A refused file leaves nothing behind.
 */
export async function receiveFile(
  store: FileStore,
  source: AsyncIterable<Uint8Array>,
  limits: FileLimits = fileLimits,
): Promise<ReceivedFile> {
  const facts = {
    hash: createHash("sha256"),
    utf8: new TextDecoder("utf-8", { fatal: true }),
    isUtf8: true,
    head: [] as Uint8Array[],
    headBytes: 0,
  };
  async function* observed() {
    for await (const chunk of unpacked(source, limits)) {
      if (facts.headBytes === 0) refuseBinary(chunk);
      facts.hash.update(chunk);
      if (facts.headBytes < sampleBytes) {
        facts.head.push(chunk.subarray(0, sampleBytes - facts.headBytes));
        facts.headBytes += chunk.byteLength;
      }
      if (facts.isUtf8) facts.isUtf8 = decodes(facts.utf8, chunk);
      yield chunk;
    }
  }
  const { key, bytes } = await store.put(observed());
  if (bytes === 0) {
    await store.delete(key);
    throw invalid("The file is empty. Choose a file with a header and rows.", [
      { path: "file", message: "is empty" },
    ]);
  }
  const sample = Buffer.concat(facts.head);
  return { key, bytes, hash: facts.hash.digest("hex"), encoding: encodingOf(sample, facts.isUtf8), sample };
}

function encodingOf(sample: Uint8Array, isUtf8: boolean): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  return isUtf8 ? "utf-8" : "windows-1251";
}

function decodes(decoder: TextDecoder, chunk: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Spreadsheets, archives and pictures are told by their first bytes. */
function refuseBinary(chunk: Uint8Array): void {
  const start = Buffer.from(chunk.subarray(0, 4096));
  if (start.subarray(0, 2).toString("latin1") === "PK")
    throw invalid("This is an Excel workbook or a zip archive. Save it as CSV and upload that.", [
      { path: "file", message: "is not CSV" },
    ]);
  const isUtf16 = start[0] === 0xff && start[1] === 0xfe;
  if (!isUtf16 && start.includes(0))
    throw invalid("This is not a text file. Upload CSV, or CSV packed with gzip.", [
      { path: "file", message: "is not text" },
    ]);
}

async function* unpacked(source: AsyncIterable<Uint8Array>, limits: FileLimits): AsyncIterable<Uint8Array> {
  let bytesIn = 0;
  async function* counted() {
    for await (const chunk of source) {
      bytesIn += chunk.byteLength;
      if (bytesIn > limits.bytesIn)
        throw new AppError(
          "too_large",
          `The file may have at most ${megabytes(limits.bytesIn)} MB. Split it.`,
        );
      yield chunk;
    }
  }
  const { first, rest } = await peek(counted());
  if (!first) return;
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  const plain: AsyncIterable<Uint8Array> = isGzip ? gunzip(rest) : rest;
  let bytesOut = 0;
  for await (const chunk of plain) {
    bytesOut += chunk.byteLength;
    if (bytesOut > limits.bytesOut)
      throw new AppError(
        "too_large",
        `Unpacked, the file may have at most ${megabytes(limits.bytesOut)} MB. Split it.`,
      );
    if (isGzip && bytesOut > 1024 * 1024 && bytesOut > bytesIn * limits.ratio)
      throw new AppError(
        "too_large",
        `The file unpacks to more than ${limits.ratio} times its size, which no table does. Upload it unpacked.`,
      );
    yield chunk;
  }
}
const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);

async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array | undefined; rest: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let first: Uint8Array | undefined;
  // Two bytes are needed to know gzip; a first chunk may be shorter.
  for (;;) {
    const next = await iterator.next();
    if (next.done) break;
    first = first ? Buffer.concat([first, next.value]) : next.value;
    if (first.byteLength >= 4) break;
  }
  async function* rest() {
    if (first) yield first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { first, rest: rest() };
}

async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const input = Readable.from(source, { objectMode: false });
  const unzip = createGunzip({ chunkSize: 64 * 1024 });
  input.on("error", (error) => unzip.destroy(error));
  input.pipe(unzip);
  try {
    for await (const chunk of unzip) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid("The gzip file is damaged or cut off. Pack it again.", [
      { path: "file", message: "is not valid gzip" },
    ]);
  } finally {
    input.destroy();
    unzip.destroy();
  }
}
