import { describe, expect, it } from "vitest";
import { negotiateLocale } from "./locale";

describe("the language of a browser nobody has configured", () => {
  it.each([
    ["ru-RU,ru;q=0.9,en-US;q=0.8", "ru"],
    ["en-GB", "en"],
    ["de-DE,de;q=0.9,ru;q=0.5,en;q=0.3", "ru"],
    ["en;q=0.2, ru;q=0.8", "ru"],
    ["ru;q=0, en", "en"],
    ["fr-FR", undefined],
    ["*", undefined],
    ["", undefined],
    [null, undefined],
  ])("%s gives %s", (header, expected) => {
    expect(negotiateLocale(header)).toBe(expected);
  });
});
