import { describe, expect, it } from "vitest";
import { passwordStrength } from "./password-strength";

describe("the password meter", () => {
  it("calls runs and repeats weak, however long", () => {
    expect(passwordStrength("aaaaaaaaaaaaaaaa")).toBe(1);
    expect(passwordStrength("123456789012345")).toBe(1);
  });
  it("prefers a few words to a short tangle", () => {
    expect(passwordStrength("correct horse battery staple")).toBe(4);
    expect(passwordStrength("Tr0ub4dor&3x")).toBeLessThan(4);
  });
});
