import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./return-path";

describe("the way back after signing in", () => {
  it.each([
    "/",
    "/customers?q=anna&sort=-revenue",
    "/campaigns/1#report",
    "/%2f%2fevil.example",
  ])("keeps %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });
  it.each([
    undefined,
    "",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    " //evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/..//evil.example",
    "customers",
    "/sign-in?callbackUrl=/sign-in",
  ])("never leaves the site: %j", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });
});
