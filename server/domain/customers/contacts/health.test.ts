import fc from "fast-check";
import { expect, test } from "vitest";
import { type Finding, type Health, healthAfter, noHealth, seventhWithinMonth } from "./health";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const soft = (n: number, code = 3): Finding => ({ code, at: day(n), by: "provider" });

/** As the store does it: soft failures are kept, each report is judged with all that are known. */
function play(findings: readonly Finding[], start: Health = noHealth): Health {
  const softAt: Date[] = [];
  return findings.reduce((health, one) => {
    if (one.code > 0 && one.code < 30) softAt.push(one.at);
    return healthAfter(health, [one], softAt);
  }, start);
}

test("the seventh soft failure within a month puts an address out of use for good", () => {
  const six = [0, 4, 8, 12, 16, 20].map((n) => soft(n));
  expect(play(six)).toMatchObject({ code: 3, codeAt: day(0) });
  expect(play([...six, soft(29)])).toMatchObject({ code: 34, codeAt: day(29), codeBy: "rule" });
  expect(play([...six, soft(29), { code: 0, at: day(40), by: "provider" }])).toMatchObject({ code: 34 });
});

test("seven over more than a month do not", () => {
  expect(play([0, 6, 12, 18, 24, 30, 36].map((n) => soft(n)))).toMatchObject({ code: 3 });
  expect(seventhWithinMonth([0, 6, 12, 18, 24, 30, 30].map(day))).toEqual(day(30));
});

test("an arrival clears a soft code, not the count", () => {
  const arrived: Finding = { code: 0, at: day(21), by: "provider" };
  const six = [0, 4, 8, 12, 16, 20].map((n) => soft(n));
  expect(play([...six, arrived])).toMatchObject({ code: 0, codeAt: null, lastSuccessAt: day(21) });
  expect(play([...six, arrived, soft(25)])).toMatchObject({ code: 34 });
});

test("what happened before a person let the address in again counts no more", () => {
  const letIn: Health = { ...noHealth, unblockedAt: day(10) };
  expect(play([{ code: 32, at: day(9), by: "provider" }], letIn)).toMatchObject({ code: 0 });
  expect(play([{ code: 32, at: day(11), by: "provider" }], letIn)).toMatchObject({ code: 32 });
});

const finding = fc.record({
  code: fc.constantFrom(0, 1, 3, 5, 32, 36),
  at: fc.integer({ min: 0, max: 60 }).map(day),
  by: fc.constant("provider"),
});
test("hard stays hard, and whether an address is out never depends on the order of reports", () => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 20 }), fc.integer(), (findings, seed) => {
      const shuffled = findings
        .map((one, i) => ({ one, key: Math.sin(seed + i * 7.13) }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const [a, b] = [play(findings), play(shuffled)];
      expect(a.code >= 30).toBe(b.code >= 30);
      expect(a.lastSuccessAt).toEqual(b.lastSuccessAt);
      expect(play([...findings, { code: 0, at: day(90), by: "provider" }]).code >= 30).toBe(a.code >= 30);
    }),
  );
});
