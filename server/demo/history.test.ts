import { describe, expect, it } from "vitest";
import { drawHistory } from "./history";

const second = (date: Date) => Math.floor(date.getTime() / 1000);

describe("the drawn retailer", () => {
  // Drawn at this moment, one customer comes to the same shop twice within a second.
  const crowded = new Date("2026-11-22T12:14:14Z");
  const moments = [crowded, new Date("2026-02-28T23:59:59Z"), new Date("2028-02-29T00:00:00Z")];

  it.each(
    moments,
  )("numbers every purchase once, and starts no two visits of one customer at once (%s)", (now) => {
    const customers = drawHistory(now);
    const purchases = customers.flatMap((customer) => customer.purchases);
    const numbers = purchases.map(({ kind, number }) => `${kind} ${number}`);
    expect(new Set(numbers).size).toBe(numbers.length);
    const starts = customers.flatMap(({ index, visits }) => visits.map((v) => `${index} ${+v.startedAt}`));
    expect(new Set(starts).size).toBe(starts.length);
    for (const { visits } of customers)
      for (const { startedAt, events } of visits)
        expect(+startedAt).toBeLessThanOrEqual(+(events[0]?.at ?? 0));
  });

  it("has two purchases of one customer in one shop in one second at the crowded moment", () => {
    const places = drawHistory(crowded).flatMap(({ index, purchases }) =>
      purchases.map(({ kind, at, store }) => `${kind} ${index} ${store?.code} ${second(at)}`),
    );
    expect(new Set(places).size).toBeLessThan(places.length);
  });
});
