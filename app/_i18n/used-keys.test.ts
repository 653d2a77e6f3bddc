import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadMessages, type MessageTree } from "./messages";

const appFolder = path.resolve(import.meta.dirname, "..");
const sources = readdirSync(appFolder, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts") && !file.endsWith(".test.tsx"),
);
const texts = loadMessages("en");

function exists(key: string): boolean {
  let node: MessageTree | string | undefined = texts as MessageTree;
  for (const part of key.split(".")) node = typeof node === "object" ? node[part] : undefined;
  return typeof node === "string";
}

/** Keys written out in a file that exist under none of the namespaces its translators were made with. */
function missingKeys(source: string): string[] {
  const namespaces = new Map<string, Set<string>>();
  const note = (variable: string, namespace: string) =>
    namespaces.set(variable, (namespaces.get(variable) ?? new Set()).add(namespace));
  for (const [, variable = "", namespace = ""] of source.matchAll(
    /const (\w+) = (?:await )?(?:use|get)Translations\((?:"([\w.-]+)")?\)/g,
  ))
    note(variable, namespace);
  // `const [t, …] = await Promise.all([getTranslations("x"), …])`
  for (const [, variable = "", namespace = ""] of source.matchAll(
    /const \[(\w+)[^\]]*\] = await Promise\.all\(\[\s*getTranslations\((?:"([\w.-]+)")?\)/g,
  ))
    note(variable, namespace);
  return [...namespaces].flatMap(([variable, spaces]) =>
    [...source.matchAll(new RegExp(`(?<![\\w.])${variable}(?:\\.rich|\\.markup)?\\(\\s*"([\\w.-]+)"`, "g"))]
      .map((match) => match[1] ?? "")
      .filter((key) => ![...spaces].some((space) => exists(space ? `${space}.${key}` : key)))
      .map((key) => `${[...spaces].join("|")}.${key}`),
  );
}

describe("every text a component asks for", () => {
  it("exists", () => {
    const missing = sources.flatMap((file) =>
      missingKeys(readFileSync(path.join(appFolder, file), "utf8")).map((key) => `${file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});
