import { expect, test } from "vitest";
import type { RegionView } from "@/server/domain/fields";
import { currencyOf, pathName, treeRows } from "./region-tree";

const region = (id: number, name: string, path: number[], currency: string | null = null): RegionView => ({
  id,
  externalId: name.toLowerCase(),
  name,
  parentId: path.at(-2) ?? null,
  currency,
  aliases: id === 3 ? ["Kalinin"] : [],
  path,
  customers: 0,
  stores: 0,
});
const all = [
  region(1, "Russia", [1], "RUB"),
  region(2, "Centre", [1, 2]),
  region(3, "Tver", [1, 2, 3]),
  region(4, "Latvia", [4]),
];
const shown = (closed: number[], search = "") =>
  treeRows(all, new Set(closed), search).map((row) => `${row.depth}${row.region.name}`);

test("what lies within a closed region is not shown; a search shows the way to what it finds", () => {
  expect(shown([])).toEqual(["0Russia", "1Centre", "2Tver", "0Latvia"]);
  expect(shown([2])).toEqual(["0Russia", "1Centre", "0Latvia"]);
  expect(shown([1], "kalin")).toEqual(["0Russia", "1Centre", "2Tver"]);
});

test("a currency comes from the nearest region above, and from the project at last", () => {
  expect(all.map((one) => currencyOf(one, all, "EUR"))).toEqual(["RUB", "RUB", "RUB", "EUR"]);
  expect(all.map((one) => pathName(one, all))[2]).toBe("Russia › Centre › Tver");
});
