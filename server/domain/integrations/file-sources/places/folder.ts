import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { env } from "@/server/platform/env";
import { AppError, invalid } from "@/server/platform/errors";
import { randomSecret } from "@/server/platform/ids";
import type { SeenFile } from "../model";
import { asideName, maxListed, type Place } from "./place";

/** The one folder of this machine that file sources may look into; undefined when none is configured. */
export const sharedFolder = (): string | undefined => env.FILES_FOLDER;

/** A folder below the shared one. Links that lead out of it are refused, whatever they are called. */
async function resolveFolder(relative: string): Promise<string> {
  const root = sharedFolder();
  if (!root)
    throw invalid(
      "This installation has no shared folder. An operator sets FILES_FOLDER to the folder that may be read, and starts it again.",
      [{ path: "folder", message: "is not configured" }],
    );
  if (relative.includes("\0") || path.isAbsolute(relative) || relative.split(/[\\/]/).includes(".."))
    throw outside(relative);
  const realRoot = await realpath(root).catch(() => {
    throw invalid(`The shared folder ${root} is not there. An operator makes it, or corrects FILES_FOLDER.`);
  });
  const full = await realpath(path.join(realRoot, relative)).catch(() => {
    throw invalid(`There is no folder ${JSON.stringify(relative)} in the shared folder.`, [
      { path: "folder", message: "is not there" },
    ]);
  });
  if (full !== realRoot && !full.startsWith(`${realRoot}${path.sep}`)) throw outside(relative);
  return full;
}
const outside = (relative: string) =>
  invalid(`${JSON.stringify(relative)} leads out of the shared folder. Name a folder inside it.`, [
    { path: "folder", message: "leads outside" },
  ]);

export async function openFolder(relative: string): Promise<Place> {
  const folder = await resolveFolder(relative);
  const inside = (name: string, below = "") => {
    if (name === "" || name === "." || name === ".." || /[\\/\0]/.test(name))
      throw new AppError("invalid", `${JSON.stringify(name)} is not a file name.`);
    return path.join(folder, below, name);
  };
  const below = async (name: string) => {
    const target = inside(name);
    await mkdir(target, { recursive: true });
    if ((await lstat(target)).isSymbolicLink()) throw outside(name);
    return target;
  };
  return {
    async list() {
      const entries = await readdir(folder, { withFileTypes: true });
      const files: SeenFile[] = [];
      for (const entry of entries.filter((one) => one.isFile()).slice(0, maxListed)) {
        const stat = await lstat(path.join(folder, entry.name)).catch(() => undefined);
        if (stat?.isFile()) files.push({ name: entry.name, size: stat.size, modifiedAt: stat.mtime });
      }
      return files;
    },
    async read(name) {
      const file = await open(inside(name), constants.O_RDONLY | constants.O_NOFOLLOW);
      return file.createReadStream();
    },
    async move(name, into) {
      const target = await below(into);
      const taken = new Set(await readdir(target));
      await rename(
        inside(name),
        path.join(
          target,
          asideName(name, (one) => taken.has(one), Date.now()),
        ),
      );
    },
    remove: (name) => rm(inside(name), { force: true }),
    async write(into, name, content) {
      const target = into === "" ? folder : await below(into);
      inside(name);
      const temporary = path.join(target, `.${randomSecret().slice(0, 12)}.tmp`);
      const file = await open(temporary, "wx", 0o640);
      try {
        for await (const chunk of content) await file.writeFile(chunk);
        await file.close();
        await rename(temporary, path.join(target, name));
      } catch (error) {
        await file.close().catch(() => {});
        await rm(temporary, { force: true });
        throw error;
      }
    },
    close: async () => {},
  };
}
