import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { locales } from "@/app/_i18n/locale";
import { addressOf, renderGuide, slugOf } from "./render";
import { topics } from "./topics";

const root = path.resolve(import.meta.dirname, "../../..");
const folder = path.join(root, "docs", "marketers");
const textOf = (topic: string, locale: string) =>
  readFileSync(path.join(folder, locale === "en" ? "" : locale, `${topic}.md`), "utf8");
const guideOf = (topic: string, locale: string) =>
  renderGuide(textOf(topic, locale), { original: textOf(topic, "en") });

/** Every address within the guides that has something to show. */
const addresses = new Set([
  "/docs",
  "/docs/api",
  ...topics.flatMap((topic) => [
    `/docs/${topic}`,
    ...guideOf(topic, "en").headings.map(({ id }) => `/docs/${topic}#${id}`),
  ]),
]);
const markdownFiles = (inside: string) =>
  readdirSync(inside)
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.replace(/\.md$/, ""))
    .sort();

describe("the guides", () => {
  it("are all listed, in every language", () => {
    expect(markdownFiles(folder)).toEqual([...topics].sort());
    expect(markdownFiles(path.join(folder, "ru"))).toEqual([...topics].sort());
  });

  it.each(topics)("%s has the same headings, links and pictures in every language", (topic) => {
    const outline = (locale: string) => ({
      depths: guideOf(topic, locale).headings.map(({ depth }) => depth),
      links: [...guideOf(topic, locale).html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]),
      pictures: [...textOf(topic, locale).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) =>
        addressOf(match[1] ?? ""),
      ),
    });
    for (const locale of locales) expect(outline(locale)).toEqual(outline("en"));
  });

  it.each(topics)("%s names no paragraph twice and begins with a title and what it is about", (topic) => {
    const { headings, title, lead } = guideOf(topic, "en");
    const ids = headings.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(headings[0]?.depth).toBe(1);
    expect(title && lead).not.toBe("");
  });

  it("link only to paragraphs that are there", () => {
    const dead = topics.flatMap((topic) =>
      [...guideOf(topic, "en").html.matchAll(/href="([^"]+)"/g)]
        .map((match) => match[1] ?? "")
        .map((href) => (href.startsWith("#") ? `/docs/${topic}${href}` : href))
        .filter((href) => href.startsWith("/docs") && !addresses.has(href))
        .map((href) => `${topic}: ${href}`),
    );
    expect(dead).toEqual([]);
  });
});

describe("help links of the product", () => {
  const app = path.join(root, "app");
  const uses = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !file.endsWith("help-link.tsx"))
    .flatMap((file) =>
      [...readFileSync(path.join(app, file), "utf8").matchAll(/<HelpLink\b([^>]*)/g)].map((match) => ({
        file,
        topic: /\btopic="([^"]+)"/.exec(match[1] ?? "")?.[1],
      })),
    );

  it("land on a heading of a guide", () => {
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter(({ topic }) => !addresses.has(`/docs/${topic}`))).toEqual([]);
  });
});

describe("rendering", () => {
  it("gives a translation the ids of the original", () => {
    const guide = renderGuide("# Раз\n\nДва.\n\n## Три", { original: "# One\n\nTwo.\n\n## What is three?" });
    expect(guide.headings.map(({ id }) => id)).toEqual(["one", "what-is-three"]);
    expect(guide.html).toContain('<h2 id="what-is-three">Три</h2>');
    expect(guide).toMatchObject({ title: "Раз", lead: "Два." });
  });

  it("shows no HTML of a file and no picture that is missing", () => {
    const { html } = renderGuide('a <img src="x"> ![b](../images/b.png) ![c](../../images/c.png)', {
      pictures: new Set(["c.png"]),
    });
    expect(html).not.toContain('src="x"');
    expect(html).not.toContain("b.png");
    expect(html).toContain('src="/docs/images/c.png"');
  });

  it("turns links between files into addresses of pages", () => {
    expect(addressOf("campaigns.md#waiting")).toBe("/docs/campaigns#waiting");
    expect(addressOf("https://example.org/a.md")).toBe("https://example.org/a.md");
    expect(slugOf("Why is she not in?")).toBe("why-is-she-not-in");
  });
});
