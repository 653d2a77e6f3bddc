import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { env } from "./env";
import { AppError } from "./errors";
import { randomSecret } from "./ids";

/**
 * Files that are too big for a row, by random key. A client's file name is never part of a path. The local disk today;
 * an object store needs the same three verbs.
 */
export interface FileStore {
  /** Stores all of it under a new key, or nothing: a source that fails leaves no file. */
  put(source: AsyncIterable<Uint8Array>): Promise<{ key: string; bytes: number }>;
  /** From byte `start`. Fails with `not_found` when it is gone. */
  read(key: string, start?: number): Promise<Readable>;
  /** Deleting what is gone is no error. */
  delete(key: string): Promise<void>;
}

const keyShape = /^[A-Za-z0-9_-]{43}$/;

/** Files under one folder, spread over 256 subfolders; a file appears under its name only when it is complete. */
export function diskStore(root: string): FileStore {
  const pathOf = (key: string) => {
    if (!keyShape.test(key)) throw new AppError("not_found", "There is no such file.");
    return path.join(root, Buffer.from(key[0] ?? "0").toString("hex"), key);
  };
  return {
    async put(source) {
      const key = randomSecret();
      const target = pathOf(key);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const temporary = `${target}.part`;
      const file = await open(temporary, "wx", 0o600);
      let bytes = 0;
      try {
        for await (const chunk of source) {
          await file.writeFile(chunk);
          bytes += chunk.byteLength;
        }
        await file.sync();
        await file.close();
        await rename(temporary, target);
      } catch (error) {
        await file.close().catch(() => {});
        await rm(temporary, { force: true });
        throw error;
      }
      return { key, bytes };
    },
    async read(key, start = 0) {
      const stream = createReadStream(pathOf(key), { start });
      await new Promise<void>((resolve, reject) => {
        stream.once("open", () => resolve());
        stream.once("error", (cause: NodeJS.ErrnoException) =>
          reject(
            cause.code === "ENOENT"
              ? new AppError("not_found", "The file is no longer there. Upload it again.", { cause })
              : cause,
          ),
        );
      });
      return stream;
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}

/** This installation's files. */
export const fileStore = (): FileStore => diskStore(path.join(env.DATA_DIR, "files"));
