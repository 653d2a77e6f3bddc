import fc from "fast-check";
import { expect, test } from "vitest";
import { idleMs, mergeVisits, type Visit, visitOfEvent } from "./session";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const point = (minute: number, url: string | null = null) =>
  visitOfEvent({ at: at(minute), sourceId: 1, isPage: url !== null, url, referrer: null });

test("30 idle minutes end a visit, one more starts the next", () => {
  expect(mergeVisits([point(0, "https://a/"), point(30), point(61)])).toMatchObject([
    { startedAt: at(0), lastEventAt: at(30), events: 2, pages: 1, landingUrl: "https://a/" },
    { startedAt: at(61), events: 1 },
  ]);
});
test("a late event closes the gap", () => {
  const stored = mergeVisits([point(0), point(50)]);
  expect(stored).toHaveLength(2);
  expect(mergeVisits([...stored, point(25)])).toMatchObject([
    { startedAt: at(0), lastEventAt: at(50), events: 3 },
  ]);
});

const anyPoint = fc.record({
  minute: fc.integer({ min: 0, max: 300 }),
  url: fc.option(fc.constantFrom("https://a/", "https://b/")),
  sourceId: fc.integer({ min: 1, max: 3 }),
});
test("in any order and in any portions, the same visits", () => {
  fc.assert(
    fc.property(
      fc
        .array(anyPoint, { maxLength: 40 })
        .chain((points) =>
          fc.tuple(
            fc.constant(points),
            fc.shuffledSubarray(points, { minLength: points.length }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
      ([points, shuffled, portion]) => {
        const visit = (one: (typeof points)[number]): Visit => ({
          ...point(one.minute, one.url),
          sourceId: one.sourceId,
        });
        const whole = mergeVisits(points.map(visit));
        let gathered: Visit[] = [];
        for (let i = 0; i < shuffled.length; i += portion)
          gathered = mergeVisits([...gathered, ...shuffled.slice(i, i + portion).map(visit)]);
        expect(gathered).toEqual(whole);
        expect(whole.reduce((sum, one) => sum + one.events, 0)).toBe(points.length);
        for (const [i, one] of whole.entries()) {
          const next = whole[i + 1];
          if (next) expect(next.startedAt.getTime() - one.lastEventAt.getTime()).toBeGreaterThan(idleMs);
        }
      },
    ),
    { numRuns: 500 },
  );
});
