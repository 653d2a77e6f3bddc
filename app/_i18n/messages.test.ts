import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { locales } from "./locale";
import { loadMessages, type MessageTree } from "./messages";

const flatten = (tree: MessageTree, prefix = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
const texts = new Map(locales.map((locale) => [locale, new Map(flatten(loadMessages(locale)))]));
const keysOf = (locale: (typeof locales)[number]) => [...(texts.get(locale)?.keys() ?? [])].sort();

/** Every element of a message, choices included. */
function walk(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element, ...Object.values(element.options).flatMap((option) => walk(option.value))];
    return element.type === TYPE.tag ? [element, ...walk(element.children)] : [element];
  });
}
const placeholders = (text: string) =>
  [
    ...new Set(
      walk(parse(text))
        .filter((e) => e.type !== TYPE.literal && e.type !== TYPE.pound)
        .map((e) => ("value" in e ? String(e.value) : "")),
    ),
  ].sort();

describe("texts of the product", () => {
  it("exist in every language", () => {
    expect(keysOf("ru")).toEqual(keysOf("en"));
  });

  it.each(locales)("are well-formed and not empty in %s", (locale) => {
    const broken: string[] = [];
    for (const [key, text] of texts.get(locale) ?? []) {
      try {
        if (text.trim() === "") throw new Error("empty");
        parse(text);
      } catch (error) {
        broken.push(`${key}: ${String(error)}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("name the same values and tags in every language", () => {
    const differing: string[] = [];
    for (const [key, text] of texts.get("en") ?? []) {
      const other = texts.get("ru")?.get(key);
      if (other !== undefined && placeholders(text).join() !== placeholders(other).join())
        differing.push(key);
    }
    expect(differing).toEqual([]);
  });

  it.each([
    ["en", ["one", "other"]],
    ["ru", ["one", "few", "many", "other"]],
  ] as const)("have every plural form that %s needs", (locale, forms) => {
    const incomplete: string[] = [];
    for (const [key, text] of texts.get(locale) ?? [])
      for (const element of walk(parse(text)))
        if (element.type === TYPE.plural && element.pluralType === "cardinal") {
          const missing = forms.filter((form) => !(form in element.options));
          if (missing.length > 0) incomplete.push(`${key}: ${missing.join(", ")}`);
        }
    expect(incomplete).toEqual([]);
  });
});
