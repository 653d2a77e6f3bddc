import { describe, expect, it, test } from "vitest";
import { asTree, type Category, pathOf, treeRows } from "./category-tree";

const category = (id: number, name: string, parentId: number | null, depth: number): Category => ({
  id,
  externalId: `c${id}`,
  name,
  parentId,
  depth,
  products: 0,
});
const all = [
  category(1, "Clothes", null, 1),
  category(2, "Shoes", null, 1),
  category(3, "Shirts", 1, 2),
  category(4, "Boots", 2, 2),
  category(5, "Linen", 3, 3),
  category(6, "Lost", 99, 2),
];

test("a tree reads from the top, each branch whole", () => {
  expect(asTree(all).map((one) => one.name)).toEqual([
    "Clothes",
    "Shirts",
    "Linen",
    "Shoes",
    "Boots",
    "Lost",
  ]);
});

test("a path names every category above", () => {
  const byId = new Map(all.map((one) => [one.id, one]));
  expect(pathOf(category(5, "Linen", 3, 3), byId)).toBe("Clothes / Shirts / Linen");
  expect(pathOf(category(6, "Lost", 99, 2), byId)).toBe("Lost");
});

describe("treeRows", () => {
  const node = (id: number, name: string, parentId: number | null, depth: number): Category => ({
    id,
    externalId: `c${id}`,
    name,
    parentId,
    depth,
    products: 0,
  });
  const tree = [
    node(1, "Food", null, 1),
    node(2, "Dairy", 1, 2),
    node(3, "Milk", 2, 3),
    node(4, "Tea", 1, 2),
  ];
  const names = (closed: number[], search = "") =>
    treeRows(tree, new Set(closed), search).map((row) => row.category.name);

  it("leaves out everything within a closed category, however deep", () => {
    expect(names([])).toEqual(["Food", "Dairy", "Milk", "Tea"]);
    expect(names([2])).toEqual(["Food", "Dairy", "Tea"]);
    expect(names([1])).toEqual(["Food"]);
  });

  it("shows what a search finds with the way to it, whatever is closed", () => {
    expect(names([1, 2], "milk")).toEqual(["Food", "Dairy", "Milk"]);
  });
});
