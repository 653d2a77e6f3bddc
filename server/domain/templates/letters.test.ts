import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { contentFields, letterContent } from "@/emails/content";
import { defaultContent, layoutCodes, layouts, letterLocales } from "@/emails/layouts";
import { compileLetter } from "./compile";
import { buildRenderContext } from "./context";
import { clipBytes } from "./model";
import { renderMessages } from "./render";
import { renderPool } from "./sandbox/pool";

afterAll(() => renderPool().close());

const project = {
  company: "Harbour & Hearth",
  siteUrl: "https://shop.example",
  postalAddress: "14 Quay Street, Galway",
  supportEmail: "",
  currency: "EUR",
  timeZone: "Europe/Dublin",
};
const links = {
  unsubscribe: "https://c.example/u/abc?x=1&y=2",
  preferences: "https://c.example/p/abc",
  webVersion: "https://c.example/w/abc",
};
const items = [
  {
    name: 'Mug "Sea" <350 ml>',
    quantity: 2,
    priceMinor: 1450,
    url: "https://shop.example/mug?a=1&b=2",
    imageUrl: "https://shop.example/mug.jpg",
  },
  { name: "Tea", quantity: 1, priceMinor: 1290, url: "javascript:alert(1)", imageUrl: "" },
];
const contextFor = (firstName: string) =>
  buildRenderContext({
    customer: { id: 1, firstName, lastName: "Larsen", email: "a@example.com", phone: null },
    context: { cart: { items, currency: "EUR", cartUrl: "https://shop.example/cart" } },
    links,
    project,
    now: new Date("2026-03-01T10:00:00Z"),
  });

const all = layoutCodes.flatMap((layout) => letterLocales.map((locale) => [layout, locale] as const));

describe.each(all)("the letter %s in %s", (layout, locale) => {
  const rendered = async (firstName = "Ann") => {
    const compiled = await compileLetter(layout, locale, defaultContent(layout, locale));
    const letter = (await renderMessages(compiled, [{ key: "m", context: contextFor(firstName) }])).get("m");
    if (!letter || "error" in letter) throw new Error(letter?.error ?? "missing");
    return letter;
  };

  it("has what every letter must have", async () => {
    const { html, text, subject } = await rendered();
    expect(subject).not.toMatch(/[{}]/);
    expect(html).not.toMatch(/\{\{|\{%|\[object|undefined|NaN/);
    expect(html).toContain('href="https://c.example/u/abc?x=1&amp;y=2"');
    expect(html).toContain("Harbour &amp; Hearth · 14 Quay Street, Galway");
    expect(html).toContain(`<html dir="ltr" lang="${locale}"`);
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(Buffer.byteLength(html)).toBeLessThan(clipBytes / 2);
    for (const image of html.match(/<img[^>]*>/g) ?? []) expect(image).toMatch(/ alt="[^"]+"/);
    for (const table of html.match(/<table[^>]*>/g) ?? []) expect(table).toContain('role="presentation"');
    expect(text).toContain("https://c.example/u/abc?x=1&y=2");
    expect(text).not.toMatch(/&amp;|<[a-z]|\{\{/);
  });

  it("shows the goods with safe links, names and amounts", async () => {
    if (!layouts[layout].needsCart) return;
    const { html, text } = await rendered();
    expect(html).toContain("Mug &quot;Sea&quot; &lt;350 ml&gt;");
    expect(html).toContain('href="https://shop.example/mug?a=1&amp;b=2"');
    expect(html).not.toContain("javascript:");
    expect(html.replace(/\s/g, " ")).toMatch(locale === "en" ? /€29\.00/ : /29,00 €/);
    expect(text).toContain('Mug "Sea" <350 ml>');
  });

  it("carries any name to its reader as it is, and nothing but the name", async () => {
    const compiled = await compileLetter(layout, locale, {
      ...defaultContent(layout, locale),
      heading: "[{{ customer.first_name }}]",
    });
    const names = fc.sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), 150);
    const rendering = await renderMessages(
      compiled,
      names.map((name, index) => ({ key: String(index), context: contextFor(name) })),
    );
    const plain = await renderMessages(compiled, [{ key: "m", context: contextFor("Ann") }]);
    const tagsOf = (html: string) => (html.match(/<[^>]*>/g) ?? []).length;
    const known = plain.get("m");
    for (const [index, name] of names.entries()) {
      const letter = rendering.get(String(index));
      if (!letter || "error" in letter || !known || "error" in known) throw new Error("did not render");
      expect(tagsOf(letter.html)).toBe(tagsOf(known.html));
      expect(letter.html).toContain(`[${escaped(name)}]`);
      expect(letter.subject).not.toMatch(/[\r\n]/);
    }
  });
});

const escaped = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign,
  );

describe("markup through a profile", () => {
  it.each([
    '"><a href=//evil>',
    "</title><script>x</script>",
    "{{ customer.email }}",
    "{% include 'x' %}",
    "a\r\nBcc: x@example.com",
  ])("stays words in every place: %s", async (name) => {
    const content = {
      ...defaultContent("plain-letter", "en"),
      subject: "{{ customer.first_name }}",
      preheader: "{{ customer.first_name }}",
      body: "{{ customer.first_name }} [link](https://shop.example/?n={{customer.first_name}})",
      buttonLabel: "{{ customer.first_name }}",
      buttonUrl: "https://shop.example/?n={{ customer.first_name }}",
    };
    const compiled = await compileLetter("plain-letter", "en", content);
    const letter = (await renderMessages(compiled, [{ key: "m", context: contextFor(name) }])).get("m");
    if (!letter || "error" in letter) throw new Error(letter?.error ?? "missing");
    expect(letter.html).not.toMatch(/<script|<a href=\/\/evil|a@example\.com/);
    expect(letter.html).toContain(
      `https://shop.example/?n=${encodeURIComponent(name).replace(/'/g, "&#39;")}"`,
    );
    expect(letter.subject).toBe(name.replace(/\s+/g, " "));
    expect(letter.text).not.toContain("a@example.com");
  });
});

describe("content", () => {
  it("every field of every layout is known, and every default passes its own rules", () => {
    for (const [layout, locale] of all) {
      const content = defaultContent(layout, locale);
      expect(letterContent.parse(content)).toEqual(content);
      for (const field of layouts[layout].fields) expect(contentFields[field]).toBeDefined();
    }
  });
});
