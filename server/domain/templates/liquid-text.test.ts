import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restoreLiquid, withoutLiquid } from "./liquid-text";

const escapeLikeReact = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#x27;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");

describe("Liquid after React", () => {
  it("comes back as it was written, and the words around it stay escaped", () => {
    const written = `a < b {{ x | default: "it's <ok> & }} fine" }} {% if a >= 1 and b == 'q' %} "c" {% endif %}`;
    expect(restoreLiquid(escapeLikeReact(written))).toBe(
      `a &lt; b {{ x | default: "it's <ok> & }} fine" }} {% if a >= 1 and b == 'q' %} &quot;c&quot; {% endif %}`,
    );
  });

  it("holds for any words in quotes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !text.includes('"')),
        (words) => {
          const written = `{{ x | default: "${words}" }}`;
          expect(restoreLiquid(escapeLikeReact(written))).toBe(written);
        },
      ),
    );
  });

  it("guards a value by where in a link it stands", () => {
    expect(restoreLiquid('<a href="{{ item.url }}">')).toBe('<a href="{{ item.url | safe_url }}">');
    expect(restoreLiquid('<a href="https://a.example/?n={{ n }}&amp;m={{ m }}">')).toBe(
      '<a href="https://a.example/?n={{ n | url_encode }}&amp;m={{ m | url_encode }}">',
    );
    expect(restoreLiquid('<a href="{% if a %}{{ a }}{% endif %}">')).toBe(
      '<a href="{% if a %}{{ a | safe_url }}{% endif %}">',
    );
    expect(restoreLiquid('<p title="{{ item.url }}">')).toBe('<p title="{{ item.url }}">');
  });

  it("hides tags from tools that would bend them", () => {
    const shout = (text: string) => text.toUpperCase();
    expect(withoutLiquid('hello {{ customer.name | default: "you }}" }}!', shout)).toBe(
      'HELLO {{ customer.name | default: "you }}" }}!',
    );
  });
});
