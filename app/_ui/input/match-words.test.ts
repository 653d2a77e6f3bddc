import { describe, expect, it } from "vitest";
import { matchWords } from "./match-words";

describe("finding by words", () => {
  it("wants every word, anywhere", () => {
    expect(matchWords("Europe/Moscow · GMT+3", "mosc europe")).toBeGreaterThan(0);
    expect(matchWords("Europe/Moscow · GMT+3", "mosc asia")).toBe(0);
  });
  it("prefers the beginning of a word", () => {
    expect(matchWords("Europe/Moscow", "mos")).toBeGreaterThan(matchWords("Africa/Timosca", "mos"));
  });
  it("lets everything through while nothing is typed", () => {
    expect(matchWords("anything", "")).toBe(1);
  });
});
