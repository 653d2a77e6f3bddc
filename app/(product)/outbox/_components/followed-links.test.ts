import { expect, test } from "vitest";
import { followedLinks, shortUrl } from "./followed-links";

const click = (linkNo: number | null, isMachine = false, kind = "clicked") => ({ kind, isMachine, linkNo });

test("each target stands once, with the clicks of people on all its links", () => {
  const links = ["https://x.test/cart?utm_source=c", "https://x.test/a", "https://x.test/cart?utm_source=c"];
  const events = [click(0), click(2), click(2), click(1, true), click(null, false, "opened")];
  expect(followedLinks(links, events)).toEqual([
    { linkNo: 0, url: links[0], shown: "x.test/cart", clicks: 3 },
    { linkNo: 1, url: links[1], shown: "x.test/a", clicks: 0 },
  ]);
});

test.each([
  ["https://x.test/", "x.test"],
  ["https://x.test/a?b=1&utm_medium=email#top", "x.test/a?b=1#top"],
  ["not an address", "not an address"],
])("%s is read as %s", (url, shown) => {
  expect(shortUrl(url)).toBe(shown);
});
