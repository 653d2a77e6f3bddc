import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BgNbd,
  expectedPurchases,
  fitBgNbd,
  type PurchaseHistory,
  probabilityActive,
  probabilityOfPurchase,
} from "./bg-nbd";
import { expectedPurchaseValue, fitGammaGamma } from "./gamma-gamma";
import { hypergeometric, lnGamma } from "./special-functions";

const weekMs = 7 * 86_400_000;
const dayOf = (text: string) =>
  Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)));

/** The 1/10 sample of CDNOW as the papers use it: purchases of one day are one, 39 weeks to fit, 39 to check. */
function sample() {
  const text = gunzipSync(readFileSync("tests/fixtures/cdnow-sample.txt.gz")).toString("latin1");
  const days = new Map<string, Map<number, number>>();
  for (const line of text.split("\n")) {
    const [, id, date, , value] = line.trim().split(/\s+/);
    if (!id || !date) continue;
    const spent = days.get(id) ?? new Map<number, number>();
    spent.set(dayOf(date), (spent.get(dayOf(date)) ?? 0) + Number(value));
    days.set(id, spent);
  }
  const end = dayOf("19970930");
  return [...days.values()].map((spent) => {
    const known = [...spent.keys()].filter((day) => day <= end).sort((a, b) => a - b);
    const [first = 0] = known;
    const repeats = known.length - 1;
    return {
      history: {
        repeats,
        lastAt: ((known[repeats] ?? first) - first) / weekMs,
        age: (end - first) / weekMs,
      } satisfies PurchaseHistory,
      later: [...spent.keys()].filter((day) => day > end).length,
      repeatMean: known.slice(1).reduce((sum, day) => sum + (spent.get(day) ?? 0), 0) / repeats,
    };
  });
}

describe("BG/NBD on the CDNOW sample", () => {
  const customers = sample();
  const histories = customers.map((one) => one.history);
  const fit = fitBgNbd(histories);

  it("finds the published parameters", () => {
    expect(customers).toHaveLength(2357);
    expect(fit.hasConverged).toBe(true);
    // Fader, Hardie and Lee 2005, table 2.
    expect(fit.parameters.r).toBeCloseTo(0.243, 3);
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 2);
    expect(fit.parameters.a).toBeCloseTo(0.793, 2);
    expect(fit.parameters.b).toBeCloseTo(2.426, 2);
    expect(fit.logLikelihood).toBeCloseTo(-9582.4, 1);
  });

  it("foretells the next 39 weeks of the whole within an eighth, and who buys more", () => {
    const foretold = histories.map((one) => expectedPurchases(fit.parameters, one, 39));
    const bought = customers.map((one) => one.later);
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(sum(foretold) / sum(bought)).toBeGreaterThan(0.87);
    expect(sum(foretold) / sum(bought)).toBeLessThan(1.13);
    const order = foretold
      .map((value, i) => ({ value, later: bought[i] ?? 0 }))
      .sort((a, b) => b.value - a.value);
    const tenth = Math.round(order.length / 10);
    const [best, worst] = [order.slice(0, tenth), order.slice(-tenth)];
    expect(sum(best.map((one) => one.later))).toBeGreaterThan(10 * sum(worst.map((one) => one.later)));
  });

  it("gives the paper's note on gamma-gamma for the 946 who came again", () => {
    const spendings = customers
      .filter((one) => one.history.repeats > 0)
      .map((one) => ({ purchases: one.history.repeats, mean: one.repeatMean }));
    expect(spendings).toHaveLength(946);
    const { parameters, hasConverged } = fitGammaGamma(spendings);
    expect(hasConverged).toBe(true);
    // Fader and Hardie 2013: p 6.25, q 3.74, γ 15.44; the likelihood is flat along a ridge of them.
    expect(parameters.p).toBeCloseTo(6.25, 1);
    expect(parameters.q).toBeCloseTo(3.74, 1);
    expect(parameters.gamma).toBeCloseTo(15.44, 0);
    expect(expectedPurchaseValue(parameters)).toBeCloseTo(35.2, 0);
  });
});

describe("the models", () => {
  const model: fc.Arbitrary<BgNbd> = fc.record({
    r: fc.double({ min: 0.05, max: 5, noNaN: true }),
    alpha: fc.double({ min: 0.1, max: 100, noNaN: true }),
    a: fc.double({ min: 0.05, max: 5, noNaN: true }),
    b: fc.double({ min: 0.1, max: 20, noNaN: true }),
  });
  const history: fc.Arbitrary<PurchaseHistory> = fc
    .record({
      repeats: fc.integer({ min: 0, max: 200 }),
      age: fc.double({ min: 0, max: 300, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ repeats, age, share }) => ({ repeats, age, lastAt: repeats === 0 ? 0 : age * share }));

  it("stay within what can be, for any customer and any parameters", () => {
    fc.assert(
      fc.property(model, history, fc.double({ min: 0, max: 104, noNaN: true }), (bgNbd, past, time) => {
        const active = probabilityActive(bgNbd, past);
        expect(active).toBeGreaterThanOrEqual(0);
        expect(active).toBeLessThanOrEqual(1);
        const buys = probabilityOfPurchase(bgNbd, past, time);
        expect(buys).toBeGreaterThanOrEqual(0);
        expect(buys).toBeLessThanOrEqual(active + 1e-12);
        const expected = expectedPurchases(bgNbd, past, time);
        expect(Number.isFinite(expected)).toBe(true);
        // At least one purchase is at most as likely as the expected number of them.
        expect(expected).toBeGreaterThanOrEqual(buys - 1e-6);
        expect(expectedPurchases(bgNbd, past, time + 1)).toBeGreaterThanOrEqual(expected - 1e-6);
      }),
      { numRuns: 500 },
    );
  });

  it("believe less in who has been silent longer", () => {
    const bgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    const silent = [0, 10, 20, 30].map((since) =>
      probabilityActive(bgNbd, { repeats: 3, lastAt: 20, age: 20 + since }),
    );
    expect(silent).toEqual([...silent].sort((a, b) => b - a));
    expect(new Set(silent).size).toBe(4);
  });
});

describe("special functions", () => {
  it("know known values", () => {
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(lnGamma(10)).toBeCloseTo(Math.log(362_880), 10);
    expect(lnGamma(1e-3)).toBeCloseTo(6.907178885383853, 10);
    // ₂F₁(1, 1; 2; z) = -ln(1 - z) / z
    for (const z of [0.1, 0.5, 0.9, 0.99])
      expect(hypergeometric(1, 1, 2, z)).toBeCloseTo(-Math.log(1 - z) / z, 8);
  });
});
