import { describe, expect, test } from "vitest";
import { trackLetter, utmName, withoutPixel, withUtm } from "./letter-links";

const track = (html: string, text = "") =>
  trackLetter(html, text, {
    clickUrl: (n) => `https://c.test/${n}`,
    openUrl: "https://o.test/?a=1&b=2",
    own: ["https://our.test/u/x"],
    utm: { utm_source: "s", utm_medium: "", utm_campaign: "c" },
  });

describe("tracking a letter", () => {
  test.each([
    ['<a href="https://x.test/a?b=1&amp;c=2">', "https://x.test/a?b=1&c=2&utm_source=s&utm_campaign=c"],
    ["<a class=q href='https://x.test'>", "https://x.test/?utm_source=s&utm_campaign=c"],
    ['<A HREF = "HTTPS://X.test/#top">', "https://x.test/?utm_source=s&utm_campaign=c#top"],
    [
      '<a\n href="https://x.test/?utm_source=mine&utm_campaign=">',
      "https://x.test/?utm_source=mine&utm_campaign=",
    ],
  ])("%s leads to %s", (html, target) => {
    const letter = track(html);
    expect(letter.links).toEqual([target]);
    expect(letter.html).toContain('"https://c.test/0"');
  });

  test.each([
    '<a href="mailto:a@b.c">',
    '<a href="tel:+1">',
    '<a href="#top">',
    '<a href="javascript:alert(1)">',
    '<a href="https://our.test/u/x">',
    '<a name="x">',
    '<img src="https://x.test/i.png">',
    '<a href="https://">',
    '<area href="https://x.test">',
  ])("%s is left as it is", (html) => {
    const letter = track(html);
    expect([letter.links, letter.html.startsWith(html)]).toEqual([[], true]);
  });

  test("each link has its own number; the text shares those of the HTML", () => {
    const letter = track(
      '<a href="https://x.test/1">a</a><a href="https://x.test/1">b</a>',
      "See https://x.test/1. Or https://x.test/2!",
    );
    expect(letter.links).toHaveLength(3);
    expect(letter.text).toBe("See https://c.test/0. Or https://c.test/2!");
  });

  test("the pixel goes to the end of the body, its address escaped", () => {
    expect(track("<body>hi</BODY></html>").html).toMatch(
      /^<body>hi<img src="https:\/\/o\.test\/\?a=1&amp;b=2"[^>]+><\/BODY>/,
    );
    expect(track("hi").html).toMatch(/^hi<img /);
  });

  test("is looked at without the pixel, everything else as it was", () => {
    const html =
      '<body><a href="https://c.test/t/c/x">a</a><img src="https://x.test/t/o/photo.png" width="100"></body>';
    const sent = trackLetter(html, "", {
      clickUrl: () => "https://c.test/t/c/x",
      openUrl: "https://c.test/t/o/Abc-_9",
      own: [],
      utm: {},
    });
    expect(sent.html).toContain("/t/o/Abc-_9");
    expect(withoutPixel(sent.html)).toBe(html);
  });

  test("names for utm_campaign", () => {
    expect([utmName(" Abandoned cart: spring! "), utmName("Брошенная корзина"), utmName("///")]).toEqual([
      "abandoned-cart-spring",
      "брошенная-корзина",
      "",
    ]);
    expect(withUtm(new URL("https://x.test"), { utm_campaign: "корзина" })).toBe(
      "https://x.test/?utm_campaign=%D0%BA%D0%BE%D1%80%D0%B7%D0%B8%D0%BD%D0%B0",
    );
  });
});
