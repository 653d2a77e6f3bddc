import { expect, test } from "vitest";
import { asTree, type Category, pathOf } from "./category-tree";

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
