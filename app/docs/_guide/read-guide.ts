import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locale } from "@/app/_i18n/locale";
import { type Guide, renderGuide } from "./render";
import type { Topic } from "./topics";

const docs = (...parts: string[]) => path.join(process.cwd(), "docs", ...parts);
const textOf = (topic: Topic, locale: Locale): string =>
  readFileSync(docs("marketers", ...(locale === "en" ? [] : [locale]), `${topic}.md`), "utf8");

const pictures = (): ReadonlySet<string> => {
  try {
    return new Set(readdirSync(docs("images")).filter((file) => file.endsWith(".png")));
  } catch {
    return new Set();
  }
};

/** The guide in this language. Read each time: it is a few kilobytes, and an edit shows at once. */
export function readGuide(topic: Topic, locale: Locale): Guide {
  const original = textOf(topic, "en");
  return renderGuide(locale === "en" ? original : textOf(topic, locale), { original, pictures: pictures() });
}
