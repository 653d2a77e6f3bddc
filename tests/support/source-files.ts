/** The repository's own source, read once: files, what they import, and which of them are pure. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Import {
  /** `server/domain/orders/index.ts`, or `package:zod`. */
  target: string;
  isType: boolean;
}
export interface SourceFile {
  path: string;
  text: string;
  imports: Import[];
  isClient: boolean;
}

const root = path.resolve(import.meta.dirname, "../..");
const extensions = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"];
const statement =
  /^[ \t]*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

export function readSources(folders: readonly string[]): Map<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  for (const folder of folders)
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })) {
      const file = path.posix.join(folder, name.split(path.sep).join("/"));
      if (!/\.(tsx?|mjs)$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
      files.set(file, read(file));
    }
  return files;
}

function read(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), "utf8");
  const imports: Import[] = [];
  for (const [, type, from, dynamic] of text.matchAll(statement)) {
    const name = from ?? dynamic;
    if (name) imports.push({ target: resolve(file, name), isType: type !== undefined });
  }
  return { path: file, text, imports, isClient: /^["']use client["']/m.test(text.slice(0, 400)) };
}

function resolve(file: string, name: string): string {
  const inside = name.startsWith("@/")
    ? name.slice(2)
    : name.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), name)
      : undefined;
  if (inside === undefined) return `package:${name}`;
  const found = extensions
    .map((extension) => inside + extension)
    .find((candidate) => /\.\w+$/.test(candidate) && existsSync(path.join(root, candidate)));
  return found ?? inside;
}

/** Packages that only compute. */
const purePackages = /^package:(node:url|zod|temporal-polyfill|libphonenumber-js|liquidjs)(\/|$)/;

/** Files that neither touch the world nor import, in any number of steps, one that does. */
export function findPure(files: Map<string, SourceFile>): Set<string> {
  const pure = new Set(files.keys());
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of pure) {
      const stays = files
        .get(name)
        ?.imports.every(
          ({ target, isType }) =>
            isType || purePackages.test(target) || pure.has(target) || target.endsWith(".json"),
        );
      if (stays) continue;
      pure.delete(name);
      changed = true;
    }
  }
  return pure;
}
