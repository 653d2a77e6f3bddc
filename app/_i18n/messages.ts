import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Locale } from "./locale";

/** Nested texts of one namespace. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

const loaded = new Map<Locale, { version: string; messages: Record<string, MessageTree> }>();

/**
 * All texts of a language: every file of messages/<locale>/ under its own name, so a new namespace is a new file and
 * nothing else. Parsed again only when a file has changed, so that an edit shows at once.
 */
export function loadMessages(locale: Locale): Record<string, MessageTree> {
  const folder = path.join(process.cwd(), "app", "_i18n", "messages", locale);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const version = files.map((file) => `${file}:${statSync(path.join(folder, file)).mtimeMs}`).join();
  const known = loaded.get(locale);
  if (known?.version === version) return known.messages;
  const messages = Object.fromEntries(
    files.map((file) => [
      file.slice(0, -".json".length),
      JSON.parse(readFileSync(path.join(folder, file), "utf8")) as MessageTree,
    ]),
  );
  loaded.set(locale, { version, messages });
  return messages;
}
